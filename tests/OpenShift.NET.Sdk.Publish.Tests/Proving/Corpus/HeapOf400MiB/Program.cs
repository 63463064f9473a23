var app = WebApplication.CreateBuilder(args).Build();
var orders = new List<byte[]>();
for (int i = 0; i < 400; i++)
{
    orders.Add(new byte[1 << 20]);
    Array.Fill(orders[i], (byte)1);
}

app.MapGet("/healthz", () => orders.Count);
app.Run();
