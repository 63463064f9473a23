using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Guidelines.Engine;

/// <summary>One thing that is wrong and that several rules see, each in its own terms.</summary>
/// <param name="Scope">How the scope of the findings begins; the same scope means the same thing.</param>
/// <param name="Tell">The rules that tell of it, the one whose remedy says most first.</param>
/// <param name="Follow">Rules that are silent when one of those speaks: what they ask for comes with its remedy.</param>
internal sealed record SharedCause(string Scope, ImmutableArray<string> Tell, ImmutableArray<string> Follow)
{
    /// <summary>Whether the findings belong together wherever they are.</summary>
    public bool Anywhere { get; init; }

    /// <summary>What findings that belong together have in common besides their origin; their scope (nothing with <see cref="Anywhere"/>) when left out.</summary>
    public Func<ReportedFinding, string>? Key { get; init; }

    /// <summary>Which findings of the rules are meant; all when left out.</summary>
    public Func<ReportedFinding, bool> Where { get; init; } = static _ => true;

    /// <summary>Whether a finding is one of the cause.</summary>
    public bool Has(ReportedFinding finding) =>
        (Tell.Contains(finding.RuleId) || Follow.Contains(finding.RuleId)) && (Anywhere || finding.Where.Scope.StartsWith(Scope, StringComparison.Ordinal)) && Where(finding);

    /// <summary>What findings of one cause have in common.</summary>
    public string KeyOf(ReportedFinding finding) => $"{finding.Where.Origin} {(Key is not null ? Key(finding) : Anywhere ? "" : finding.Where.Scope)}";
}
