using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Guidelines;

/// <summary>A remedy names the means its reader has: properties and items with a project, a Dockerfile's instructions without one, code in the application's language.</summary>
[TestClass]
public sealed partial class RemedyMeansTests
{
    public static IEnumerable<object[]> FiringCases => CaseRuns.Files.Where(static f => Path.GetFileName(f).StartsWith("fires-", StringComparison.Ordinal)).Select(static f => new object[] { f });

    public static IEnumerable<object[]> RuleIds => RuleCatalog.All.Rules.Select(static r => new object[] { r.Description.Id });

    [TestMethod]
    [DynamicData(nameof(RuleIds))]
    public void A_sentence_for_an_image_names_nothing_only_a_project_has(string id)
    {
        Assert.IsTrue(RuleCatalog.All.TryGet(id, out CatalogedRule? rule));

        Assert.AreEqual("", ProjectMeans().Match(rule.Description.ImageFix ?? "").Value, rule.Description.ImageFix);
        Assert.AreNotEqual(rule.Description.Fix, rule.Description.ImageFix, "An ImageFix is another sentence than Fix.");
    }

    [TestMethod]
    [DynamicData(nameof(FiringCases))]
    public void Without_a_project_no_message_asks_for_one(string file)
    {
        JsonObject document = CaseRuns.Read(file);
        document["noProject"] = true;

        foreach (ReportedFinding finding in CaseRuns.Run(file, document).Findings.Where(static f => f.Outcome == Outcome.Violation))
        {
            Assert.AreEqual("", ProjectMeans().Match(finding.Message).Value, finding.Message);
        }
    }

    [TestMethod]
    [DynamicData(nameof(FiringCases))]
    public void Code_is_shown_in_the_language_of_the_project(string file)
    {
        JsonObject document = CaseRuns.Read(file);
        if (document["noProject"] is not null)
        {
            return;
        }

        foreach ((string project, Regex foreign) in ((string, Regex)[])[("/src/WebApi/WebApi.fsproj", NotFSharp()), ("/src/WebApi/WebApi.vbproj", NotVisualBasic())])
        {
            var change = (JsonObject)document.DeepClone();
            YamlJson.Merge(change, new JsonObject { ["project"] = new JsonObject { ["identity"] = new JsonObject { ["projectFile"] = project } } });
            CatalogedRule rule = CaseRuns.RuleOf(file);
            foreach (Finding finding in rule.Rule.Check(RuleCase.Of(change).Build()).Where(static f => f.Outcome == Outcome.Violation))
            {
                string fix = finding.Fix ?? rule.Description.Fix;
                Assert.AreEqual("", foreign.Match(fix).Value, fix);
            }
        }
    }

    // Tags and -p: of MSBuild, names of this SDK's and the .NET SDK's properties and items.
    [GeneratedRegex(@"<[A-Z][A-Za-z]+[ />]|-p:|\bOpenShift(?!\b|\.)[A-Z]\w+|\bContainer(?:Port|User|Label|BaseImage|Entrypoint|EnvironmentVariable|ImageTags?|WorkingDirectory|AppCommand)\b|\bpublish output\b|\bthis SDK\b|\bPackageTags\b|\b(?:to|in) the project\b")]
    private static partial Regex ProjectMeans();

    [GeneratedRegex(@"\bnew\(|\bnew [A-Z]|;(?= [a-z]+\.[A-Z])|\);(?= (?:app|builder)\b|$)|=> |\b[a-z]\w* => |\w+: (?:true|false)\b(?=[,)])|\)!\)|\?\? ")]
    private static partial Regex NotFSharp();

    [GeneratedRegex(@"\bnew\(|\bnew [A-Z]|;(?= [a-z]+\.[A-Z])|\);(?= (?:app|builder)\b|$)|=> |\bfun \w|\[""\w+:\w+""\]|\w+: (?:true|false)\b(?=[,)])|\)!\)|\?\? |ILogger<")]
    private static partial Regex NotVisualBasic();
}
