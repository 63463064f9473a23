using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.Engine;

/// <summary>Makes of what a rule found what is told of it: equal findings once, each at a place that the user can change.</summary>
/// <param name="wording">The sentences.</param>
/// <param name="places">The places.</param>
internal sealed class FindingReporter(FindingWording wording, UserPlaces places)
{
    /// <summary>What is told of a rule's findings, in their order.</summary>
    public IEnumerable<ReportedFinding> Of(RuleDescription rule, IReadOnlyList<WeighedFinding> found)
    {
        var merged = new HashSet<WeighedFinding>(ReferenceEqualityComparer.Instance);
        ILookup<(Outcome, string, string?, Severity?, SuppressionFact?), WeighedFinding> ofTheBase = found.Where(static f => f.Finding.Where.Origin == Origin.Base && f.IsSaid).ToLookup(WhatIsSaid);

        // What the user wrote once is in the Template and among the plain files.
        var said = new HashSet<(string Message, SourceLocation? Place, string Scope)>();
        foreach (WeighedFinding weighed in found)
        {
            if (!weighed.IsSaid || merged.Contains(weighed))
            {
                continue;
            }

            Finding finding = weighed.Finding;
            ImmutableArray<Location> all = [finding.Where];
            if (finding.Where.Origin == Origin.Base)
            {
                WeighedFinding[] equal = [.. ofTheBase[WhatIsSaid(weighed)]];
                merged.UnionWith(equal);
                all = [.. equal.Select(static f => f.Finding.Where)];
            }

            string message = wording.MessageOf(rule, finding, all);
            Location where = places.Of(finding.Where);
            if (said.Add((message, where.Source, finding.Where.Scope)))
            {
                yield return new ReportedFinding
                {
                    RuleId = rule.Id,
                    Outcome = finding.Outcome,
                    Severity = weighed.Severity.Told,
                    SilencedByNoWarn = weighed.Severity.SilencedByNoWarn,
                    Message = message,
                    Seen = finding.Seen,
                    Remedy = wording.RemedyOf(rule, finding, all.Length),
                    Where = where,
                    Places = [.. all.Take(ReportedFinding.MostPlaces).Select(places.Of)],
                    Count = all.Length,
                    FingerprintScope = finding.Where.Origin == Origin.Base ? "base:" + finding.Seen : finding.Where.Scope,
                    SuppressedBy = weighed.Severity.SuppressedBy,
                };
            }
        }
    }

    private (Outcome, string, string?, Severity?, SuppressionFact?) WhatIsSaid(WeighedFinding one) =>
        (one.Finding.Outcome, one.Finding.Seen, wording.FixOf(one.Finding), one.Finding.AtMost, one.Severity.SuppressedBy);
}
