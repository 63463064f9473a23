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

    /// <summary>What was seen, without the place: a predicate, without a final full stop.</summary>
    public required string Seen { get; init; }

    /// <summary>What to do, with a final full stop; empty where there is nothing to say.</summary>
    public required string Remedy { get; init; }

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

    /// <summary>Findings of other rules that have the same cause and are told with this one.</summary>
    public ImmutableArray<ReportedFinding> Also { get; init; } = [];

    /// <summary>The rule whose finding tells of the same cause; <see langword="null"/> when this one tells of it itself.</summary>
    public string? ToldBy { get; init; }

    /// <summary>Whether a setting of the user's silences it.</summary>
    public bool IsSilenced => SilencedByNoWarn || SuppressedBy is not null || Baseline == BaselineState.Unchanged;

    /// <summary>Whether it is shown to the user as a finding of its own.</summary>
    public bool IsShown => !IsSilenced && ToldBy is null;

    /// <summary>The message as a log shows it: a finding of a rule that could not tell says so first, and one with others of the same cause names their rules.</summary>
    public string LogMessage
    {
        get
        {
            string message = Outcome == Outcome.CouldNotTell ? "Could not tell: " + Message : Message;
            string[] others = [.. Also.Select(static a => a.RuleId).Distinct(StringComparer.Ordinal)];
            if (others.Length == 0)
            {
                return message;
            }

            string names = others.Length == 1 ? others[0] : string.Join(", ", others[..^1]) + " and " + others[^1];
            return Outcome == Outcome.CouldNotTell ? $"{message} {names} cannot tell either." : $"{message} {names} {(others.Length == 1 ? "sees" : "see")} it too.";
        }
    }
}
