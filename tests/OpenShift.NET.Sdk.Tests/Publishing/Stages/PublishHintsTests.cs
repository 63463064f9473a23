using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Stages;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;
using OpenShift.NET.Sdk.Tests.Guidelines.Trials;

namespace OpenShift.NET.Sdk.Tests.Publishing.Stages;

/// <summary>What the stages before Check tell stands in the report, once.</summary>
[TestClass]
public sealed class PublishHintsTests
{
    private static readonly ProjectFacts s_facts = RuleCase.Parse("{}").Build().Project! with
    {
        Notes = ["Left out of the image: web.config."],
        Overridden = [new OverriddenProperty("ContainerRepository", "ContainerImageName", OnCommandLine: true), new OverriddenProperty("ContainerFamily", "ContainerBaseImage", OnCommandLine: false)],
    };

    [TestMethod]
    public void They_are_messages_and_what_has_no_effect_on_the_command_line_is_a_warning()
    {
        Report report = Judge(new SeveritySettings(), new ManifestNote("Do this.", "OpenShiftProbe"));

        Assert.AreEqual("Warning OSC0057, Info OSC0057, Info OSC0015, Info OSC0053", Codes(report));
        Assert.AreEqual((1, 3), (report.Warnings, report.Infos));
        Assert.AreEqual(
            "ContainerRepository on the command line has no effect: ContainerImageName is set as well, and wins. Add -p:ContainerImageName= to the command line, or remove ContainerImageName from the project.",
            report.Diagnostics[0].Message);
    }

    [TestMethod]
    public void A_name_with_a_slip_in_it_is_a_warning_at_its_place()
    {
        ProjectFacts facts = s_facts with
        {
            Overridden = [],
            Notes = [],
            Misspelt = [new MisspeltName("OpenShiftProfil", "OpenShiftProfile", OnCommandLine: true), new MisspeltName("OpenShiftSettings", "OpenShiftSetting", OnCommandLine: false)],
        };
        Report report = PublishHints.AddTo(Run.Of(new OtherViolated(Run.Seen())), new SeveritySettings(), facts, []);

        Assert.AreEqual("Warning OSC0057, Warning OSC0057", Codes(report));
        Assert.AreEqual("OpenShiftProfil on the command line has no effect: nobody reads that name. Write OpenShiftProfile.", report.Diagnostics[0].Message);
        Assert.AreEqual("OpenShiftSettings has no effect: nobody reads that name. Write OpenShiftSetting.", report.Diagnostics[1].Message);
    }

    [TestMethod]
    public void Settings_of_severity_reach_them()
    {
        ManifestNote note = new("Do this.", "OpenShiftProbe");
        Assert.AreEqual("Error OSC0057, Info OSC0057, Info OSC0015", Codes(Judge(new SeveritySettings { TreatWarningsAsErrors = true, NoWarn = ["OSC0053"] }, note)));
        Assert.AreEqual("Info OSC0015", Codes(Judge(new SeveritySettings { NoWarn = ["OSC0057", "OSC0053"] }, note)));
    }

    [TestMethod]
    public void A_made_up_host_is_no_advice()
    {
        ManifestNote note = new("To be set when the application is deployed: Search__Url.", ToBeSet.Subject + "Search__Url");

        Assert.Contains("OSC0059", Codes(Judge(new SeveritySettings(), note)));
        Assert.IsFalse(ToolCodes.IsHint(ToolCodes.SettingToBeSet));
    }

    [TestMethod]
    public void What_a_rule_says_is_not_said_again()
    {
        ManifestNote note = new("Do this.", "OpenShiftProbe") { SaidBy = "OSC0191" };

        Assert.Contains("OSC0053", Codes(Judge(new SeveritySettings(), note)));
        Report speaking = Run.Of(new OtherViolated(Run.Seen()));
        Assert.DoesNotContain("OSC0053", Codes(PublishHints.AddTo(speaking, new SeveritySettings(), s_facts, [note])));
    }

    [TestMethod]
    [DataRow("OSC1701", true)]
    [DataRow("OSC0015", true)]
    [DataRow("OSC0053", true)]
    [DataRow("OSC0057", true)]
    [DataRow("OSC0007", false)]
    [DataRow("OSC0006", false)]
    public void Only_what_answers_the_user_is_in_the_log_of_every_build(string code, bool hint) => Assert.AreEqual(hint, ToolCodes.IsHint(code));

    private static Report Judge(SeveritySettings settings, ManifestNote note) => PublishHints.AddTo(Run.Of(new OtherViolated()), settings, s_facts, [note]);

    private static string Codes(Report report) => string.Join(", ", report.Diagnostics.Select(static d => $"{d.Severity} {d.Code}"));
}
