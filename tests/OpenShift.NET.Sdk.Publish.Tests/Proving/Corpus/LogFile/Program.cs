var app = WebApplication.CreateBuilder(args).Build();
string log = Path.Combine(Path.GetTempPath(), "shop.log");
app.MapGet("/healthz", () =>
{
    File.AppendAllText(log, $"{DateTime.UtcNow:O} asked\n");
    return "ok";
});
app.Run();
