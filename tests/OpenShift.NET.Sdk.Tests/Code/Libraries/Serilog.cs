using System;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
namespace Serilog
{
    public interface ILogger { void Information(string messageTemplate); void Information(string messageTemplate, object value); }
    public static class Log { public static ILogger Logger { get; set; } public static void Information(string messageTemplate) { } public static void CloseAndFlush() { } }
    public enum RollingInterval { Infinite, Year, Month, Day, Hour }
    public class LoggerConfiguration
    {
        public Configuration.LoggerSinkConfiguration WriteTo => null;
        public Configuration.LoggerSettingsConfiguration ReadFrom => null;
        public Configuration.LoggerMinimumLevelConfiguration MinimumLevel => null;
        public ILogger CreateLogger() => null;
    }
    public static class ConsoleLoggerConfigurationExtensions { public static LoggerConfiguration Console(this Configuration.LoggerSinkConfiguration sinkConfiguration, Formatting.ITextFormatter formatter) => null; public static LoggerConfiguration Console(this Configuration.LoggerSinkConfiguration sinkConfiguration, string outputTemplate = "") => null; }
    public static class FileLoggerConfigurationExtensions { public static LoggerConfiguration File(this Configuration.LoggerSinkConfiguration sinkConfiguration, string path, RollingInterval rollingInterval = RollingInterval.Infinite) => null; }
    public static class SeqLoggerConfigurationExtensions { public static LoggerConfiguration Seq(this Configuration.LoggerSinkConfiguration sinkConfiguration, string serverUrl) => null; }
    public static class LoggerConfigurationAsyncExtensions { public static LoggerConfiguration Async(this Configuration.LoggerSinkConfiguration sinkConfiguration, Action<Configuration.LoggerSinkConfiguration> configure) => null; }
    public static class ConfigurationLoggerConfigurationExtensions { public static LoggerConfiguration Configuration(this Configuration.LoggerSettingsConfiguration settingConfiguration, IConfiguration configuration) => null; }
    public static class SerilogHostBuilderExtensions
    {
        public static IHostBuilder UseSerilog(this IHostBuilder builder, ILogger logger = null, bool dispose = false) => builder;
        public static IHostBuilder UseSerilog(this IHostBuilder builder, Action<HostBuilderContext, LoggerConfiguration> configureLogger, bool preserveStaticLogger = false, bool writeToProviders = false) => builder;
    }
    public static class SerilogLoggingBuilderExtensions { public static ILoggingBuilder AddSerilog(this ILoggingBuilder builder, ILogger logger = null, bool dispose = false) => builder; }
}
namespace Serilog.Configuration
{
    public class LoggerSinkConfiguration { }
    public class LoggerSettingsConfiguration { }
    public class LoggerMinimumLevelConfiguration { public LoggerConfiguration Information() => null; }
}
namespace Serilog.Formatting { public interface ITextFormatter { } }
namespace Serilog.Formatting.Compact { public class CompactJsonFormatter : ITextFormatter { } }
namespace Serilog.Sinks.Grafana.Loki { public static class LoggerConfigurationLokiExtensions { public static LoggerConfiguration GrafanaLoki(this Configuration.LoggerSinkConfiguration sinkConfiguration, string uri) => null; } }
namespace Serilog { public static class LoggerSinkConfigurationExtensions { public static LoggerConfiguration Http(this Configuration.LoggerSinkConfiguration sinkConfiguration, string requestUri, long? queueLimitBytes) => null; } }
