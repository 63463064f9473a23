using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Guidelines;

/// <summary>Follows what the rules advise, to the letter, and judges the result by all of them.</summary>
[TestClass]
public sealed partial class RemedyTests
{
    // Rules whose remedy no case follows yet. May only shrink.
    private static readonly string[] s_without = [];

    // How many remedies of a rule, told apart by their words, no case follows yet. May only shrink.
    private static readonly Dictionary<string, int> s_open = new(StringComparer.Ordinal);

    public static IEnumerable<object[]> RemediedCases => CaseRuns.Files.Where(static f => CaseRuns.Read(f)["remedied"] is not null).Select(static f => new object[] { f });

    public static IEnumerable<object[]> RuleIds => RuleCatalog.All.Rules.Select(static r => new object[] { r.Description.Id });

    [TestMethod]
    [DynamicData(nameof(RemediedCases))]
    public void What_the_remedy_says_ends_the_finding_and_brings_no_other(string file)
    {
        RuleCase before = RuleCase.Parse(File.ReadAllText(Path.Combine(Repository.Guidelines, file)));
        RuleDescription rule = CaseRuns.RuleOf(file).Description;

        List<ReportedFinding> found = Findings(before, rule.Id);
        List<ReportedFinding> left = Findings(before.Remedied!, rule.Id);

        Assert.Contains(rule.Id, found.Select(static f => f.RuleId), $"{file}: there is nothing to mend.");
        Assert.AreEqual("", string.Join('\n', left.Where(f => f.RuleId == rule.Id).Select(static f => f.Message)), $"{file}: the finding is still there.");

        // A finding that only moved (another layer, another value in its place) is no new one.
        var known = found.Select(static f => (f.RuleId, f.FingerprintScope)).ToHashSet();
        var counts = found.CountBy(static f => f.RuleId).ToDictionary();
        Assert.AreEqual(
            "",
            string.Join('\n', left.GroupBy(static f => f.RuleId).Where(g => g.Count() > counts.GetValueOrDefault(g.Key)).SelectMany(static g => g).Where(f => !known.Contains((f.RuleId, f.FingerprintScope))).Select(static f => $"{f.RuleId}: {f.Message}")),
            $"{file}: the remedy brings a finding that was not there.");
    }

    [TestMethod]
    [DynamicData(nameof(RuleIds))]
    public void Every_rules_remedy_is_followed_by_a_case(string id)
    {
        bool followed = CaseRuns.Files.Any(f => CaseRuns.RuleOf(f).Description.Id == id && CaseRuns.Read(f)["remedied"] is not null);

        Assert.AreEqual(!s_without.Contains(id), followed, s_without.Contains(id) ? $"{id} has one now: take it off the list." : $"No case of {id} has 'remedied:'.");
    }

    [TestMethod]
    [DynamicData(nameof(RuleIds))]
    public void Each_of_a_rules_remedies_is_followed_by_a_case(string id)
    {
        var printed = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var followed = new HashSet<string>(StringComparer.Ordinal);
        foreach (string file in CaseRuns.Files.Where(f => CaseRuns.RuleOf(f).Description.Id == id))
        {
            CatalogedRule rule = CaseRuns.RuleOf(file);
            RuleCase ruleCase = RuleCase.Parse(File.ReadAllText(Path.Combine(Repository.Guidelines, file)));
            Publication publication = ruleCase.Build();
            foreach (Finding finding in rule.Rule.Check(publication).Where(static f => f.Outcome == Outcome.Violation && f.Where.Origin == Origin.App))
            {
                string fix = publication.Project is null
                    ? finding.ImageFix ?? finding.Fix ?? rule.Description.FixFor(hasProject: false)
                    : finding.Fix ?? rule.Description.Fix;
                string kind = Particular().Replace(fix, "…");
                printed.TryAdd(kind, $"{file}: {fix}");
                if (ruleCase.Remedied is not null)
                {
                    followed.Add(kind);
                }
            }
        }

        string[] open = [.. printed.Where(p => !followed.Contains(p.Key)).Select(static p => p.Value)];
        int allowed = s_open.GetValueOrDefault(id);
        Assert.AreEqual(allowed, open.Length, $"Remedies that no case follows (write 'remedied:'), or fewer than the list allows:\n{string.Join('\n', open)}");
    }

    // Names, paths and numbers of the case at hand.
    [GeneratedRegex("\"[^\"]*\"|'[^']*'|/[\\w./-]+|\\d+|\\w+__\\w+|(?<=Name it )\\w+|(?<=Use )[\\w/.]+|(?<=exec )\\S+|(?<=ENV |USER |EXPOSE )\\S+")]
    private static partial Regex Particular();

    // What a base image brings is mended by another base image, which the remedy of a finding in the application is not.
    private static List<ReportedFinding> Findings(RuleCase ruleCase, string id)
    {
        Publication publication = ruleCase.Build();
        Report report = new RuleEngine().Run(
            publication,
            new SeveritySettings
            {
                Profile = Profile.Strict,
                Overrides = ruleCase.Severity is not { } severity
                    ? new Dictionary<string, SeverityOverride>()
                    : new Dictionary<string, SeverityOverride> { [id] = new(severity, new Sdk.Diagnostics.SourceLocation(".editorconfig", 1)) },
            },
            publication.Project?.Checks.Suppressions ?? [],
            DefaultPublication.Today,
            CancellationToken.None);
        Assert.DoesNotContain(RuleStatus.Broken, report.Rules.Select(static r => r.Status));
        return [.. report.Findings.Where(static f => (f.IsShown || f.ToldBy is not null) && f.Outcome == Outcome.Violation)];
    }
}
