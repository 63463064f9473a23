using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Guidelines.Suppressions;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.Engine;

/// <summary>Runs the rules of a catalogue over a publication.</summary>
/// <param name="catalog">The rules.</param>
public sealed class RuleEngine(RuleCatalog catalog)
{
    // Of one rule, severity and origin. Nobody reads more, and a hostile image can have a finding for each of its half a million files.
    private const int MostOfAKind = 2000;

    // Those of the base become one where they say the same, so that thousands are nothing strange.
    private const int MostOfTheBase = 20_000;

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
        ImmutableArray<RuleResult>.Builder results = ImmutableArray.CreateBuilder<RuleResult>(catalog.Rules.Length);
        ImmutableArray<ReportedFinding>.Builder findings = ImmutableArray.CreateBuilder<ReportedFinding>();
        List<ToolDiagnostic> diagnostics = [.. settings.Problems];
        var userPlaces = new UserPlaces(publication);
        var repository = new RepositoryFindings(publication, settings);
        foreach (CatalogedRule rule in catalog.Rules)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Severity severity = settings.Of(rule.Description);
            results.Add(severity == Severity.None
                ? new RuleResult(rule.Description.Id, RuleStatus.Off, severity)
                : Judge(rule, severity, findings, diagnostics));
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

        RuleResult Judge(CatalogedRule rule, Severity severity, ImmutableArray<ReportedFinding>.Builder reported, List<ToolDiagnostic> problems)
        {
            RuleDescription description = rule.Description;
            List<Finding> found = [];
            var kinds = new Dictionary<(Severity Severity, Outcome Outcome, Origin? Origin, bool Suppressed), int>();
            bool broken = false;
            publication.MissedCode = false;
            try
            {
                // Those of the repository come when all of the publish have: they ask for what was said.
                foreach (Finding finding in rule.Rule.Check(publication).Concat(repository.Of(rule, found)))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    Severity weight = finding.Outcome == Outcome.NotApplicable ? Severity.None : SeverityOf(finding, severity);
                    var kind = (weight, finding.Outcome, (Origin?)finding.Where.Origin, weight != Severity.None && silencer.Match(description.Id, finding.Where.Scope) is not null);
                    kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
                    if (kinds[kind] <= MostOf(finding.Where.Origin))
                    {
                        found.Add(finding);
                    }
                }
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                broken = true;
                problems.Add(new ToolDiagnostic(
                    ToolCodes.RuleFailed,
                    Severity.Error,
                    $"Rule {description.Id} ({description.Name}) itself failed with {e.GetType().Name}, so it says nothing of this image. Report it as a defect of OpenShift.NET.Sdk; until it is mended, 'dotnet_diagnostic.{description.Id}.severity = none' in .editorconfig turns the rule off."));
            }

            foreach ((var kind, int count) in kinds.Where(static k => k.Value > MostOf(k.Key.Origin) && k.Key.Severity != Severity.None).OrderByDescending(static k => k.Key.Severity).ThenBy(static k => k.Key.Suppressed).ThenBy(static k => k.Key.Origin).ThenBy(static k => k.Key.Outcome))
            {
                // As severe as what is not listed, so that nothing passes because there is too much of it.
                problems.Add(new ToolDiagnostic(
                    ToolCodes.TooManyFindings,
                    kind.Suppressed ? Severity.Info : kind.Severity,
                    FormattableString.Invariant($"Rule {description.Id} ({description.Name}) has {count - MostOf(kind.Origin)} more {(kind.Suppressed ? "suppressed " : "")}findings {(kind.Origin == Origin.Base ? "of the base image " : "")}like the {MostOf(kind.Origin)} that are listed. Mend what they have in common; so many are neither listed nor held against a baseline.")));
            }

            ReportAll(description, severity, found, reported);
            RuleResult result = ResultOf(description, severity, found, broken);
            if (result.Status == RuleStatus.Passed && publication.MissedCode)
            {
                return result with { Status = RuleStatus.PassedInPart, IsSettled = false, Reason = "The image comes without compiled code that could be read, which the rule looks at too. Nothing else is against it." };
            }

