using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Baselines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Severities;

namespace OpenShift.NET.Sdk.Guidelines.Sarif;

/// <summary>Writes a report as SARIF 2.1.0 (OASIS Standard). Equal reports give equal bytes: no time, no path of this machine.</summary>
public sealed class SarifWriter
{
    private const string SourceRootId = "SRCROOT";
    private readonly Utf8JsonWriter _json;
    private readonly Report _report;
    private readonly ImmutableArray<CatalogedRule> _rules;
    private readonly SarifOptions _options;
    private readonly SarifArtifacts _artifacts;
    private readonly Dictionary<string, int> _ruleIndexes = new(StringComparer.Ordinal);

    private SarifWriter(Utf8JsonWriter json, Report report, RuleCatalog catalog, SarifOptions options)
    {
        _json = json;
        _report = report;
        _rules = catalog.Rules;
        _options = options;
        _artifacts = new SarifArtifacts(options.SourceRoot);
        for (int i = 0; i < _rules.Length; i++)
        {
            _ruleIndexes.Add(_rules[i].Description.Id, i);
        }
    }

    /// <summary>Writes the log.</summary>
    /// <param name="output">Where to; left open.</param>
    /// <param name="report">The report.</param>
    /// <param name="catalog">The rules the report was made with.</param>
    /// <param name="options">What the log says besides.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    public static async Task WriteAsync(Stream output, Report report, RuleCatalog catalog, SarifOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        await using (json.ConfigureAwait(false))
        {
            new SarifWriter(json, report, catalog, options).WriteLog();
            await json.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void WriteLog()
    {
        _json.WriteStartObject();
        _json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        _json.WriteString("version", "2.1.0");
        _json.WriteStartArray("runs");
        _json.WriteStartObject();
        WriteTool();
        WriteInvocation();
        WriteResults();
        WriteArtifacts();
        WriteProvenance();
        _json.WriteStartObject("automationDetails");
        _json.WriteString("id", _options.AutomationId.Length == 0 ? "OpenShift.NET.Sdk/" : $"OpenShift.NET.Sdk/{PrintableText.Line(_options.AutomationId)}/");
        _json.WriteEndObject();
        _json.WriteString("columnKind", "utf16CodeUnits");
        if (_options.Run is { } run)
        {
            _json.WriteStartObject("properties");
            SarifRun.Write(_json, run);
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void WriteTool()
    {
        _json.WriteStartObject("tool");
        _json.WriteStartObject("driver");
        _json.WriteString("name", "OpenShift.NET.Sdk");
        _json.WriteString("semanticVersion", _options.ToolVersion);
        if (_options.InformationUri is { } uri)
        {
            _json.WriteString("informationUri", uri.AbsoluteUri);
        }

        _json.WriteStartArray("rules");
        foreach (CatalogedRule rule in _rules)
        {
            WriteRule(rule.Description);
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteRule(RuleDescription rule)
    {
        _json.WriteStartObject();
        _json.WriteString("id", rule.Id);
        _json.WriteString("name", rule.Name);
        WriteText("shortDescription", rule.Title + ".");
        WriteText("fullDescription", FormattableString.Invariant($"{rule.Title}. Guideline {(int)rule.Guideline} ({rule.Guideline}) of Red Hat's guidelines for creating images."));
        if (_options.HelpUriOf?.Invoke(rule) is { } uri)
        {
            _json.WriteString("helpUri", uri.AbsoluteUri);
        }

        _json.WriteStartObject("help");
        _json.WriteString("text", rule.Fix);
        if (_options.PageOf?.Invoke(rule) is { } page)
        {
            _json.WriteString("markdown", page);
        }

        _json.WriteEndObject();
        WriteConfiguration("defaultConfiguration", rule.In(Profile.Recommended));
        _json.WriteStartObject("properties");
        _json.WriteStartArray("tags");
        _json.WriteStringValue("openshift");
        _json.WriteStringValue(FormattableString.Invariant($"guideline-{(int)rule.Guideline:00}"));
        _json.WriteStringValue(rule.Guideline.ToString());
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteConfiguration(string name, Severity severity)
    {
        _json.WriteStartObject(name);
        if (severity == Severity.None)
        {
            _json.WriteBoolean("enabled", false);
        }
        else
        {
            _json.WriteString("level", LevelOf(severity));
        }

        _json.WriteEndObject();
    }

    private void WriteInvocation()
    {
        _json.WriteStartArray("invocations");
        _json.WriteStartObject();
        _json.WriteBoolean("executionSuccessful", _report.CountOf(RuleStatus.Broken) == 0);
        _json.WriteStartArray("ruleConfigurationOverrides");
        foreach (RuleResult result in _report.Rules)
        {
            if (_ruleIndexes.TryGetValue(result.RuleId, out int index) && _rules[index].Description.In(Profile.Recommended) != result.Severity)
            {
                _json.WriteStartObject();
                WriteConfiguration("configuration", result.Severity);
                _json.WriteStartObject("descriptor");
                _json.WriteString("id", result.RuleId);
                _json.WriteNumber("index", index);
                _json.WriteEndObject();
                _json.WriteEndObject();
            }
        }

        _json.WriteEndArray();
        _json.WriteStartArray("toolExecutionNotifications");
        foreach (ToolDiagnostic diagnostic in _report.Diagnostics)
        {
            _json.WriteStartObject();
            if (diagnostic.Place is { } place && _artifacts.IndexOf(place.File) >= 0)
            {
                _json.WriteStartArray("locations");
                _json.WriteStartObject();
                WritePhysicalLocation(place);
                _json.WriteEndObject();
                _json.WriteEndArray();
            }

            WriteText("message", diagnostic.Message);
            _json.WriteString("level", LevelOf(diagnostic.Severity));
            _json.WriteStartObject("descriptor");
            _json.WriteString("id", diagnostic.Code);
            _json.WriteEndObject();
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteEndArray();
    }

    private void WriteResults()
    {
        _json.WriteStartArray("results");
        foreach (ReportedFinding finding in _report.Findings)
        {
            // One cause is one result, whatever the number of rules that see it.
            if (finding.ToldBy is null)
            {
                WriteResult(finding);
            }
        }

        foreach (RuleResult result in _report.Rules)
        {
            if (result.Status == RuleStatus.NotApplicable)
            {
                _json.WriteStartObject();
                WriteResultHead(result.RuleId, "notApplicable", "none", result.Reason ?? "The rule has no subject here.");
                WriteBaselineState("new");
                if (result.Where is { } where)
                {
                    _json.WriteStartArray("locations");
                    WriteLocation(where, withPlace: true);
                    _json.WriteEndArray();
                    WriteFingerprint(result.RuleId, where.Scope);
                }

                _json.WriteEndObject();
            }
        }

        foreach (BaselineEntry entry in _report.Fixed)
        {
            _json.WriteStartObject();
            WriteResultHead(entry.RuleId, "pass", "none", $"Fixed: the baseline has this finding in '{entry.Scope}', the image no longer does.");
            WriteBaselineState("absent");
            _json.WriteStartArray("locations");
            WriteLocation(new Location(entry.Scope, entry.Scope), withPlace: false);
            _json.WriteEndArray();
            WriteFingerprint(entry.RuleId, entry.Scope);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    // SARIF 3.27.24: all results of a run have it, or none.
    private void WriteBaselineState(string state)
    {
        if (_report.HasBaseline)
        {
            _json.WriteString("baselineState", state);
        }
    }

    private void WriteResult(ReportedFinding finding)
    {
        // SARIF 3.27.10: a kind other than fail has the level none, and fail never has.
        bool open = finding.Outcome == Outcome.CouldNotTell;
        _json.WriteStartObject();
        WriteResultHead(finding.RuleId, open ? "open" : "fail", open ? "none" : finding.Baseline == BaselineState.Unchanged ? "note" : LevelOf(finding.Severity), finding.LogMessage);
        WriteBaselineState(finding.Baseline == BaselineState.Unchanged ? "unchanged" : "new");
        _json.WriteStartArray("locations");
        WriteLocation(finding.Where, withPlace: true);
        _json.WriteEndArray();
        Location[] others = [.. finding.Places.Skip(1), .. finding.Also.Select(static a => a.Where).Where(w => w.Scope != finding.Where.Scope)];
        if (others.Length > 0)
        {
            _json.WriteStartArray("relatedLocations");
            foreach (Location place in others)
            {
                WriteLocation(place, withPlace: false);
            }

            _json.WriteEndArray();
        }

        if (finding.Places.Length > 1)
        {
            _json.WriteNumber("occurrenceCount", finding.Count);
        }

        WriteFingerprint(finding.RuleId, finding.FingerprintScope);
        if (finding.SilencedByNoWarn || finding.SuppressedBy is not null)
        {
            _json.WriteStartArray("suppressions");
            _json.WriteStartObject();
            _json.WriteString("kind", "external");
            _json.WriteString("status", "accepted");
            _json.WriteString("justification", finding.SuppressedBy?.Justification ?? "NoWarn");
            _json.WriteEndObject();
            _json.WriteEndArray();
        }

        if (!finding.Also.IsEmpty)
        {
            _json.WriteStartObject("properties");
            _json.WriteStartArray("alsoFoundBy");
            foreach (string rule in finding.Also.Select(static a => a.RuleId).Distinct(StringComparer.Ordinal))
            {
                _json.WriteStringValue(rule);
            }

            _json.WriteEndArray();
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
    }

    private void WriteFingerprint(string ruleId, string scope)
    {
        _json.WriteStartObject("partialFingerprints");
        _json.WriteString(BaselineFile.FingerprintName, BaselineFile.FingerprintOf(ruleId, scope));
        _json.WriteEndObject();
    }

    private void WriteResultHead(string ruleId, string kind, string level, string message)
    {
        _json.WriteString("ruleId", ruleId);
        _json.WriteNumber("ruleIndex", _ruleIndexes.GetValueOrDefault(ruleId, -1));
        _json.WriteString("kind", kind);
        _json.WriteString("level", level);
        WriteText("message", message);
    }

    private void WriteLocation(Location where, bool withPlace)
    {
        _json.WriteStartObject();
        if (withPlace && where.Source is { } source && _artifacts.IndexOf(source.File) >= 0)
        {
            WritePhysicalLocation(source);
            _artifacts.ResultFiles.Add(_artifacts.IndexOf(source.File));
        }

        _json.WriteStartArray("logicalLocations");
        _json.WriteStartObject();
        _json.WriteString("name", PrintableText.Line(where.Text));
        _json.WriteString("fullyQualifiedName", PrintableText.Line(where.Scope));
        _json.WriteString("kind", "resource");
        _json.WriteEndObject();
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void WritePhysicalLocation(SourceLocation place)
    {
        int index = _artifacts.IndexOf(place.File);
        _json.WriteStartObject("physicalLocation");
        _json.WriteStartObject("artifactLocation");
        _json.WriteString("uri", _artifacts.Uris[index]);
        _json.WriteString("uriBaseId", SourceRootId);
        _json.WriteNumber("index", index);
        _json.WriteEndObject();
        _json.WriteStartObject("region");
        _json.WriteNumber("startLine", Math.Max(place.Line, 1));
        if (place.Line > 0 && place.Column > 0)
        {
            _json.WriteNumber("startColumn", place.Column);
        }

        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteArtifacts()
    {
        if (_artifacts.Uris.Count == 0)
        {
            return;
        }

        _json.WriteStartObject("originalUriBaseIds");
        _json.WriteStartObject(SourceRootId);
        WriteText("description", "The folder of the published project.");
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.WriteStartArray("artifacts");
        for (int i = 0; i < _artifacts.Uris.Count; i++)
        {
            _json.WriteStartObject();
            _json.WriteStartObject("location");
            _json.WriteString("uri", _artifacts.Uris[i]);
            _json.WriteString("uriBaseId", SourceRootId);
            _json.WriteEndObject();
            _json.WriteStartArray("roles");
            _json.WriteStringValue(_artifacts.ResultFiles.Contains(i) ? "resultFile" : "userSpecifiedConfiguration");
            _json.WriteEndArray();
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteProvenance()
    {
        if (_options.RepositoryUri is not { } repository)
        {
            return;
        }

        _json.WriteStartArray("versionControlProvenance");
        _json.WriteStartObject();
        // An address can carry credentials.
        _json.WriteString("repositoryUri", repository.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.UriEscaped));
        if (_options.Revision is { } revision)
        {
            _json.WriteString("revisionId", revision);
        }

        _json.WriteEndObject();
        _json.WriteEndArray();
    }

    private void WriteText(string name, string text)
    {
        _json.WriteStartObject(name);
        _json.WriteString("text", PrintableText.Line(text));
        _json.WriteEndObject();
    }

    private static string LevelOf(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Info => "note",
        _ => "none",
    };
}
