using System.Text;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Guidelines;

[TestClass]
public sealed class RulePageTests
{
    private static readonly string[] s_headings = ["## What it checks", "## Why", "## How to fix", "## When to suppress"];

    public static IEnumerable<object[]> RuleIds => RuleCatalog.All.Rules.Select(r => new object[] { r.Description.Id });

    [TestMethod]
    [DynamicData(nameof(RuleIds))]
    public void A_page_says_what_its_class_says(string id)
    {
        Assert.IsTrue(RuleCatalog.All.TryGet(id, out CatalogedRule? rule));
        string page = File.ReadAllText(Path.Combine(Repository.Guidelines, rule.Description.Page)).ReplaceLineEndings("\n");

        Assert.AreEqual("", Problem(page, rule.Description), $"{rule.Description.Page}, of which the first lines are to be:\n{Head(rule.Description)}");
    }

    [TestMethod]
    public void The_index_lists_every_rule() =>
        Repository.AssertGenerated(Path.Combine(Repository.Guidelines, "RULES.md"), Index());

    [TestMethod]
    [DataRow("# OSC1309: T\n\nF\n\n## What it checks\na\n\n## Why\nb\n\n## How to fix\nc\n\n## When to suppress\nd\n", "")]
    [DataRow("# OSC1309: Other\n\nF\n\n## What it checks\na\n\n## Why\nb\n\n## How to fix\nc\n\n## When to suppress\nd\n", "the title or the facts line differ")]
    [DataRow("# OSC1309: T\n\nG\n\n## What it checks\na\n\n## Why\nb\n\n## How to fix\nc\n\n## When to suppress\nd\n", "the title or the facts line differ")]
    [DataRow("# OSC1309: T\n\nF\n\n## Why\nb\n\n## What it checks\na\n\n## How to fix\nc\n\n## When to suppress\nd\n", "the headings differ")]
    [DataRow("# OSC1309: T\n\nF\n\n## What it checks\na\n\n## Why\nb\n\n## How to fix\nc\n", "the headings differ")]
    [DataRow("# OSC1309: T\n\nF\n\n## What it checks\n\n## Why\nb\n\n## How to fix\nc\n\n## When to suppress\nd\n", "a heading has nothing below it")]
    [DataRow("# OSC1309: T\n\nF\n\n## What it checks\na\n\n## Why\nb\n\n## How to fix\nc\n\n## When to suppress\n", "a heading has nothing below it")]
    public void A_page_of_another_shape_is_noticed(string page, string problem)
    {
        var rule = new RuleDescription { Id = "OSC1309", Name = "N", Title = "T", Fix = "F.", Guideline = Guideline.ArbitraryUser, Basic = Severity.Error, Recommended = Severity.Warning, Strict = Severity.None };

        Assert.AreEqual(problem, Problem(page.Replace("\nF\n", $"\n{Facts(rule)}\n", StringComparison.Ordinal), rule));
    }

    [TestMethod]
    public void The_facts_line_reads_as_the_readme_says()
    {
        var rule = new RuleDescription { Id = "OSC1309", Name = "N", Title = "T", Fix = "F.", Guideline = Guideline.ArbitraryUser, Basic = Severity.None, Recommended = Severity.Info, Strict = Severity.Error };

        Assert.AreEqual("Guideline 13 ArbitraryUser · basic: off · recommended: info · strict: error", Facts(rule));
    }

    private static string Problem(string page, RuleDescription rule)
    {
        if (!page.StartsWith(Head(rule), StringComparison.Ordinal))
        {
            return "the title or the facts line differ";
        }

        string[] lines = page.Split('\n');
        if (!lines.Where(l => l.StartsWith("## ", StringComparison.Ordinal)).SequenceEqual(s_headings))
        {
            return "the headings differ";
        }

        for (int i = 0; i < lines.Length; i++)
        {
            if (s_headings.Contains(lines[i]) && lines.Skip(i + 1).FirstOrDefault(l => l.Trim().Length > 0) is null or ['#', '#', ' ', ..])
            {
                return "a heading has nothing below it";
            }
        }

        return "";
    }

    private static string Head(RuleDescription rule) => $"# {rule.Id}: {rule.Title}\n\n{Facts(rule)}\n\n";

    private static string Facts(RuleDescription rule) =>
        FormattableString.Invariant($"Guideline {(int)rule.Guideline:00} {rule.Guideline} · basic: {Word(rule.Basic)} · recommended: {Word(rule.Recommended)} · strict: {Word(rule.Strict)}");

    private static string Word(Severity severity) => severity == Severity.None ? "off" : severity.ToString().ToLowerInvariant();

    private static string Index()
    {
        var index = new StringBuilder();
        index.Append("# Index of rules\n\n");
        index.Append("Generated from the rule classes by the tests with `UPDATE_GENERATED=1`. How to add a rule: [README.md](README.md).\n\n");
        index.Append("| Rule | Desired state | Guideline | basic | recommended | strict |\n|---|---|---|---|---|---|\n");
        foreach (CatalogedRule rule in RuleCatalog.All.Rules)
        {
            RuleDescription d = rule.Description;
            index.Append(System.Globalization.CultureInfo.InvariantCulture, $"| [{d.Id}]({d.Page}) | {d.Title.Replace("|", "\\|", StringComparison.Ordinal)} | {(int)d.Guideline} {d.Guideline} | {Word(d.Basic)} | {Word(d.Recommended)} | {Word(d.Strict)} |\n");
        }

        return index.ToString();
    }
}
