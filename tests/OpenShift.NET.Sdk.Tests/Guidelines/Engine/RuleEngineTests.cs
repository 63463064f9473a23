using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;
using OpenShift.NET.Sdk.Tests.Guidelines.Trials;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Engine;

[TestClass]
public sealed class RuleEngineTests
{
    [TestMethod]
    public void A_message_says_where_what_was_seen_and_what_to_do() =>
        Assert.AreEqual("Thing a is wrong. Do something.", Run.Of(new AlwaysViolated(Run.Seen())).Findings[0].Message);

    [TestMethod]
    public void A_finding_can_know_better_what_to_do() =>
        Assert.AreEqual("Thing a is wrong. Do this.", Run.Of(new AlwaysViolated(Run.Seen() with { Fix = "Do this." })).Findings[0].Message);

    [TestMethod]
    public void A_finding_without_a_place_is_put_at_the_project_file() =>
        Assert.AreEqual("/src/WebApi/WebApi.csproj", Run.Of(new AlwaysViolated(Run.Seen())).Findings[0].Where.Source?.ToString());

    [TestMethod]
    public void A_finding_keeps_the_place_it_names() =>
        Assert.AreEqual("/src/x(3,2)", Run.Of(new AlwaysViolated(Run.Seen(source: new SourceLocation("/src/x", 3, 2)))).Findings[0].Where.Source?.ToString());

    [TestMethod]
    public void The_same_of_the_same_place_is_said_once()
    {
        Finding once = Run.Seen(source: new SourceLocation("/src/x", 3, 2));
        Report report = Run.Of(new AlwaysViolated(once, once with { }, Run.Seen(source: new SourceLocation("/src/x", 4, 2))));

        CollectionAssert.AreEqual(new[] { 3, 4 }, report.Findings.Select(static f => f.Where.Source!.Line).ToArray());
    }

    [TestMethod]
    public void A_rule_that_fails_is_an_error_that_names_it_and_the_others_still_run()
    {
        Report report = Run.Of([new Throwing(), new AlwaysViolated(Run.Seen())]);

        Assert.AreEqual("Warning OSC0592 first\nWarning OSC1391 thing:a\nError OSC0060", Run.Lines(report));
        StringAssert.Contains(report.Diagnostics[0].Message, "OSC0592 (Throwing)");
        Assert.IsFalse(report.Diagnostics[0].Message.Contains("secret-text", StringComparison.Ordinal));
        Assert.AreEqual(RuleStatus.Broken, report.Rules[0].Status);
        Assert.IsFalse(report.Passes);
    }

    [TestMethod]
    public void A_rule_that_is_off_is_not_run()
    {
        Report report = Run.Of(new Throwing(), new SeveritySettings { Overrides = new Dictionary<string, SeverityOverride> { ["OSC0592"] = new(Severity.None, new SourceLocation("x")) } });

        Assert.AreEqual(RuleStatus.Off, report.Rules[0].Status);
        Assert.AreEqual("", Run.Lines(report));
    }