            return result.Where is null ? result : result with { Where = WithPlace(result.Where) };
        }

        void ReportAll(RuleDescription rule, Severity severity, List<Finding> found, ImmutableArray<ReportedFinding>.Builder reported)
        {
            var merged = new HashSet<Finding>(ReferenceEqualityComparer.Instance);
            (Outcome, string, string?, Severity?, SuppressionFact?) WhatIsSaid(Finding f) => (f.Outcome, f.Seen, FixOf(f), f.AtMost, silencer.Match(rule.Id, f.Where.Scope));
            var ofTheBase = found.Where(f => f.Where.Origin == Origin.Base && f.Outcome != Outcome.NotApplicable && SeverityOf(f, severity) != Severity.None).ToLookup(WhatIsSaid);

            // What the user wrote once is in the Template and among the plain files.
            var said = new HashSet<(string Message, SourceLocation? Place, string Scope)>();
            foreach (Finding finding in found)
            {
                if (finding.Outcome == Outcome.NotApplicable || merged.Contains(finding))
                {
                    continue;
                }

                Severity before = SeverityOf(finding, severity);
                if (before == Severity.None)
                {
                    continue;
                }

                Severity after = settings.Adjust(rule.Id, before);
                SuppressionFact? suppressedBy = silencer.Match(rule.Id, finding.Where.Scope);
                ImmutableArray<Location> places = [finding.Where];
                if (finding.Where.Origin == Origin.Base)
                {
                    Finding[] equal = [.. ofTheBase[WhatIsSaid(finding)]];
                    merged.UnionWith(equal);
                    places = [.. equal.Select(static f => f.Where)];
                }

                if (!said.Add((MessageOf(finding, places, rule), WithPlace(finding.Where).Source, finding.Where.Scope)))
                {
                    continue;
                }

                reported.Add(new ReportedFinding
                {
                    RuleId = rule.Id,
                    Outcome = finding.Outcome,
                    Severity = after == Severity.None ? before : after,
                    SilencedByNoWarn = after == Severity.None,
                    Message = MessageOf(finding, places, rule),
                    Seen = finding.Seen,
                    Remedy = RemedyOf(finding, places, rule),
                    Where = WithPlace(finding.Where),
                    Places = [.. places.Take(ReportedFinding.MostPlaces).Select(WithPlace)],
                    Count = places.Length,
                    FingerprintScope = finding.Where.Origin == Origin.Base ? "base:" + finding.Seen : finding.Where.Scope,
                    SuppressedBy = suppressedBy,
                });
            }
        }

        Location WithPlace(Location where) => userPlaces.Of(where);

        string MessageOf(Finding finding, ImmutableArray<Location> places, RuleDescription rule)
        {
            string message = $"{finding.Where.Text} {finding.Seen}";
            if (places.Length > 1)
            {
                int shown = Math.Min(places.Length, ReportedFinding.MostPlaces);
                string others = string.Join(", ", places.Skip(1).Take(shown - 1).Select(static p => p.Text)) + (places.Length > shown ? ", …" : "");
                message += FormattableString.Invariant($"; so it is in {places.Length - 1} more {(places.Length == 2 ? "place" : "places")} ({others})");
            }

            string remedy = RemedyOf(finding, places, rule);
            return remedy.Length == 0 ? message + "." : $"{message}. {remedy}";
        }

        string RemedyOf(Finding finding, ImmutableArray<Location> places, RuleDescription rule)
        {
            if (finding.Outcome == Outcome.CouldNotTell)
            {
                return FixOf(finding) ?? "";
            }

            return finding.Where.Origin == Origin.Base
                ? $"{(places.Length > 1 ? "They come" : "It comes")} from base image {publication.Base?.Name ?? "of unknown name"}; {(publication.Project is null ? "build on another one" : "change ContainerBaseImage")}."
                : FixOf(finding) ?? rule.FixFor(publication.Project is not null);
        }

        // Without a project there are no properties and items to set.
        string? FixOf(Finding finding) => publication.Project is null ? finding.ImageFix ?? finding.Fix : finding.Fix;
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

    private static int MostOf(Origin? origin) => origin == Origin.Base ? MostOfTheBase : MostOfAKind;

    private static Severity SeverityOf(Finding finding, Severity rule)
    {
        if (finding.Outcome == Outcome.CouldNotTell)
        {
            return Severity.Info;
        }

        Severity severity = finding.AtMost is { } limit && limit < rule ? limit : rule;
        return finding.Where.Origin == Origin.Base && severity > Severity.Info ? severity - 1 : severity;
    }

    private static RuleResult ResultOf(RuleDescription rule, Severity severity, List<Finding> found, bool broken)
    {
        if (broken)
        {
            return new RuleResult(rule.Id, RuleStatus.Broken, severity);
        }

        bool couldNotTell = found.Exists(static f => f.Outcome == Outcome.CouldNotTell);
        Finding? notApplicable = found.Find(static f => f.Outcome == Outcome.NotApplicable);
        RuleStatus status = found.Exists(static f => f.Outcome == Outcome.Violation) ? RuleStatus.Violated
            : couldNotTell ? RuleStatus.CouldNotTell
            : notApplicable is null ? RuleStatus.Passed : RuleStatus.NotApplicable;
        return new RuleResult(rule.Id, status, severity)
        {
            IsSettled = !couldNotTell && !found.Exists(static f => f.IsOpen),
            Reason = status == RuleStatus.NotApplicable ? $"{notApplicable!.Where.Text} {notApplicable.Seen}." : null,
            Where = status == RuleStatus.NotApplicable ? notApplicable!.Where : null,
        };
    }
}
