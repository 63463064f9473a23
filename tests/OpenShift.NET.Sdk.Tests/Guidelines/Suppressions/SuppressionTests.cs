using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Guidelines.Suppressions;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;
using OpenShift.NET.Sdk.Tests.Guidelines.Trials;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Suppressions;

[TestClass]
public sealed class SuppressionTests
{
    [TestMethod]
    public void A_justified_suppression_silences_every_finding_of_its_rule_and_stays_in_the_report()
    {
        Report report = Judge(new SuppressionFact("osc0191", null, "Legacy.", null));

        Assert.AreEqual("", Run.Lines(report));
        Assert.AreEqual(2, report.Suppressed);
        Assert.AreEqual("Legacy.", report.Findings[0].SuppressedBy?.Justification);
        Assert.IsTrue(report.Passes);
    }

    [TestMethod]
    public void A_suppression_can_be_for_some_places_only() =>
        Assert.AreEqual("Error OSC0191 thing:b", Run.Lines(Judge(new SuppressionFact("OSC0191", "*:a", "Legacy.", null))));

    [TestMethod]
    [DataRow(null)]
    [DataRow("  ")]
    public void Without_justification_nothing_is_silenced(string? justification) =>
        Assert.AreEqual("Error OSC0191 thing:a\nError OSC0191 thing:b\nWarning OSC0003", Run.Lines(Judge(new SuppressionFact("OSC0191", null, justification, null))));

    [TestMethod]
    public void Each_of_several_items_is_named_by_its_own_line()
    {
        Publication publication = RuleCase.Parse("").Build();
        publication = new Publication
        {
            Manifest = publication.Manifest,
            Config = publication.Config,
            Files = publication.Files,
            Project = publication.Project! with
            {
                Places = publication.Project!.Places
                    .SetItem("OpenShiftSuppress", new SourceLocation("/src/a.csproj", 9))
                    .SetItem("OpenShiftSuppress OSC0191", new SourceLocation("/src/a.csproj", 8)),
            },
        };
        Report report = new RuleEngine(new RuleCatalog([new OtherViolated(Run.Seen())])).Run(
            publication, new SeveritySettings(), [new SuppressionFact("OSC0191", null, null, null), new SuppressionFact("OSC9999", null, "Legacy.", null)], Run.Today, CancellationToken.None);

        Assert.AreEqual("OSC0003 8, OSC0061 9", string.Join(", ", report.Diagnostics.Select(static d => $"{d.Code} {d.Place?.Line}").Order(StringComparer.Ordinal)));
    }

    [TestMethod]
    public void On_its_last_day_a_suppression_holds() =>
        Assert.AreEqual("", Run.Lines(Judge(new SuppressionFact("OSC0191", null, "Legacy.", "2026-01-15"))));

    [TestMethod]
    public void After_its_last_day_the_finding_returns() =>
        Assert.AreEqual("Error OSC0191 thing:a\nError OSC0191 thing:b\nWarning OSC0004", Run.Lines(Judge(new SuppressionFact("OSC0191", null, "Legacy.", "2026-01-14"))));

    [TestMethod]
    [DataRow("soon")]
    [DataRow("15.01.2027")]
    [DataRow("2027-02-30")]
    public void A_bad_date_silences_nothing(string date) =>
        Assert.AreEqual("Error OSC0191 thing:a\nError OSC0191 thing:b\nWarning OSC0061", Run.Lines(Judge(new SuppressionFact("OSC0191", null, "Legacy.", date))));

    [TestMethod]
    public void An_unknown_rule_is_a_warning_at_the_item()
    {
        Report report = Judge(new SuppressionFact("OSC9901", null, "Legacy.", null));

        Assert.AreEqual("Warning OSC0061", Run.Lines(report).Split('\n')[^1]);
        Assert.AreEqual("/src/WebApi/WebApi.csproj", report.Diagnostics[0].Place?.ToString());
    }

    [TestMethod]
    public void A_suppression_that_silences_nothing_is_said_to() =>
        Assert.AreEqual("Info OSC0005", Run.Lines(Judge(new SuppressionFact("OSC0191", "thing:c", "Legacy.", null))).Split('\n')[^1]);

    [TestMethod]
    public void A_suppression_of_a_rule_that_is_off_is_not_called_unused() =>
        Assert.AreEqual("", Run.Lines(Run.Of(new AlwaysViolated(), new SeveritySettings { Profile = Profile.Basic }, new SuppressionFact("OSC1391", null, "Legacy.", null))));

    [TestMethod]
    public void A_suppression_of_a_rule_that_could_not_tell_is_not_called_unused() =>
        Assert.AreEqual(
            "Info OSC0191 thing:x",
            Run.Lines(Run.Of(new OtherViolated(Finding.CouldNotTell(new Location("x", "thing:x"), "is odd")), null, new SuppressionFact("OSC0191", "thing:a", "Legacy.", null))));

    [TestMethod]
    public void Places_in_the_base_are_silenced_one_by_one()
    {
        Report report = Run.Of(
            new OtherViolated(Run.Seen("thing:a", Origin.Base), Run.Seen("thing:b", Origin.Base), Run.Seen("thing:c", Origin.Base)),
            null,
            new SuppressionFact("OSC0191", "thing:b", "Legacy.", null));

        Assert.AreEqual("thing:a,thing:c", string.Join(',', report.Findings.Single(f => f.IsShown).Places.Select(p => p.Scope)));
    }

    [TestMethod]
    [DataRow("*", "")]
    [DataRow("a*", "abc")]
    [DataRow("*c", "abc")]
    [DataRow("a*b*c", "aXbYbZc")]
    [DataRow("file:/app/*.so", "file:/app/x/y.so")]
    [DataRow("a.c", "a.c")]
    public void A_wildcard_matches(string pattern, string text) => Assert.IsTrue(Wildcard.Matches(pattern, text));

    [TestMethod]
    [DataRow("", "a")]
    [DataRow("a", "A")]
    [DataRow("a*", "ba")]
    [DataRow("a.c", "abc")]
    [DataRow("*b", "abc")]
    public void A_wildcard_does_not_match(string pattern, string text) => Assert.IsFalse(Wildcard.Matches(pattern, text));

    private static Report Judge(SuppressionFact suppression) => Run.Of(new OtherViolated(Run.Seen("thing:a"), Run.Seen("thing:b")), null, suppression);
}
