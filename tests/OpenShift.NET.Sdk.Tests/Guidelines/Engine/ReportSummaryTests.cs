using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Tests.Guidelines.Trials;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Engine;

[TestClass]
public sealed class ReportSummaryTests
{
    [TestMethod]
    public void Many_of_everything()
    {
        var report = new Report
        {
            Profile = Profile.Recommended,
            Rules =
            [
                .. Enumerable.Range(1, 41).Select(n => new RuleResult($"p{n}", RuleStatus.Passed, Severity.Error)),
                .. Enumerable.Range(1, 2).Select(n => new RuleResult($"n{n}", RuleStatus.NotApplicable, Severity.Error)),
            ],
            Findings =
            [
                .. Of(Severity.Error, 3), .. Of(Severity.Warning, 2),
                Of(Severity.Info, 1)[0] with { Outcome = Outcome.CouldNotTell },
            ],
        };

        Assert.AreEqual("3 errors, 2 warnings, 41 rules passed, 2 not applicable, 1 could not tell", ReportSummary.Of(report));
    }

    [TestMethod]
    public void One_of_everything() =>
        Assert.AreEqual(
            "1 error, 1 warning, 1 message, 1 rule passed, 1 not applicable, 1 could not tell, 1 failed itself, 1 off, 1 finding suppressed",
            ReportSummary.Of(new Report
            {
                Profile = Profile.Recommended,
                Rules =
                [
                    new RuleResult("a", RuleStatus.Passed, Severity.Error),
                    new RuleResult("b", RuleStatus.NotApplicable, Severity.Error),
                    new RuleResult("c", RuleStatus.Broken, Severity.Error),
                    new RuleResult("d", RuleStatus.Off, Severity.None),
                ],
                Findings =
                [
                    Of(Severity.Error, 1)[0], Of(Severity.Warning, 1)[0], Of(Severity.Info, 1)[0],
                    Of(Severity.Info, 1)[0] with { Outcome = Outcome.CouldNotTell },
                    Of(Severity.Error, 1)[0] with { SuppressedBy = new SuppressionFact("x", null, "y", null) },
                    Of(Severity.Warning, 1)[0] with { SilencedByNoWarn = true },
                ],
            }));

    [TestMethod]
    public void One_line_a_guideline() =>
        Assert.AreEqual(
            "1 Build on a suitable upstream image: 2 errors, 0 warnings, 0 rules passed | 5 No build leftovers in layers: 0 errors, 1 warning, 0 rules passed, 1 failed itself | 13 Run as any user id with group 0: 0 errors, 0 warnings, 1 rule passed",
            string.Join(" | ", ReportSummary.ByGuideline(Run.Of([new OtherViolated(Run.Seen("thing:a"), Run.Seen("thing:b")), new Throwing(), new AlwaysViolated()]))));

    [TestMethod]
    public void Nothing_at_all() =>
        Assert.AreEqual("0 errors, 0 warnings, 0 rules passed", ReportSummary.Of(new Report { Profile = Profile.Recommended }));

    [TestMethod]
    public void The_tools_own_errors_count() =>
        Assert.AreEqual("1 error, 1 warning, 0 rules passed, 1 failed itself", ReportSummary.Of(Run.Of(new Throwing())));

    private static ImmutableArray<ReportedFinding> Of(Severity severity, int count) =>
    [
        .. Enumerable.Range(0, count).Select(_ => new ReportedFinding
        {
            RuleId = "x",
            Outcome = Outcome.Violation,
            Severity = severity,
            Message = "m",
            Seen = "m",
            Remedy = "",
            Where = new Location("w", "s"),
            Places = [],
            Count = 1,
            FingerprintScope = "s",
        }),
    ];
}
