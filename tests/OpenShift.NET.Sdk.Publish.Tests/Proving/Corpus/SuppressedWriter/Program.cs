var app = WebApplication.CreateBuilder(args).Build();
try
{
    File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "state.json"), "{}");
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    app.Logger.LogInformation(e, "Nothing is kept");
}

app.MapGet("/healthz", () => "ok");
app.Run();
