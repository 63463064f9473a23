using Quartz;

namespace Jobs;

internal static class Workers
{
    public const int Count = 80;

    public static int DrainSeconds => 3 * 60;
}

internal static class Schedules
{
    public static void AddNightly(this IServiceCollectionQuartzConfigurator quartz)
    {
        ArgumentNullException.ThrowIfNull(quartz);
    }
}

public class Nightly(IConfiguration configuration) : IJob
{
    public Task Execute(IJobExecutionContext context)
    {
        using var report = File.CreateText(Path.Join("/reports", $"{DateTime.UtcNow:yyyy-MM-dd}.txt"));
        report.WriteLine(configuration["Report:Title"]);
        return Task.CompletedTask;
    }
}

public sealed class Heartbeat : IHostedService, IDisposable
{
    private Timer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = new Timer(_ => Beat(), null, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _timer?.Dispose();

    private static void Beat() => File.AppendAllLines("/var/run/jobs/heartbeat", [DateTime.UtcNow.ToString("O")]);
}
