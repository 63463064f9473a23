using System.Reflection;
using Microsoft.Build.Framework;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Sarif;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>Holds every rule against the assembled image and reports as MSBuild does.</summary>
public sealed class CheckImage : StageTask
{
    /// <summary>Full path of the facts file.</summary>
    [Required]
    public string Facts { get; set; } = "";

    /// <summary>Whether the contract of the image is written beside the project.</summary>
    public bool UpdateContract { get; set; }

    /// <inheritdoc/>
    protected override async System.Threading.Tasks.Task ExecuteAsync(CancellationToken cancellationToken)
    {
        ProjectFacts facts = ReadFacts(Facts);
        StageFolder folder = StageFolder.OfFacts(Facts);
        var options = new SarifOptions
        {
            ToolVersion = ToolVersion(),
            SourceRoot = Path.GetDirectoryName(facts.Identity.ProjectFile),
            AutomationId = $"{facts.Identity.Name}/{facts.Application.RuntimeIdentifier}",
            PageOf = static rule => HelpPages.TextOf(rule.Id),
        };
        CheckResult result = await new CheckStage(options, DateOnly.FromDateTime(DateTime.UtcNow), UpdateContract).RunAsync(facts, folder, cancellationToken).ConfigureAwait(false);
        foreach (CheckMessage message in result.Messages)
        {
            Report(message.Severity, message.Code, message.Text, message.Place);
        }

        foreach (string guideline in result.Guidelines)
        {
            Log.LogMessage(MessageImportance.Normal, "OpenShift: guideline {0}", guideline);
        }

        Log.LogMessage(MessageImportance.High, "OpenShift: {0} ({1})", result.Summary, facts.Checks.HtmlReport ? facts.Checks.HtmlReportFile ?? folder.Html : folder.Sarif);
    }

    private void Report(Severity severity, string code, string message, SourceLocation? place)
    {
        switch (severity)
        {
            case Severity.Error:
                LogError(code, message, place);
                break;
            case Severity.Warning:
                LogWarning(code, message, place);
                break;
            case Severity.Info:
                LogInfo(code, message, place);
                break;
            default:
                break;
        }
    }

    private static string ToolVersion()
    {
        string version = typeof(CheckImage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        int plus = version.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? version : version[..plus];
    }
}
