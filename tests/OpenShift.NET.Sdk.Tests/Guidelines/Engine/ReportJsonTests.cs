using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Tests.Guidelines.Trials;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Engine;

[TestClass]
public sealed class ReportJsonTests
{
    [TestMethod]
    public void A_report_comes_back_as_it_was()
    {
        Report report = Sample();

        Report? back = ReportJson.TryRead(ReportJson.Write(report));

        Assert.IsNotNull(back);
        Assert.AreEqual(Run.Lines(report), Run.Lines(back));
        Assert.AreEqual(ReportSummary.Of(report), ReportSummary.Of(back));
        CollectionAssert.AreEqual(report.Rules, back.Rules);
        CollectionAssert.AreEqual(report.Diagnostics, back.Diagnostics);
        for (int i = 0; i < report.Findings.Length; i++)
        {
            CollectionAssert.AreEqual(report.Findings[i].Places, back.Findings[i].Places);
            Assert.AreEqual(report.Findings[i] with { Places = [] }, back.Findings[i] with { Places = [] });
        }
    }

    [TestMethod]
    public void A_kept_report_says_nothing_twice() =>
        Assert.DoesNotContain("logMessage", Encoding.UTF8.GetString(ReportJson.Write(Sample())));

    [TestMethod]
    [DataRow("")]
    [DataRow("{}")]
    [DataRow("null")]
    [DataRow("[1]")]
    [DataRow("""{"schema":1,"profile":"Recommended"}""")]
    [DataRow("""{"schema":2,"profile":"Recommended","rules":[],"findings":[],"diagnostics":[]}""")]
    [DataRow("""{"schema":1,"profile":"Lenient","rules":[],"findings":[],"diagnostics":[]}""")]
    public void Anything_else_is_no_report(string json) => Assert.IsNull(ReportJson.TryRead(Encoding.UTF8.GetBytes(json)));

    [TestMethod]
    public void A_report_cut_short_is_no_report()
    {
        byte[] whole = ReportJson.Write(Sample());

        Assert.IsNotNull(ReportJson.TryRead(whole));
        Assert.IsNull(ReportJson.TryRead(whole.AsSpan(0, whole.Length / 2)));
    }

    private static Report Sample() => Run.Of(
        [
            new OtherViolated(
                Run.Seen("thing:a", source: new SourceLocation("/src/x", 3, 7)),
                Run.Seen("thing:b", Origin.Base),
                Run.Seen("thing:c", Origin.Base),
                Run.Seen("thing:d"),
                Finding.CouldNotTell(new Location("Script", "file:/run.sh"), "cannot be read")),
            new Throwing(),
            new AlwaysViolated(Finding.NotApplicable(new Location("The image", "image"), "has no database")),
        ],
        new SeveritySettings { NoWarn = ["OSC0592"] },
        new SuppressionFact("OSC0191", "*:d", "Known.", "2030-01-01"),
        new SuppressionFact("OSC0191", "*:z", "Known.", null));
}
