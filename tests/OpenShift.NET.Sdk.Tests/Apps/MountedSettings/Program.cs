var builder = WebApplication.CreateBuilder(args);
builder.Configuration.AddJsonFile(Path.Combine("/config", "shop.json"), optional: true, reloadOnChange: true).AddEnvironmentVariables();
builder.Services.AddHealthChecks();
var app = builder.Build();
app.MapHealthChecks("/livez", new() { Predicate = _ => false });
app.MapHealthChecks("/readyz");
app.Run();
