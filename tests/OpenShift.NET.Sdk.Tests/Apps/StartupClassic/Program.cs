using NReco.Logging.File;

namespace Portal;

public static class Program
{
    public static void Main(string[] args) => CreateHostBuilder(args).Build().Run();

    public static IHostBuilder CreateHostBuilder(string[] args) =>
        Host.CreateDefaultBuilder(args)
            .ConfigureLogging(logging =>
            {
                logging.ClearProviders();
                logging.AddFile("logs/portal-{Date}.log");
            })
            .ConfigureAppConfiguration((context, configuration) => configuration
                .AddEnvironmentVariables()
                .AddJsonFile("portal.json", optional: true))
            .ConfigureWebHostDefaults(web => web
                .UseStartup<Startup>()
                .UseKestrel(kestrel => kestrel.ListenAnyIP(Ports.Http))
                .UseShutdownTimeout(TimeSpan.FromMinutes(2)));
}

internal static class Ports
{
    public static readonly int Http = 443;
}
