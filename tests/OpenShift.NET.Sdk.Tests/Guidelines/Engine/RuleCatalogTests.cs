using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Tests.Guidelines.Trials;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Engine;

[TestClass]
public sealed class RuleCatalogTests
{
    [TestMethod]
    public void Rules_are_ordered_by_id_and_found_in_any_case()
    {
        var catalog = new RuleCatalog([new AlwaysViolated(), new OtherViolated()]);

        Assert.AreEqual("OSC0191 OSC1391", string.Join(' ', catalog.Rules.Select(r => r.Description.Id)));
        Assert.IsTrue(catalog.TryGet("osc1391", out CatalogedRule? rule));
        Assert.AreEqual(Guideline.ArbitraryUser, rule.Description.Guideline);
        Assert.AreEqual("G13_ArbitraryUser/OSC1391_AlwaysViolated/OSC1391.md", rule.Description.Page);
    }

    [TestMethod]
    public void An_id_stands_on_one_rule_only() => Refuse(new AlwaysViolated(), new SameId());

    [TestMethod]
    public void An_id_names_a_guideline() => Refuse(new NoGuideline());

    [TestMethod]
    public void An_id_has_four_digits() => Refuse(new NoNumber());

    [TestMethod]
    public void An_id_counts_from_one() => Refuse(new Zero());

    [TestMethod]
    public void An_id_of_the_tool_is_no_rules() => Refuse(new ToolId());

    [TestMethod]
    public void A_rule_describes_itself() => Refuse(new Undescribed());

    [TestMethod]
    public void Every_class_of_the_product_that_has_the_attribute_is_discovered() =>
        Assert.AreEqual(typeof(RuleCatalog).Assembly.GetTypes().Count(t => t.IsDefined(typeof(RuleAttribute), false)), RuleCatalog.All.Rules.Length);

    private static void Refuse(params Rule[] rules) => Assert.ThrowsExactly<InvalidOperationException>(() => new RuleCatalog(rules));

    private abstract class Quiet : Rule
    {
        public override IEnumerable<Finding> Check(Publication publication) => [];
    }

    [Rule("OSC1391", "x", Fix = "x.")]
    private sealed class SameId : Quiet;

    [Rule("OSC2301", "x", Fix = "x.")]
    private sealed class NoGuideline : Quiet;

    [Rule("OSC13x1", "x", Fix = "x.")]
    private sealed class NoNumber : Quiet;

    [Rule("OSC1300", "x", Fix = "x.")]
    private sealed class Zero : Quiet;

    [Rule("OSC0061", "x", Fix = "x.")]
    private sealed class ToolId : Quiet;

    private sealed class Undescribed : Quiet;
}
