using Serilog;

internal static class Logs
{
    private const string Folder = "/var/log/shop";

    public static Serilog.ILogger Create() => new LoggerConfiguration()
        .WriteTo.File(
            Path.Combine(Folder, "shop-.log"),
            rollingInterval: RollingInterval.Day)
        .CreateLogger();
}
