using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Guidelines.Severities;

namespace OpenShift.NET.Sdk.Guidelines.Engine;

/// <summary>What rules find in Kubernetes files of the repository that are no part of the publish.</summary>
internal sealed class RepositoryFindings
{
    private readonly (RepositoryManifests Files, Publication Publication)[] _beside;
    private readonly SeveritySettings _settings;

    public RepositoryFindings(Publication publication, SeveritySettings settings)
    {
        _beside = [.. publication.Beside.Select(b => (b, publication.With(b)))];
        _settings = settings;
    }

    /// <summary>What a rule finds there.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="said">What it has said of the publish itself: the same is not said again.</param>
    public IEnumerable<Finding> Of(CatalogedRule rule, IReadOnlyCollection<WeighedFinding> said)
    {
        if (_beside.Length == 0 || !rule.Rule.JudgesRepositoryFiles)
        {
            yield break;
        }

        // Whoever sets a rule's severity, or wants all of them to be strict, means these files as well.
        bool isAsked = _settings.Profile == Profile.Strict || (_settings.Overrides.TryGetValue(rule.Description.Id, out SeverityOverride? set) && set.Severity is not null);
        string[] known = [.. said.Select(static f => f.Finding).Where(static f => f.Outcome == Outcome.Violation && f.Where.Scope.StartsWith("manifest:", StringComparison.Ordinal)).Select(static f => f.Seen)];
        foreach ((RepositoryManifests files, Publication publication) in _beside)
        {
            foreach (Finding found in Checked(rule.Rule, publication))
            {
                if (!known.Contains(found.Seen) && files.Tell(rule.Description.Id, found, isAsked) is { } finding)
                {
                    yield return finding;
                }
            }
        }
    }

    // Files that nobody wrote for this SDK may be of a form that a rule does not cope with. That stops no publish either.
    private static Finding[] Checked(Rule rule, Publication publication)
    {
        try
        {
            return [.. rule.Check(publication)];
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or NullReferenceException or KeyNotFoundException or IndexOutOfRangeException or OverflowException or InvalidCastException)
        {
            return [];
        }
    }
}
