using System.IO;
using Microsoft.Extensions.Logging;
namespace log4net
{
    public interface ILog { void Info(object message); }
    public static class LogManager { public static ILog GetLogger(System.Type type) => null; }
}
namespace log4net.Config { public static class XmlConfigurator { public static void Configure(FileInfo configFile) { } } }
namespace Microsoft.Extensions.Logging { public static class Log4NetExtensions { public static ILoggingBuilder AddLog4Net(this ILoggingBuilder factory, string log4NetConfigFile = "log4net.config") => factory; } }
