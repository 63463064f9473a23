var app = WebApplication.CreateBuilder(args).Build();
try
{
    app.Logger.LogInformation("licence {Licence}", File.ReadAllText("/opt/licence/key"));
}
catch (UnauthorizedAccessException e)
{
    app.Logger.LogWarning(e, "No licence, so reports are left out.");
}

app.MapGet("/healthz", () => "ok");
app.Run();
