using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.Html;

/// <summary>How the page speaks of verdicts.</summary>
internal static class Verdicts
{
    /// <summary>Every verdict, the worst first.</summary>
    public static ImmutableArray<Verdict> All { get; } = [.. Enum.GetValues<Verdict>()];

    /// <summary>How a rule stands. Only what is shown counts, told by itself or with another one; "passed" is said of rules alone that could look at everything.</summary>
    public static Verdict Of(RuleResult result, IEnumerable<ReportedFinding> findings) => result.Status switch
    {
        RuleStatus.Passed => Verdict.Passed,
        RuleStatus.PassedInPart => Verdict.PassedInPart,
        RuleStatus.NotApplicable => Verdict.NotApplicable,
        RuleStatus.Off => Verdict.Off,
        RuleStatus.Broken => Verdict.Failed,
        _ => findings.Where(static f => !f.IsSilenced).Select(Of).DefaultIfEmpty(Verdict.Silenced).Min(),
    };

    /// <summary>How a finding is shown.</summary>
    public static Verdict Of(ReportedFinding finding) => finding.Outcome == Outcome.CouldNotTell ? Verdict.CouldNotTell : Of(finding.Severity);

    /// <summary>How a severity is shown.</summary>
    public static Verdict Of(Severity severity) => severity switch
    {
        Severity.Error => Verdict.Error,
        Severity.Warning => Verdict.Warning,
        _ => Verdict.Message,
    };

    /// <summary>The name in classes and values of the page.</summary>
    public static string Name(Verdict verdict) => verdict switch
    {
        Verdict.CouldNotTell => "could-not-tell",
        Verdict.PassedInPart => "passed-in-part",
        Verdict.NotApplicable => "not-applicable",
        _ => verdict.ToString().ToLowerInvariant(),
    };

    /// <summary>In words, of findings: "error", "could not tell".</summary>
    public static string Words(Verdict verdict) => verdict switch
    {
        Verdict.Failed => "failed itself",
        Verdict.Off => "off",
        _ => Name(verdict).Replace('-', ' '),
    };

    /// <summary>In words behind the title of a rule, which says what should be.</summary>
    public static string BehindTitle(Verdict verdict) => verdict switch
    {
        Verdict.Error or Verdict.Warning or Verdict.Message => "not met · " + Words(verdict),
        _ => Words(verdict),
    };

    /// <summary>How many findings, or rules that have some: "2 errors", "1 passed".</summary>
    public static string Count(int count, Verdict verdict) =>
        FormattableString.Invariant($"{count} {Words(verdict)}{(count != 1 && verdict is Verdict.Error or Verdict.Warning or Verdict.Message ? "s" : "")}");
}
