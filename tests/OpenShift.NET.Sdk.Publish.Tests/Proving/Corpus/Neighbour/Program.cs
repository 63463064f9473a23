var app = WebApplication.CreateBuilder(args).Build();
using var client = new HttpClient();
string repositories = await client.GetStringAsync("http://images:5000/v2/_catalog");
app.Logger.LogInformation("The registry has {Repositories}", repositories);
app.MapGet("/healthz", () => "ok");
app.Run();
