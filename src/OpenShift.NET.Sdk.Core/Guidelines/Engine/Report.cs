using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Baselines;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Severities;

namespace OpenShift.NET.Sdk.Guidelines.Engine;

/// <summary>What the rules say of one publication.</summary>
public sealed record Report
{
    /// <summary>Version of this schema.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of the schema the report was written with.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The profile the rules were run with.</summary>
    public required Profile Profile { get; init; }

    /// <summary>Every rule of the catalogue, ordered by id.</summary>
    public ImmutableArray<RuleResult> Rules { get; init; } = [];

    /// <summary>The findings, ordered by rule, then as the rule gave them.</summary>
    public ImmutableArray<ReportedFinding> Findings { get; init; } = [];

    /// <summary>What the engine itself has to say.</summary>
    public ImmutableArray<ToolDiagnostic> Diagnostics { get; init; } = [];

    /// <summary>Whether the findings were held against a baseline.</summary>
    public bool HasBaseline { get; init; }

    /// <summary>What the baseline has and the image no longer does.</summary>
    public ImmutableArray<BaselineEntry> Fixed { get; init; } = [];

    /// <summary>How many errors are shown, the tool's own included; findings of one cause are one.</summary>
    public int Errors => CountOf(Severity.Error);

    /// <summary>How many warnings are shown, the tool's own included.</summary>
    public int Warnings => CountOf(Severity.Warning);

    /// <summary>How many messages are shown, without those of rules that could not tell.</summary>
    public int Infos => CountOf(Severity.Info);

    /// <summary>How many rules could not tell for some place, whatever they found elsewhere.</summary>
    public int CouldNotTell => Findings.Where(static f => !f.IsSilenced && f.Outcome == Outcome.CouldNotTell).Select(static f => f.RuleId).Distinct(StringComparer.Ordinal).Count();

    /// <summary>How many findings a suppression silences.</summary>
    public int Suppressed => Findings.Count(static f => f.SuppressedBy is not null);

    /// <summary>How many findings are quiet only because the baseline has them.</summary>
    public int InBaseline => Findings.Count(static f => f is { Baseline: BaselineState.Unchanged, SilencedByNoWarn: false, SuppressedBy: null });

    /// <summary>Whether the image may be delivered.</summary>
    public bool Passes => Errors == 0;

    /// <summary>How many rules ended in some way.</summary>
    public int CountOf(RuleStatus status) => Rules.Count(r => r.Status == status);

    private int CountOf(Severity severity) =>
        Findings.Count(f => f.Severity == severity && f.IsShown && f.Outcome == Outcome.Violation) + Diagnostics.Count(d => d.Severity == severity);
}
