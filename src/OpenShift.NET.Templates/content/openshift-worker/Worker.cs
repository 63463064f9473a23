namespace Template._1;

internal sealed partial class Worker(IConfiguration configuration, ILogger<Worker> logger) : BackgroundService
{
    // SIGTERM, which OpenShift sends to a pod that is to end, cancels the token; the work has 30 s to come to its end.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(configuration.GetValue("Worker:Interval", TimeSpan.FromSeconds(10)));
        do
        {
            LogWorked(DateTimeOffset.UtcNow);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Information, "Worked at {Time:O}.")]
    private partial void LogWorked(DateTimeOffset time);
}
