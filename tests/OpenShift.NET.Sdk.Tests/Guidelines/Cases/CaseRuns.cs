using System.Collections.Immutable;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Severities;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Cases;

/// <summary>Finds and runs the cases of rules.</summary>
internal static class CaseRuns
{
    /// <summary>Paths of all cases below the folder <c>Guidelines</c>.</summary>
    public static ImmutableArray<string> Files { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Guidelines, "*.yaml", SearchOption.AllDirectories)
            .Select(static f => Path.GetRelativePath(Repository.Guidelines, f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Reads a case.</summary>
    public static JsonObject Read(string file) => YamlJson.Read(File.ReadAllText(Path.Combine(Repository.Guidelines, file)));

    /// <summary>The rule a case is of.</summary>
    public static CatalogedRule RuleOf(string file) =>
        RuleCatalog.All.TryGet(file.Split('/')[1].Split('_')[0], out CatalogedRule? rule) ? rule : throw new FormatException($"{file} is of no rule.");

    /// <summary>Runs the rule of a case on what it describes.</summary>
    public static Report Run(string file, JsonObject document) => Run(new RuleCatalog([RuleOf(file).Rule]), RuleCase.Of(document), RuleOf(file).Description.Id);

    /// <summary>Runs rules on a case, in its profile and with the severity it sets for its own rule.</summary>
    public static Report Run(RuleCatalog rules, RuleCase ruleCase, string id)
    {
        Publication publication = ruleCase.Build();
        return new RuleEngine(rules).Run(
            publication,
            new SeveritySettings
            {
                Profile = ruleCase.Profile,
                Overrides = ruleCase.Severity is not { } severity ? new Dictionary<string, SeverityOverride>() : new Dictionary<string, SeverityOverride> { [id] = new(severity, new SourceLocation(".editorconfig", 1)) },
            },
            publication.Project?.Checks.Suppressions ?? [],
            DefaultPublication.Today,
            CancellationToken.None);
    }

    /// <summary>What a report shows, a line each, as a case writes it.</summary>
    public static ImmutableArray<string> Lines(Report report) =>
    [
        .. report.Findings.Where(f => f.IsShown).Select(f => f.Outcome == Outcome.CouldNotTell
            ? $"could-not-tell {f.RuleId}: {f.Message}"
            : $"{f.Severity.ToString().ToLowerInvariant()} {f.RuleId}: {f.Message}"),
        .. report.Diagnostics.Select(d => $"{d.Severity.ToString().ToLowerInvariant()} {d.Code}: {d.Message}"),
    ];
}
