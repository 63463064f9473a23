using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Guidelines.AppCode;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G19_Logging.OSC1904_LogsCanBeFiltered;

/// <summary>OSC1904.</summary>
[Rule(
    "OSC1904",
    "Messages have a level and a category",
    Basic = Severity.None,
    Recommended = Severity.Info,
    Strict = Severity.Info,
    Fix = "Use an ILogger<T> from the services: logger.LogInformation(\"Order {OrderId} was saved\", id); then Logging__LogLevel__Default filters it.")]
public sealed class LogsCanBeFiltered : CodeRule
{
    // A line at the start or the end is no log.
    private const int Many = 3;

    // printfn and eprintfn of F#.
    private const string Printf = "Microsoft.FSharp.Core.ExtraTopLevelOperators";

    private static readonly KnownApi[] s_plain = ["System.Console::WriteLine", "System.IO.TextWriter::WriteLine", "System.IO.TextWriter::WriteLineAsync", Printf + "::PrintFormatLine", Printf + "::PrintFormatLineToError"];

    // Any of them shows that the application logs; what it prints besides is its own affair.
    private static readonly KnownApi[] s_loggers =
    [
        "Microsoft.Extensions.Logging.LoggerExtensions::*",
        "Microsoft.Extensions.Logging.LoggerMessage::*",
        "Microsoft.Extensions.Logging.ILogger::*",
        "Serilog.Log::*",
        "Serilog.ILogger::*",
        "NLog.Logger::*",
        "NLog.ILogger::*",
        "NLog.LogManager::*",
        "log4net.ILog::*",
        "log4net.LogManager::*",
        "ZLogger.ZLoggerExtensions::*",
    ];

    /// <inheritdoc/>
    protected override bool NeedsProject => true;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        if (publication.Project is not { Application.Kind: ApplicationKind.Web or ApplicationKind.Worker } || code.CallsTo(s_loggers).Any())
        {
            yield break;
        }

        // A line that several callers come to is one line.
        CodeCall[] prints = [.. code.CallsTo(s_plain).Where(static c => c.InProduction && IsConsole(c)).DistinctBy(static c => (c.In.Key, c.Place, c.Place is null ? c.Order : 0))];
        if (prints.Length >= Many)
        {
            // Told where most of it is written: the greeting of a hub is not what fills the log.
            CodeCall most = prints.GroupBy(static c => c.In.Type, StringComparer.Ordinal).MaxBy(static g => g.Count())!.First();
            yield return Finding.Violation(
                CodeLocations.Of(publication, most),
                FormattableString.Invariant($"and {prints.Length - 1} more write plain text{With(most)}, and nothing uses a logger, so messages have no level, no category and no time, and cannot be filtered")) with
            {
                Fix = new CodeText(
                    "Use an ILogger<T> from the services: logger.LogInformation(\"Order {OrderId} was saved\", id); then Logging__LogLevel__Default filters it.",
                    "Use an ILogger<'T> from the services: logger.LogInformation(\"Order {OrderId} was saved\", id), and Logging__LogLevel__Default filters it.",
                    "Use an ILogger(Of T) from the services: logger.LogInformation(\"Order {OrderId} was saved\", id), and Logging__LogLevel__Default filters it.").For(publication),
            };
        }
    }

    private static string With(CodeCall print) => print.Type == "System.Console" ? " with Console.WriteLine" : "";

    private static bool IsConsole(CodeCall call) =>
        call.Type is "System.Console" or Printf || call.Receiver is Code.Values.ResultValue { Call: { Type: "System.Console", Method: "get_Out" or "get_Error" } };
}
