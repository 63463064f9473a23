using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

[assembly: Parallelize(Scope = ExecutionScope.MethodLevel)]

namespace OpenShift.NET.Sdk.Mutations;

/// <summary>The cases of the rules that are mutated; the fast tests run those of all rules.</summary>
[TestClass]
public sealed class CasesOfMutatedRules
{
    private static readonly string[] Folders = ["G02_TagCompatibility/", "G17_ImageMetadata/OSC1703_", "G13_ArbitraryUser/OSC1309_"];

    public static IEnumerable<object[]> CaseFiles => CaseRuns.Files.Where(static f => Folders.Any(folder => f.StartsWith(folder, StringComparison.Ordinal))).Select(static f => new object[] { f });

    [TestMethod]
    [DynamicData(nameof(CaseFiles))]
    public void A_case_has_exactly_the_diagnostics_it_expects(string file)
    {
        RuleCase ruleCase = RuleCase.Of(CaseRuns.Read(file));
        Report report = CaseRuns.Run(new RuleCatalog([CaseRuns.RuleOf(file).Rule]), ruleCase, CaseRuns.RuleOf(file).Description.Id);
        Assert.AreEqual(string.Join('\n', ruleCase.Expect), string.Join('\n', CaseRuns.Lines(report)), file);
    }
}
