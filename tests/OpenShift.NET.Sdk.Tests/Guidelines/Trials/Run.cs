using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Trials;

/// <summary>Runs of the engine with trial rules over the default publication.</summary>
internal static class Run
{
    public static DateOnly Today { get; } = new(2026, 1, 15);

    public static Report Of(Rule rule, SeveritySettings? settings = null, params ImmutableArray<SuppressionFact> suppressions) =>
        Of([rule], settings, suppressions);

    public static Report Of(Rule[] rules, SeveritySettings? settings = null, params ImmutableArray<SuppressionFact> suppressions) =>
        new RuleEngine(new RuleCatalog(rules)).Run(RuleCase.Parse("").Build(), settings ?? new SeveritySettings(), suppressions, Today, CancellationToken.None);

    public static Finding Seen(string scope = "thing:a", Origin origin = Origin.App, SourceLocation? source = null) =>
        Finding.Violation(new Location("Thing " + scope[(scope.IndexOf(':', StringComparison.Ordinal) + 1)..], scope, source, origin), "is wrong");

    /// <summary>The shown diagnostics, as words.</summary>
    public static string Lines(Report report) => string.Join('\n',
        report.Findings.Where(f => f.IsShown).Select(f => $"{f.Severity} {f.RuleId} {f.Where.Scope}")
            .Concat(report.Diagnostics.Select(d => $"{d.Severity} {d.Code}")));
}
