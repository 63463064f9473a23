var app = WebApplication.CreateBuilder(args).Build();
string key = app.Configuration["Shop:Key"] ?? throw new InvalidOperationException("Shop:Key is not set");
app.MapGet("/healthz", () => key.Length > 0 ? Results.Ok() : Results.StatusCode(503));
app.Run();
