using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Baselines;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.Engine;

/// <summary>A finding as it is reported, every setting applied. Holds no more than a later replay needs.</summary>
public sealed record ReportedFinding
{
    /// <summary>The most places one finding names.</summary>
    public const int MostPlaces = 5;

    /// <summary>The rule.</summary>
    public required string RuleId { get; init; }

    /// <summary>What the finding says: <see cref="Outcome.Violation"/> or <see cref="Outcome.CouldNotTell"/>.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>Severity after every setting.</summary>
    public required Severity Severity { get; init; }

    /// <summary>"{where} {seen}. {fix}".</summary>
    public required string Message { get; init; }

    /// <summary>Where it is; the first place of several.</summary>
    public required Location Where { get; init; }

    /// <summary>The first places, at most <see cref="MostPlaces"/>, <see cref="Where"/> included; more than one only for equal findings in the base image.</summary>
    public required ImmutableArray<Location> Places { get; init; }

    /// <summary>How many places there are.</summary>
    public required int Count { get; init; }

    /// <summary>What identifies the finding from one publish to the next: no digest, no line number.</summary>
    public required string FingerprintScope { get; init; }

    /// <summary>The suppression that silences it.</summary>
    public SuppressionFact? SuppressedBy { get; init; }

    /// <summary>Whether <c>NoWarn</c> silences it.</summary>
    public bool SilencedByNoWarn { get; init; }

    /// <summary>How it stands to the baseline.</summary>
    public BaselineState Baseline { get; init; }

    /// <summary>Whether it is shown to the user.</summary>
    public bool IsShown => !SilencedByNoWarn && SuppressedBy is null && Baseline != BaselineState.Unchanged;

    /// <summary>The message as a log shows it: a finding of a rule that could not tell says so first.</summary>
    public string LogMessage => Outcome == Outcome.CouldNotTell ? "Could not tell: " + Message : Message;
}
