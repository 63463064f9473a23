using System.Text.Encodings.Web;
using System.Text.Json;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Baselines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.Sarif;

/// <summary>
/// Writes a report as GitLab's code quality report (GitLab, "Code Quality report format": a list of objects with <c>description</c>, <c>check_name</c>,
/// <c>fingerprint</c>, <c>severity</c> and <c>location</c>). What is silenced or could not be told is no issue of it.
/// </summary>
public static class CodeQualityWriter
{
    /// <summary>
    /// Member of an issue that lists what it was found in: paths of project files from the top of the repository, each with a platform behind it
    /// (<c>src/WebApi/WebApi.csproj/linux-x64</c>), and the target framework between them where the project has several
    /// (<c>src/WebApi/WebApi.csproj/net10.0/linux-x64</c>). GitLab passes over members it does not know.
    /// </summary>
    internal const string Origins = "origins";

    /// <summary>Writes it.</summary>
    /// <param name="output">Where to; left open.</param>
    /// <param name="report">The report.</param>
    /// <param name="sourceRoot">Full path of the folder that places are written relative to: the top of the repository.</param>
    /// <param name="projectFile">Full path of the project file, which stands for what has no place of its own.</param>
    /// <param name="image">Which image of the project it is: its runtime identifier, behind the target framework and <c>/</c> where the project has several.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    public static async Task WriteAsync(Stream output, Report report, string sourceRoot, string projectFile, string image, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        string origin = OriginOf(sourceRoot, projectFile, image);
        var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartArray();
            foreach (ReportedFinding finding in report.Findings)
            {
                if (finding is { IsShown: true, Outcome: not Outcome.CouldNotTell } && SeverityOf(finding.Severity) is { } severity)
                {
                    Write(json, finding, severity, sourceRoot, projectFile, origin);
                }
            }

            json.WriteEndArray();
            await json.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Write(Utf8JsonWriter json, ReportedFinding finding, string severity, string sourceRoot, string projectFile, string origin)
    {
        // A file outside of the repository is none of its own.
        SourceLocation place = finding.Where.Source is { } source && SourcePath.Of(sourceRoot, source.File) is not null ? source : new SourceLocation(projectFile);
        string path = SourcePath.Of(sourceRoot, place.File) ?? Path.GetFileName(place.File);
        string project = ProjectOf(sourceRoot, projectFile);
        json.WriteStartObject();
        json.WriteString("description", PrintableText.Line(finding.LogMessage));
        json.WriteString("check_name", finding.RuleId);
        json.WriteString("fingerprint", BaselineFile.FingerprintOf(finding.RuleId, $"{project}\n{finding.FingerprintScope}"));
        json.WriteString("severity", severity);
        json.WriteStartObject("location");
        json.WriteString("path", path);
        json.WriteStartObject("lines");
        json.WriteNumber("begin", Math.Max(1, place.Line));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray(Origins);
        json.WriteStringValue(origin);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>How an issue names what it was found in.</summary>
    internal static string OriginOf(string sourceRoot, string projectFile, string image) => $"{ProjectOf(sourceRoot, projectFile)}/{image}";

    // What two projects of a repository have in common is two issues.
    private static string ProjectOf(string sourceRoot, string projectFile) => SourcePath.Of(sourceRoot, projectFile) ?? Path.GetFileName(projectFile);

    private static string? SeverityOf(Severity severity) => severity switch
    {
        Severity.Error => "critical",
        Severity.Warning => "major",
        Severity.Info => "info",
        _ => null,
    };
}
