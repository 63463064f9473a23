using Microsoft.Extensions.Hosting;
namespace NLog
{
    public class Logger { public void Info(string message) { } }
    public static class LogManager { public static Logger GetCurrentClassLogger() => null; public static Config.LoggingConfiguration Configuration { get; set; } }
}
namespace NLog.Config { public class LoggingConfiguration { public void AddTarget(string name, Targets.Target target) { } public void AddRuleForAllLevels(Targets.Target target) { } } }
namespace NLog.Layouts { public class Layout { public static implicit operator Layout(string text) => null; } }
namespace NLog.Targets
{
    public abstract class Target { }
    public class FileTarget : Target { public FileTarget() { } public FileTarget(string name) { } public Layouts.Layout FileName { get; set; } }
    public class ConsoleTarget : Target { public ConsoleTarget() { } public ConsoleTarget(string name) { } }
}
namespace NLog.Web { public static class AspNetExtensions { public static IHostBuilder UseNLog(this IHostBuilder builder) => builder; } }
