using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Baselines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Tests.Guidelines.Trials;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Baselines;

[TestClass]
public sealed class BaselineTests
{
    [TestMethod]
    public void What_is_in_the_baseline_is_quiet_and_what_is_new_speaks()
    {
        Report report = Apply(new Baseline([new("OSC0191", "thing:a")]), Run.Of(new OtherViolated(Run.Seen("thing:a"), Run.Seen("thing:b"))));

        Assert.AreEqual("Error OSC0191 thing:b", Run.Lines(report));
        Assert.AreEqual(BaselineState.Unchanged, report.Findings[0].Baseline);
        Assert.AreEqual(BaselineState.New, report.Findings[1].Baseline);
        Assert.AreEqual("1 error, 0 warnings, 0 rules passed, 1 in the baseline", ReportSummary.Of(report));
    }

    [TestMethod]
    public void What_is_gone_is_said_to_be_fixed()
    {
        Report report = Apply(new Baseline([new("OSC0191", "thing:a"), new("OSC0191", "thing:gone")]), Run.Of(new OtherViolated(Run.Seen("thing:a"))));

        Assert.AreEqual("Info OSC0006", Run.Lines(report));
        Assert.Contains("1 finding of the baseline is fixed (OSC0191 thing:gone)", report.Diagnostics[0].Message);
        Assert.AreEqual("OSC0191 thing:gone", string.Join(',', report.Fixed));
    }

    [TestMethod]
    public void What_is_silenced_otherwise_is_not_fixed()
    {
        Report report = Apply(
            new Baseline([new("OSC0191", "thing:a")]),
            Run.Of(new OtherViolated(Run.Seen("thing:a")), null, new SuppressionFact("OSC0191", null, "Legacy.", null)));

        Assert.IsEmpty(report.Fixed);
        Assert.AreEqual(0, report.InBaseline);
    }

    [TestMethod]
    public void A_rule_that_was_off_broke_or_could_not_tell_fixes_nothing()
    {
        Assert.IsEmpty(Apply(new Baseline([new("OSC1391", "thing:a")]), Run.Of(new AlwaysViolated(), new SeveritySettings { Profile = Profile.Basic })).Fixed);
        Assert.IsEmpty(Apply(new Baseline([new("OSC0592", "other")]), Run.Of(new Throwing())).Fixed);
        Assert.IsEmpty(Apply(new Baseline([new("OSC0191", "thing:a")]), Run.Of(new OtherViolated(Finding.CouldNotTell(new Location("x", "thing:x"), "is odd")))).Fixed);
        Assert.IsEmpty(Apply(new Baseline([new("OSC0191", "thing:a")]), Run.Of(new OtherViolated(Run.Seen("thing:b"), Finding.CouldNotTell(new Location("x", "thing:x"), "is odd")))).Fixed);
        Assert.IsEmpty(Apply(new Baseline([new("OSC2299", "thing:a")]), Run.Of(new OtherViolated())).Fixed);
    }

    [TestMethod]
    public void What_cannot_be_told_is_never_quiet() =>
        Assert.AreEqual("Info OSC0191 thing:x", Run.Lines(Apply(new Baseline([new("OSC0191", "thing:x")]), Run.Of(new OtherViolated(Finding.CouldNotTell(new Location("x", "thing:x"), "is odd"))))));

    [TestMethod]
    public void The_message_on_fixed_findings_follows_the_settings()
    {
        Report report = Run.Of(new OtherViolated());

        Assert.AreEqual("", Run.Lines(new Baseline([new("OSC0191", "thing:a")]).ApplyTo(report, new SeveritySettings { NoWarn = ["OSC0006"] }, null)));
    }

    [TestMethod]
    public void A_new_baseline_has_what_is_shown_and_keeps_what_could_not_be_judged()
    {
        Report report = Run.Of(
            [new OtherViolated(Run.Seen("thing:b"), Run.Seen("thing:a"), Run.Seen("thing:a"), Run.Seen("thing:quiet")), new AlwaysViolated(Run.Seen("thing:z"))],
            new SeveritySettings { NoWarn = ["OSC1391"] },
            new SuppressionFact("OSC0191", "thing:quiet", "Legacy.", null));
        var before = new Baseline([new("OSC0191", "thing:gone"), new("OSC0592", "not judged")]);

        Assert.AreEqual("OSC0191 thing:a, OSC0191 thing:b, OSC0592 not judged", string.Join(", ", Baseline.Of(report, before).Entries));
    }

    [TestMethod]
    public async Task A_baseline_reads_as_it_was_written_and_has_one_form()
    {
        var one = new Baseline([new("OSC0191", "thing:b"), new("OSC0191", "thing:ä \"x\""), new("OSC0101", "thing:c"), new("OSC0101", "thing:c")]);
        byte[] bytes = await Bytes(one);

        Assert.AreEqual(string.Join(", ", one.Entries), string.Join(", ", BaselineFile.Read(bytes, "/src/b.sarif").Entries));
        CollectionAssert.AreEqual(bytes, await Bytes(new Baseline(one.Entries.Reverse())));
        Assert.AreEqual((byte)'\n', bytes[^1]);
        Assert.DoesNotContain((byte)'\r', bytes);
    }

    [TestMethod]
    [DataRow("<<<<<<< HEAD", 1)]
    [DataRow("", 1)]
    [DataRow("{}", 0)]
    [DataRow("[]", 0)]
    [DataRow("{\"version\":\"2.0.0\",\"runs\":[]}", 0)]
    [DataRow("{\"version\":\"2.1.0\",\"runs\":[{\"results\":[{\"ruleId\":\"OSC0101\"}]}]}", 0)]
    [DataRow("{\"version\":\"2.1.0\",\"runs\":[{\"results\":[{\"ruleId\":\"OSC0101\",\"locations\":[]}]}]}", 0)]
    [DataRow("{\"version\":\"2.1.0\",\"runs\":[{\"results\":[{\"ruleId\":\"OSC0101\",\"locations\":[{\"logicalLocations\":[{\"fullyQualifiedName\":\"a\"}]}],\"partialFingerprints\":{\"openshiftScope/v1\":\"00\"}}]}]}", 0)]
    public void A_damaged_baseline_is_a_failure_with_its_place(string text, int line)
    {
        OpenShiftException e = Assert.ThrowsExactly<OpenShiftException>(() => BaselineFile.Read(System.Text.Encoding.UTF8.GetBytes(text), "/src/b.sarif"));

        Assert.AreEqual(ToolCodes.InvalidBaseline, e.Code);
        Assert.AreEqual(line, e.Place!.Line);
    }

    private static Report Apply(Baseline baseline, Report report) => baseline.ApplyTo(report, new SeveritySettings(), new SourceLocation("/src/b.sarif"));

    private static async Task<byte[]> Bytes(Baseline baseline)
    {
        using var stream = new MemoryStream();
        await BaselineFile.WriteAsync(stream, baseline, CancellationToken.None);
        return stream.ToArray();
    }
}
