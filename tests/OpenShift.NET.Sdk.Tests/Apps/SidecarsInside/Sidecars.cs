using System.Diagnostics;

public class Sidecars : IHostedService
{
    private Process? _proxy;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Process.Start("git", "--version")?.WaitForExit();
        Process.Start("/usr/bin/redis-server", "--save ''");
        _proxy = Process.Start(new ProcessStartInfo("nginx") { UseShellExecute = false });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _proxy?.Kill();
        return Task.CompletedTask;
    }
}
