using System.Runtime.InteropServices;

using var ignored = PosixSignalRegistration.Create(PosixSignal.SIGTERM, static context => context.Cancel = true);
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<IHostLifetime, Forever>();
var app = builder.Build();
app.MapGet("/healthz", () => "ok");
app.Run();

internal sealed class Forever : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
