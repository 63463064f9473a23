using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Html;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Html;

[TestClass]
public sealed class RemedyTextTests
{
    [TestMethod]
    [DataRow("Set ContainerUser to 1654.", "ContainerUser", "")]
    [DataRow("Write <A B=\"c\" />, or <A>1</A>.", "<A B=\"c\" />|<A>1</A>", "<A B=\"c\" />|<A>1</A>")]
    [DataRow("Use <G><C R=\"*\" /><N /></G>.", "<G><C R=\"*\" /><N /></G>", "<G>\n  <C R=\"*\" />\n  <N />\n</G>")]
    [DataRow("Let it set <ASSEMBLY>_VERSION by hand, where 1 < 2.", "", "")]
    [DataRow("Publish once with -p:OpenShiftUpdateLock=true, please.", "-p:OpenShiftUpdateLock=true", "-p:OpenShiftUpdateLock=true")]
    [DataRow("Add builder.Services.AddHealthChecks(); and app.MapHealthChecks(\"/livez\", new() { Predicate = _ => false }); too", "builder.Services.AddHealthChecks();|app.MapHealthChecks(\"/livez\", new() { Predicate = _ => false });", "builder.Services.AddHealthChecks();|app.MapHealthChecks(\"/livez\", new() { Predicate = _ => false });")]
    [DataRow("Keep the image's files; 'oc rsh' opens a shell, ASPNETCORE_HTTP_PORTS=8080 a port.", "'oc rsh'|ASPNETCORE_HTTP_PORTS=8080", "")]
    [DataRow("The builder. It builds app.", "", "")]
    public void What_is_written_somewhere_is_told_from_words(string remedy, string code, string snippets)
    {
        var text = RemedyText.Of(remedy);

        Assert.AreEqual(remedy, string.Concat(text.Parts.Select(static p => p.Text)));
        Assert.AreEqual(code, string.Join('|', text.Parts.Where(static p => p.IsCode).Select(static p => p.Text)));
        Assert.AreEqual(snippets, string.Join('|', text.Snippets));
    }

    [TestMethod]
    public void Nothing_of_any_remedy_of_a_rule_is_lost()
    {
        foreach (string fix in RuleCatalog.All.Rules.Select(static r => r.Description.Fix))
        {
            Assert.AreEqual(fix, string.Concat(RemedyText.Of(fix).Parts.Select(static p => p.Text)));
        }
    }

    [TestMethod]
    public void Odd_text_ends()
    {
        foreach (string odd in (string[])["", "<", "<a", "<a>", "'", "''", "A(", "builder.", "builder.A(", "-p:", "A=", "<a/", "app.x((((", "<a></b>", new string('<', 20_000), new string('\'', 20_000), string.Concat(Enumerable.Repeat("A( ", 20_000))])
        {
            Assert.AreEqual(odd, string.Concat(RemedyText.Of(odd).Parts.Select(static p => p.Text)));
        }
    }
}