    [TestMethod]
    public void A_cancelled_run_ends()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.ThrowsExactly<OperationCanceledException>(() =>
            new RuleEngine(new RuleCatalog([new AlwaysViolated()])).Run(RuleCase.Parse("").Build(), new SeveritySettings(), [], Run.Today, cancelled.Token));
    }

    [TestMethod]
    public void What_could_not_be_told_is_shown_and_is_no_pass()
    {
        Report report = Run.Of(new OtherViolated(Finding.CouldNotTell(new Location("Script /run.sh", "file:/run.sh"), "cannot be read (line 3)")));

        Assert.AreEqual("Info OSC0191 file:/run.sh", Run.Lines(report));
        Assert.AreEqual("Script /run.sh cannot be read (line 3).", report.Findings[0].Message);
        Assert.AreEqual("Could not tell: Script /run.sh cannot be read (line 3).", report.Findings[0].LogMessage);
        Assert.AreEqual(RuleStatus.CouldNotTell, report.Rules[0].Status);
        Assert.AreEqual(1, report.CouldNotTell);
        Assert.IsTrue(report.Passes);
    }

    [TestMethod]
    public void A_rule_that_looked_for_code_in_vain_passed_in_part()
    {
        Report report = Run.Of(new AsksTheCode());

        Assert.AreEqual(RuleStatus.PassedInPart, report.Rules[0].Status);
        Assert.Contains("without compiled code", report.Rules[0].Reason!);
        Assert.AreEqual("0 errors, 0 warnings, 0 rules passed, 1 passed in part", ReportSummary.Of(report));
        Assert.AreEqual(RuleStatus.Passed, Run.Of([new AsksTheCode(), new AlwaysViolated()]).Rules[1].Status, "What one rule asked is not another's.");
    }

    [TestMethod]
    public void Only_a_rule_that_could_judge_all_it_looks_at_is_settled()
    {
        var image = new Location("The image", "image");
        Assert.IsTrue(IsSettled(new OtherViolated()));
        Assert.IsTrue(IsSettled(new OtherViolated(Run.Seen())));
        Assert.IsTrue(IsSettled(new OtherViolated(Finding.NotApplicable(image, "has no package database"))));
        Assert.IsFalse(IsSettled(new OtherViolated(Finding.NotJudged(image, "was not run"))));
        Assert.IsFalse(IsSettled(new OtherViolated(Run.Seen(), Finding.CouldNotTell(image, "is odd"))));
        Assert.IsFalse(IsSettled(new AsksTheCode()));
        Assert.IsFalse(IsSettled(new Throwing()));
        Assert.IsFalse(Run.Of(new AlwaysViolated(), new SeveritySettings { Profile = Profile.Basic }).Rules[0].IsSettled, "off");
        Assert.AreEqual(RuleStatus.NotApplicable, Run.Of(new OtherViolated(Finding.NotJudged(image, "was not run"))).Rules[0].Status);

        static bool IsSettled(Rule rule) => Run.Of(rule).Rules[0].IsSettled;
    }

    [TestMethod]
    public void A_rule_without_subject_is_not_applicable_and_says_why()
    {
        Report report = Run.Of(new OtherViolated(Finding.NotApplicable(new Location("The image", "image"), "has no package database")));

        Assert.AreEqual(
            new RuleResult("OSC0191", RuleStatus.NotApplicable, Severity.Error, "The image has no package database.", new Location("The image", "image", new SourceLocation("/src/WebApi/WebApi.csproj"))) { IsSettled = true },
            report.Rules[0]);
        Assert.AreEqual("", Run.Lines(report));
    }

    [TestMethod]
    [DataRow(Profile.Recommended, Severity.Warning)]
    [DataRow(Profile.Basic, Severity.Info)]
    public void A_finding_in_the_base_is_one_severity_lower_but_never_gone(Profile profile, Severity expected)
    {
        Report report = Run.Of(new OtherViolated(Run.Seen(origin: Origin.Base)), new SeveritySettings { Profile = profile });

        Assert.AreEqual(expected, report.Findings[0].Severity);
        Assert.AreEqual("Thing a is wrong. It comes from base image mcr.microsoft.com/dotnet/aspnet:10.0; change ContainerBaseImage.", report.Findings[0].Message);
    }

    [TestMethod]
    public void Equal_findings_in_the_base_are_one_that_counts_and_names_five_places()
    {
        Finding[] findings = [.. Enumerable.Range(1, 7).Select(n => Run.Seen($"thing:{n}", Origin.Base)), Run.Seen("thing:app")];
        Report report = Run.Of(new AlwaysViolated(findings));

        Assert.AreEqual("Info OSC1391 thing:1\nWarning OSC1391 thing:app", Run.Lines(report));
        Assert.AreEqual(7, report.Findings[0].Count);
        Assert.AreEqual(5, report.Findings[0].Places.Length);
        Assert.AreEqual(
            "Thing 1 is wrong; so it is in 6 more places (Thing 2, Thing 3, Thing 4, Thing 5, …). They come from base image mcr.microsoft.com/dotnet/aspnet:10.0; change ContainerBaseImage.",
            report.Findings[0].Message);
    }

    [TestMethod]
    public void A_finding_in_the_base_is_the_same_one_when_its_places_change()
    {
        ReportedFinding one = Run.Of(new AlwaysViolated(Run.Seen("thing:1", Origin.Base))).Findings[0];
        ReportedFinding two = Run.Of(new AlwaysViolated(Run.Seen("thing:0", Origin.Base), Run.Seen("thing:1", Origin.Base))).Findings[0];

        Assert.AreEqual(one.FingerprintScope, two.FingerprintScope);
    }

    [TestMethod]
    public void More_findings_of_a_kind_than_anybody_reads_are_counted_as_severe_as_they_are()
    {
        Finding[] many = [.. Enumerable.Range(1, 2003).Select(static n => Run.Seen($"thing:{n}"))];
        Report report = Run.Of(new AlwaysViolated(many));
        Assert.HasCount(2000, report.Findings);
        Assert.AreEqual(Severity.Warning, report.Diagnostics.Single().Severity);
        Assert.AreEqual(ToolCodes.TooManyFindings, report.Diagnostics.Single().Code);
        Assert.StartsWith("Rule OSC1391 (AlwaysViolated) has 3 more findings like the 2000 that are listed. ", report.Diagnostics.Single().Message);

        Report suppressed = Run.Of(new AlwaysViolated([.. many, Run.Seen("other:one")]), null, new SuppressionFact("OSC1391", "thing:*", "meant", null));
        Assert.AreEqual("Warning OSC1391 other:one\nInfo OSC0056", Run.Lines(suppressed));
        Assert.IsEmpty(Run.Of(new AlwaysViolated([.. many.Take(2000)])).Diagnostics);
    }

    [TestMethod]
    public void Every_kind_of_which_there_are_too_many_is_told()
    {
        Finding[] many = [.. Enumerable.Range(1, 2003).SelectMany(static n => (Finding[])[Run.Seen($"thing:{n}"), Run.Seen($"other:{n}")]), .. Enumerable.Range(1, 20_004).Select(static n => Run.Seen($"base:{n}", Origin.Base))];
        Report report = Run.Of(new AlwaysViolated(many), null, new SuppressionFact("OSC1391", "thing:*", "meant", null));
        string[] told = [.. report.Diagnostics.Where(static d => d.Code == ToolCodes.TooManyFindings).Select(static d => $"{d.Severity} {d.Message[..(d.Message.IndexOf("listed", StringComparison.Ordinal) - 1)]}")];
        CollectionAssert.AreEqual(
            (string[])
            [
                "Warning Rule OSC1391 (AlwaysViolated) has 3 more findings like the 2000 that are",
                "Info Rule OSC1391 (AlwaysViolated) has 3 more suppressed findings like the 2000 that are",
                "Info Rule OSC1391 (AlwaysViolated) has 4 more findings of the base image like the 20000 that are",
            ],
            told);
    }

    [TestMethod]
    public void Thousands_of_equal_findings_in_the_base_stay_one()
    {
        Report report = Run.Of(new AlwaysViolated([.. Enumerable.Range(1, 5000).Select(static n => Run.Seen($"thing:{n}", Origin.Base))]));
        Assert.AreEqual("Info OSC1391 thing:1", Run.Lines(report));
        Assert.AreEqual(5000, report.Findings[0].Count);
    }
}
