using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Guidelines.AppCode;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.G19_Logging.OSC1901_LogsAreNotFiles;

/// <summary>OSC1901.</summary>
[Rule(
    "OSC1901",
    "Logs are not written to files",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Write the log to standard output.")]
public sealed class LogsAreNotFiles : Rule
{
    private static readonly CodeText s_microsoft = CodeText.Same("Replace it with builder.Logging.AddJsonConsole().");
    private static readonly CodeText s_serilog = new(
        "Replace it with .WriteTo.Console(new Serilog.Formatting.Compact.CompactJsonFormatter()).",
        "Replace it with .WriteTo.Console(Serilog.Formatting.Compact.CompactJsonFormatter()).",
        "Replace it with .WriteTo.Console(New Serilog.Formatting.Compact.CompactJsonFormatter()).");

    private static readonly CodeText s_nLog = CodeText.Same("Use the Console target (NLog.Targets.ConsoleTarget) with a JsonLayout instead.");
    private static readonly CodeText s_log4Net = CodeText.Same("Use log4net.Appender.ConsoleAppender instead.");
    private static readonly CodeText s_trace = new(
        "Use new System.Diagnostics.ConsoleTraceListener() instead.",
        "Use System.Diagnostics.ConsoleTraceListener() instead.",
        "Use New System.Diagnostics.ConsoleTraceListener() instead.");

    private static readonly (KnownApi Api, CodeText Fix)[] s_files =
    [
        ("Serilog.FileLoggerConfigurationExtensions::File", s_serilog),
        ("Serilog.RollingFileLoggerConfigurationExtensions::RollingFile", s_serilog),
        ("Microsoft.Extensions.Logging.FileLoggerExtensions::AddFile", s_microsoft),
        ("NReco.Logging.File.FileLoggerExtensions::AddFile", s_microsoft),
        ("Karambolo.Extensions.Logging.File.*::AddFile", s_microsoft),
        ("Microsoft.Extensions.Logging.*::AddZLoggerFile", s_microsoft),
        ("ZLogger.ZLoggerBuilderExtensions::AddZLoggerFile", s_microsoft),
        ("ZLogger.ZLoggerBuilderExtensions::AddZLoggerRollingFile", s_microsoft),
        ("ZLogger.ZLoggerFileExtensions::*", s_microsoft),
        ("NLog.Targets.FileTarget::.ctor", s_nLog),
        ("NLog.SetupLoadConfigurationExtensions::WriteToFile", s_nLog),
        ("log4net.Appender.FileAppender::.ctor", s_log4Net),
        ("log4net.Appender.RollingFileAppender::.ctor", s_log4Net),
        ("System.Diagnostics.TextWriterTraceListener::.ctor", s_trace),
        ("System.Diagnostics.DefaultTraceListener::set_LogFileName", s_trace),
    ];

    // ELMAH keeps each error as a file of its own; "~" is the web root to it.
    private static readonly KnownApi[] s_elmah = ["ElmahCore.Mvc.*::AddElmah", "Microsoft.Extensions.DependencyInjection.*::AddElmah"];
    private static readonly KnownApi s_elmahPath = "ElmahCore.ElmahOptions::set_LogPath";
    private const string ElmahFiles = "ElmahCore.XmlFileErrorLog";

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        foreach (CodeCall call in publication.Code?.CallsTo(s_elmah).Where(static c => c.InProduction && c.TypeArguments.Contains(ElmahFiles)) ?? [])
        {
            string? path = publication.Code!.CallsTo(s_elmahPath).FirstOrDefault(static c => c.InProduction)?.Argument(0).Beginning();
            yield return Finding.Violation(CodeLocations.Of(publication, call), Seen(path is ['~', '/', .. var below] ? "wwwroot/" + below : path)) with
            {
                Fix = "Use a store that the pods share in place of XmlFileErrorLog, for example SqlErrorLog, or AddElmah without a type, which keeps the last errors in memory; the console of ILogger has them all.",
            };
        }

        foreach ((KnownApi api, CodeText fix) in s_files)
        {
            foreach (CodeCall call in publication.Code?.CallsTo(api).Where(static c => c.InProduction) ?? [])
            {
                CodeValue path = Path(publication.Code!, call);

                // A file that is only named when the configuration names one is the deployment's wish.
                if (path is ConfigurationValue { Default: null } || LogPaths.IsStandardOutput(path.Beginning()) || (call.Type == "System.Diagnostics.TextWriterTraceListener" && path is UnknownValue))
                {
                    continue;
                }

                yield return Finding.Violation(CodeLocations.Of(publication, call), Seen(path.Beginning())) with { Fix = fix.For(publication) };
            }
        }

        foreach (LogSink sink in ConfiguredLogs.Of(publication))
        {
            if (sink.Kind == LogSinkKind.File && !LogPaths.IsStandardOutput(sink.Path))
            {
                string fix = sink.Library switch
                {
                    "Serilog" => "Replace it with { \"Name\": \"Console\" }.",
                    "NLog" => "Use a target of type Console instead.",
                    _ => s_log4Net.For(publication),
                };
                yield return Finding.Violation(sink.Where, Seen(sink.Path)) with { Fix = fix };
            }
        }
    }

    private static string Seen(string? path) =>
        $"writes the log to {(string.IsNullOrEmpty(path) ? "a file" : $"'{path}'")}, which 'oc logs' does not show, no collector reads, and which fills the disk of the pod";

    private static CodeValue Path(CodeFacts code, CodeCall call)
    {
        if (call.Type is "NLog.Targets.FileTarget" or "log4net.Appender.FileAppender" or "log4net.Appender.RollingFileAppender")
        {
            string property = call.Type == "NLog.Targets.FileTarget" ? "set_FileName" : "set_File";
            return code.CallsTo(new KnownApi("NLog.Targets.FileTarget::" + property), new KnownApi("log4net.Appender.FileAppender::" + property)).FirstOrDefault(c => c.In.Key == call.In.Key && c.Order > call.Order)?.Argument(0) ?? CodeValue.Unknown;
        }

        return call.ArgumentOf("System.String");
    }
}
