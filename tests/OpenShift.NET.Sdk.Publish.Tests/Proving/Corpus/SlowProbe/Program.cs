var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/ready", async () =>
{
    await Task.Delay(TimeSpan.FromSeconds(3));
    return "ok";
});
app.Run();
