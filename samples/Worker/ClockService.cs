namespace Worker;

public sealed partial class ClockService(IConfiguration configuration, TimeProvider time, ILogger<ClockService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        TimeSpan interval = configuration.GetValue("Clock:Interval", TimeSpan.FromSeconds(10));
        using var timer = new PeriodicTimer(interval, time);
        do
        {
            LogTime(logger, time.GetUtcNow());
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Information, "It is {Time:O}.")]
    private static partial void LogTime(ILogger logger, DateTimeOffset time);
}
