namespace Nightly;

public sealed class Cleanup(ILogger<Cleanup> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(24));
        do
        {
            logger.LogInformation("cleaned");
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
