var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthChecks();
builder.Services.AddSingleton<Seed>();
var connection = builder.Configuration["Db"] ?? "Server=db;Database=shop;User Id=shop;Password=Sh0p!pwd";
var app = builder.Build();
app.MapHealthChecks("/livez");
app.MapHealthChecks("/readyz");
if (app.Environment.IsDevelopment())
{
    Console.WriteLine(new System.Net.NetworkCredential("dev", "dev12345").UserName);
}

app.Services.GetRequiredService<Seed>().Run();
app.MapGet("/", () => connection.Length);
app.Run();
