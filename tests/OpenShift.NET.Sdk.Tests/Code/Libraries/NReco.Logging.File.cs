using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
namespace NReco.Logging.File
{
    public static class FileLoggerExtensions
    {
        public static ILoggingBuilder AddFile(this ILoggingBuilder builder, string fileName, bool append = true) => builder;
        public static ILoggingBuilder AddFile(this ILoggingBuilder builder, IConfiguration configuration) => builder;
    }
}
