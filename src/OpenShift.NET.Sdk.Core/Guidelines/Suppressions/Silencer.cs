using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.Suppressions;

/// <summary>Holds findings against the suppressions of a project, and remembers which of them silenced anything.</summary>
internal sealed class Silencer
{
    private readonly ImmutableArray<SuppressionFact> _effective;
    private readonly HashSet<SuppressionFact> _used = new(ReferenceEqualityComparer.Instance);
    private readonly List<ToolDiagnostic> _problems = [];
    private readonly ProjectFacts? _project;

    public Silencer(ImmutableArray<SuppressionFact> suppressions, RuleCatalog catalog, DateOnly today, ProjectFacts? project)
    {
        _project = project;
        _effective = [.. suppressions.Where(s => IsEffective(s, catalog, today))];
    }

    /// <summary>The first suppression that silences a finding.</summary>
    public SuppressionFact? Match(string ruleId, string scope)
    {
        foreach (SuppressionFact suppression in _effective)
        {
            if (string.Equals(suppression.RuleId, ruleId, StringComparison.OrdinalIgnoreCase)
                && (string.IsNullOrEmpty(suppression.Where) || Wildcard.Matches(suppression.Where, scope)))
            {
                _used.Add(suppression);
                return suppression;
            }
        }

        return null;
    }

    /// <summary>What is wrong with the suppressions, known once the rules have run. One of a rule that is not settled is not called unused: nobody can know.</summary>
    public IEnumerable<ToolDiagnostic> Problems(IReadOnlyList<RuleResult> results)
    {
        foreach (ToolDiagnostic problem in _problems)
        {
            yield return problem;
        }

        foreach (SuppressionFact suppression in _effective)
        {
            if (!_used.Contains(suppression) && results.Any(r => string.Equals(r.RuleId, suppression.RuleId, StringComparison.OrdinalIgnoreCase) && r.IsSettled))
            {
                yield return new ToolDiagnostic(ToolCodes.SuppressionUnused, Severity.Info, $"{Name(suppression)} silences nothing. Remove it.", PlaceOf(suppression));
            }
        }
    }

    private bool IsEffective(SuppressionFact suppression, RuleCatalog catalog, DateOnly today)
    {
        if (!catalog.TryGet(suppression.RuleId, out _))
        {
            Say(suppression, ToolCodes.InvalidSeverity, $"{Name(suppression)} names no rule of this version. Correct the id or remove the item.");
            return false;
        }

        if (string.IsNullOrWhiteSpace(suppression.Justification))
        {
            Say(suppression, ToolCodes.SuppressionWithoutJustification, $"{Name(suppression)} has no Justification, so it silences nothing. Say why in the metadata Justification.");
            return false;
        }

        if (string.IsNullOrWhiteSpace(suppression.Expires))
        {
            return true;
        }

        if (!DateOnly.TryParseExact(suppression.Expires.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly last))
        {
            Say(suppression, ToolCodes.InvalidSeverity, $"{Name(suppression)} has the Expires '{suppression.Expires}', which is no date, so it silences nothing. Write the last day it holds as yyyy-MM-dd.");
            return false;
        }

        if (today > last)
        {
            Say(suppression, ToolCodes.SuppressionExpired, FormattableString.Invariant($"{Name(suppression)} expired after {last:yyyy-MM-dd}. Mend what it hides, or justify it anew with a later Expires."));
            return false;
        }

        return true;
    }

    private void Say(SuppressionFact suppression, string code, string message) => _problems.Add(new ToolDiagnostic(code, Severity.Warning, message, PlaceOf(suppression)));

    private SourceLocation? PlaceOf(SuppressionFact suppression) => _project?.PlaceOfItem("OpenShiftSuppress", suppression.RuleId);

    private static string Name(SuppressionFact suppression) =>
        string.IsNullOrEmpty(suppression.Where) ? $"OpenShiftSuppress '{suppression.RuleId}'" : $"OpenShiftSuppress '{suppression.RuleId}' for '{suppression.Where}'";
}
