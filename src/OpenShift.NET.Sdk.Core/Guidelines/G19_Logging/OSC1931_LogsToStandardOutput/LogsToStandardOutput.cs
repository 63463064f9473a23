using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Guidelines.Proofs;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines.G19_Logging.OSC1931_LogsToStandardOutput;

/// <summary>OSC1931.</summary>
[Rule(
    "OSC1931",
    "When the image runs, its log appears on standard output and in no file",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Write the log to the console, and to no file.")]
public sealed class LogsToStandardOutput : RunRule
{
    /// <summary>What is said of an empty log.</summary>
    internal const string NoLine = "wrote no line to standard output";

    /// <summary>What is said of a file.</summary>
    internal const string LogFile = "wrote the log file";

    // Levels of Microsoft.Extensions.Logging, Serilog, NLog and log4net that leave out what a start says.
    private static readonly string[] s_quiet = ["Warning", "Warn", "Error", "Critical", "Fatal", "None", "Off"];

    /// <inheritdoc/>
    private protected override IEnumerable<Finding> Check(Publication publication, ProvedRun run)
    {
        foreach (WrittenFile file in run.Ordinary.SelectMany(static r => r.Written).Where(RunLogFiles.IsLog).DistinctBy(static w => w.Path))
        {
            yield return Finding.Violation(ProvedRun.Container("log:" + file.Path), $"{LogFile} {file.Path} ({ByteSize.ToText(file.Size)}{(file.Grew ? ", still growing" : "")}), which 'oc logs' does not show and nobody rotates");
        }

        if (run.Declared is not { LogLines: 0, Log.IsEmpty: true })
        {
            yield break;
        }

        if (Silencer(publication) is { } silencer)
        {
            yield return Finding.CouldNotTell(ProvedRun.Container("log"), $"{NoLine}, and {silencer}, so that a start without trouble says nothing");
        }
        else
        {
            yield return Finding.Violation(ProvedRun.Container("log"), $"{NoLine} or standard error, so 'oc logs' shows nothing") with
            {
                // A program that comes to its end may have nothing to say.
                AtMost = run.IsJob || publication.Project is { Application.Kind: not Projects.ApplicationKind.Web } ? Severity.Info : null,
            };
        }
    }

    private static string? Silencer(Publication publication)
    {
        foreach ((string key, string value) in PublishedSettings.InPod(publication).OrderBy(static s => s.Key, StringComparer.Ordinal))
        {
            bool isLevel = (key.StartsWith("Logging:", StringComparison.OrdinalIgnoreCase) && key.Contains("LogLevel:", StringComparison.OrdinalIgnoreCase)
                    && (key.EndsWith(":Default", StringComparison.OrdinalIgnoreCase) || key.EndsWith(":Microsoft", StringComparison.OrdinalIgnoreCase) || key.EndsWith(":Microsoft.Hosting.Lifetime", StringComparison.OrdinalIgnoreCase)))
                || key.Equals("Serilog:MinimumLevel", StringComparison.OrdinalIgnoreCase)
                || key.Equals("Serilog:MinimumLevel:Default", StringComparison.OrdinalIgnoreCase)
                || key.Equals("Serilog:MinimumLevel:Override:Microsoft", StringComparison.OrdinalIgnoreCase);
            if (isLevel && s_quiet.Contains(value, StringComparer.OrdinalIgnoreCase))
            {
                return $"{key} is {value}";
            }
        }

        return null;
    }
}
