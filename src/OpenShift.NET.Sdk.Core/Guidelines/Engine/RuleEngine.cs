using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Guidelines.Suppressions;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.Engine;

/// <summary>Runs the rules of a catalogue over a publication.</summary>
/// <param name="catalog">The rules.</param>
public sealed class RuleEngine(RuleCatalog catalog)
{
    /// <summary>An engine with every rule of this product.</summary>
    public RuleEngine()
        : this(RuleCatalog.All)
    {
    }

    /// <summary>Judges a publication.</summary>
    /// <param name="publication">What is judged.</param>
    /// <param name="settings">How severe findings are.</param>
    /// <param name="suppressions">Which findings are silenced.</param>
    /// <param name="today">The day suppressions are held against.</param>
    /// <param name="cancellationToken">Ends the run between two findings.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Report Run(Publication publication, SeveritySettings settings, ImmutableArray<SuppressionFact> suppressions, DateOnly today, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(publication);
        ArgumentNullException.ThrowIfNull(settings);
        var silencer = new Silencer(suppressions, catalog, today, publication.Project);
        var chain = new SeverityChain(settings, silencer);
        var places = new UserPlaces(publication);
        var reporter = new FindingReporter(new FindingWording(publication), places);
        var repository = new RepositoryFindings(publication, settings);
        ImmutableArray<RuleResult>.Builder results = ImmutableArray.CreateBuilder<RuleResult>(catalog.Rules.Length);
        ImmutableArray<ReportedFinding>.Builder findings = ImmutableArray.CreateBuilder<ReportedFinding>();
        List<ToolDiagnostic> diagnostics = [.. settings.Problems];
        foreach (CatalogedRule rule in catalog.Rules)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (chain.Of(rule.Description) == Severity.None)
            {
                results.Add(new RuleResult(rule.Description.Id, RuleStatus.Off, Severity.None));
                continue;
            }

            var run = new RuleRun(rule, chain);
            run.Over(publication, repository, cancellationToken);
            diagnostics.AddRange(run.Problems);
            findings.AddRange(reporter.Of(rule.Description, run.Found));
            RuleResult result = run.Result;
            results.Add(result.Where is null ? result : result with { Where = places.Of(result.Where) });
        }

        AddUnknownRules(settings, diagnostics);
        diagnostics.AddRange(silencer.Problems(results));
        return new Report
        {
            Profile = settings.Profile,
            Rules = results.MoveToImmutable(),
            Findings = SharedCauses.Relate(findings.DrainToImmutable()),
            Diagnostics = [.. diagnostics.Select(d => d with { Severity = settings.AdjustTool(d.Code, d.Severity) }).Where(static d => d.Severity != Severity.None)],
        };
    }

    private void AddUnknownRules(SeveritySettings settings, List<ToolDiagnostic> diagnostics)
    {
        foreach ((string id, SeverityOverride set) in settings.Overrides.OrderBy(static o => o.Key, StringComparer.Ordinal))
        {
            if (!catalog.TryGet(id, out _) && !id.StartsWith("OSC00", StringComparison.OrdinalIgnoreCase))
            {
                diagnostics.Add(new ToolDiagnostic(
                    ToolCodes.InvalidSeverity,
                    Severity.Warning,
                    $"The severity of {id} is set, which is no rule of this version. Correct the id or remove the line.",
                    set.Place));
            }
        }
    }
}
