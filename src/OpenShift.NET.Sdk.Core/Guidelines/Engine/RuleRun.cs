using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Images;

namespace OpenShift.NET.Sdk.Guidelines.Engine;

/// <summary>One rule run over a publication: what it found, and how it ended.</summary>
/// <param name="rule">The rule.</param>
/// <param name="chain">How severe findings are.</param>
internal sealed class RuleRun(CatalogedRule rule, SeverityChain chain)
{
    // Of one rule, severity and origin. Nobody reads more, and a hostile image can have a finding for each of its half a million files.
    private const int MostOfAKind = 2000;

    // Those of the base become one where they say the same, so that thousands are nothing strange.
    private const int MostOfTheBase = 20_000;

    private readonly List<WeighedFinding> _found = [];
    private readonly Dictionary<(Severity Severity, Outcome Outcome, Origin? Origin, bool Suppressed), int> _kinds = [];
    private Exception? _broken;
    private bool _missedCode;

    private RuleDescription Description => rule.Description;

    /// <summary>What it found, in its order, no more of a kind than anybody reads.</summary>
    public IReadOnlyList<WeighedFinding> Found => _found;

    /// <summary>How it ended. A place is where the rule says it is.</summary>
    public RuleResult Result
    {
        get
        {
            Severity severity = chain.Of(Description);
            if (_broken is not null)
            {
                return new RuleResult(Description.Id, RuleStatus.Broken, severity);
            }

            bool couldNotTell = _found.Exists(static f => f.Finding.Outcome == Outcome.CouldNotTell);
            Finding? notApplicable = _found.Find(static f => f.Finding.Outcome == Outcome.NotApplicable)?.Finding;
            RuleStatus status = _found.Exists(static f => f.Finding.Outcome == Outcome.Violation) ? RuleStatus.Violated
                : couldNotTell ? RuleStatus.CouldNotTell
                : notApplicable is not null ? RuleStatus.NotApplicable
                : _missedCode ? RuleStatus.PassedInPart : RuleStatus.Passed;
            return new RuleResult(Description.Id, status, severity)
            {
                IsSettled = status != RuleStatus.PassedInPart && !couldNotTell && !_found.Exists(static f => f.Finding.IsOpen),
                Reason = status switch
                {
                    RuleStatus.NotApplicable => $"{notApplicable!.Where.Text} {notApplicable.Seen}.",
                    RuleStatus.PassedInPart => "The image comes without compiled code that could be read, which the rule looks at too. Nothing else is against it.",
                    _ => null,
                },
                Where = status == RuleStatus.NotApplicable ? notApplicable!.Where : null,
            };
        }
    }

    /// <summary>What is wrong with the run itself.</summary>
    public IEnumerable<ToolDiagnostic> Problems
    {
        get
        {
            if (_broken is not null)
            {
                yield return new ToolDiagnostic(
                    ToolCodes.RuleFailed,
                    Severity.Error,
                    $"Rule {Description.Id} ({Description.Name}) itself failed with {_broken.GetType().Name}, so it says nothing of this image. Report it as a defect of OpenShift.NET.Sdk; until it is mended, 'dotnet_diagnostic.{Description.Id}.severity = none' in .editorconfig turns the rule off.");
            }

            foreach ((var kind, int count) in _kinds.Where(static k => k.Value > MostOf(k.Key.Origin) && k.Key.Severity != Severity.None).OrderByDescending(static k => k.Key.Severity).ThenBy(static k => k.Key.Suppressed).ThenBy(static k => k.Key.Origin).ThenBy(static k => k.Key.Outcome))
            {
                // As severe as what is not listed, so that nothing passes because there is too much of it.
                yield return new ToolDiagnostic(
                    ToolCodes.TooManyFindings,
                    kind.Suppressed ? Severity.Info : kind.Severity,
                    FormattableString.Invariant($"Rule {Description.Id} ({Description.Name}) has {count - MostOf(kind.Origin)} more {(kind.Suppressed ? "suppressed " : "")}findings {(kind.Origin == Origin.Base ? "of the base image " : "")}like the {MostOf(kind.Origin)} that are listed. Mend what they have in common; so many are neither listed nor held against a baseline."));
            }
        }
    }

    /// <summary>Runs it.</summary>
    /// <param name="publication">What is judged.</param>
    /// <param name="repository">What rules find in files beside it.</param>
    /// <param name="cancellationToken">Ends the run between two findings.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Over(Publication publication, RepositoryFindings repository, CancellationToken cancellationToken)
    {
        publication.MissedCode = false;
        try
        {
            // Those of the repository come when all of the publish have: they ask for what was said.
            foreach (Finding finding in rule.Rule.Check(publication).Concat(repository.Of(rule, _found)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Add(finding);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            _broken = e;
        }

        _missedCode = publication.MissedCode;
    }

    private void Add(Finding finding)
    {
        FindingSeverity severity = chain.Of(Description, finding);
        var kind = (severity.Own, finding.Outcome, (Origin?)finding.Where.Origin, severity.SuppressedBy is not null);
        int count = _kinds[kind] = _kinds.GetValueOrDefault(kind) + 1;
        if (count <= MostOf(finding.Where.Origin))
        {
            _found.Add(new WeighedFinding(finding, severity));
        }
    }

    private static int MostOf(Origin? origin) => origin == Origin.Base ? MostOfTheBase : MostOfAKind;
}
