using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Baselines;
using OpenShift.NET.Sdk.Guidelines.EditorConfigs;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;
using OpenShift.NET.Sdk.Tests.Guidelines.Trials;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Severities;

[TestClass]
public sealed class SeverityPrecedenceTests
{
    [TestMethod]
    [DataRow("basic", "")]
    [DataRow("recommended", "Warning OSC1391 thing:a")]
    [DataRow("Strict", "Error OSC1391 thing:a")]
    public void The_profile_says_where_to_start(string profile, string expected) => Expect(expected, checks: new CheckFacts { Profile = profile });

    [TestMethod]
    [DataRow("error", "Error OSC1391 thing:a")]
    [DataRow("Warning", "Warning OSC1391 thing:a")]
    [DataRow("suggestion", "Info OSC1391 thing:a")]
    [DataRow("silent", "")]
    [DataRow("none", "")]
    [DataRow("default", "Warning OSC1391 thing:a")]
    public void An_editorconfig_overrides_the_profile(string value, string expected) => Expect(expected, value);

    [TestMethod]
    public void An_editorconfig_turns_a_rule_on() => Expect("Error OSC1391 thing:a", "error", new CheckFacts { Profile = "basic" });

    [TestMethod]
    public void A_finding_limits_what_an_editorconfig_raised() => Expect("Info OSC1391 thing:a", "error", limit: Severity.Info);

    [TestMethod]
    public void A_limit_raises_nothing() => Expect("Warning OSC1391 thing:a", limit: Severity.Error);

    [TestMethod]
    public void What_stands_in_the_base_is_lowered_after_the_limit() => Expect("Info OSC1391 thing:a", "error", limit: Severity.Warning, origin: Origin.Base);

    [TestMethod]
    public void NoWarn_silences_warnings() => Expect("", checks: new CheckFacts { NoWarn = ["osc1391"] });

    [TestMethod]
    public void NoWarn_silences_messages() => Expect("", "suggestion", new CheckFacts { NoWarn = ["OSC1391"] });

    [TestMethod]
    public void NoWarn_silences_no_error() => Expect("Error OSC1391 thing:a", "error", new CheckFacts { NoWarn = ["OSC1391"] });

    [TestMethod]
    public void NoWarn_comes_before_warnings_as_errors() => Expect("", checks: new CheckFacts { NoWarn = ["OSC1391"], WarningsAsErrors = ["OSC1391"], TreatWarningsAsErrors = true });

    [TestMethod]
    public void What_NoWarn_silences_is_still_in_the_report_and_the_rule_has_not_passed()
    {
        Report report = Judge(checks: new CheckFacts { NoWarn = ["OSC1391"] });

        Assert.IsTrue(report.Findings[0].SilencedByNoWarn);
        Assert.AreEqual(Severity.Warning, report.Findings[0].Severity);
        Assert.AreEqual(0, report.CountOf(RuleStatus.Passed));
        Assert.AreEqual(0, report.Warnings);
    }

    [TestMethod]
    public void TreatWarningsAsErrors_makes_warnings_errors() => Expect("Error OSC1391 thing:a", checks: new CheckFacts { TreatWarningsAsErrors = true });

    [TestMethod]
    public void TreatWarningsAsErrors_leaves_messages() => Expect("Info OSC1391 thing:a", "suggestion", new CheckFacts { TreatWarningsAsErrors = true });

    [TestMethod]
    public void WarningsAsErrors_makes_the_warnings_it_names_errors()
    {
        Expect("Error OSC1391 thing:a", checks: new CheckFacts { WarningsAsErrors = ["OSC1391"] });
        Expect("Warning OSC1391 thing:a", checks: new CheckFacts { WarningsAsErrors = ["OSC1392"] });
    }

    [TestMethod]
    public void WarningsNotAsErrors_wins_over_both() =>
        Expect("Warning OSC1391 thing:a", checks: new CheckFacts { TreatWarningsAsErrors = true, WarningsAsErrors = ["OSC1391"], WarningsNotAsErrors = ["OSC1391"] });

    [TestMethod]
    public void A_lowered_finding_of_the_base_can_be_made_an_error_again() =>
        Expect("Error OSC1391 thing:a", "error", new CheckFacts { TreatWarningsAsErrors = true }, origin: Origin.Base);

    // Each two settings of the README's table that speak of the same warning; the rule is off in basic, a warning in recommended, an error in strict.
    [TestMethod]
    [DataRow("profile=strict editorconfig=warning", "Warning")]
    [DataRow("profile=strict nowarn", "Error")]
    [DataRow("profile=strict notaserrors", "Error")]
    [DataRow("profile=basic aserrors", "")]
    [DataRow("profile=basic treat", "")]
    [DataRow("profile=strict suppress", "")]
    [DataRow("editorconfig=none aserrors", "")]
    [DataRow("editorconfig=suggestion aserrors", "Info")]
    [DataRow("editorconfig=warning nowarn", "")]
    [DataRow("editorconfig=warning aserrors", "Error")]
    [DataRow("editorconfig=warning treat", "Error")]
    [DataRow("editorconfig=error notaserrors", "Error")]
    [DataRow("editorconfig=error suppress", "")]
    [DataRow("nowarn notaserrors", "")]
    [DataRow("nowarn aserrors", "")]
    [DataRow("nowarn treat", "")]
    [DataRow("nowarn suppress", "")]
    [DataRow("notaserrors aserrors", "Warning")]
    [DataRow("notaserrors treat", "Warning")]
    [DataRow("notaserrors suppress", "")]
    [DataRow("aserrors treat", "Error")]
    [DataRow("aserrors suppress", "")]
    [DataRow("treat suppress", "")]
    [DataRow("profile=strict baseline", "")]
    [DataRow("editorconfig=error baseline", "")]
    [DataRow("nowarn baseline", "")]
    [DataRow("notaserrors baseline", "")]
    [DataRow("aserrors baseline", "")]
    [DataRow("treat baseline", "")]
    [DataRow("suppress baseline", "")]
    public void Of_two_settings_the_documented_one_decides(string settings, string expected)
    {
        string[] words = settings.Split(' ');
        string[] code = ["OSC1391"];
        string? Value(string name) => words.FirstOrDefault(w => w.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
        var checks = new CheckFacts
        {
            Profile = Value("profile") ?? "recommended",
            NoWarn = words.Contains("nowarn") ? [.. code] : [],
            WarningsNotAsErrors = words.Contains("notaserrors") ? [.. code] : [],
            WarningsAsErrors = words.Contains("aserrors") ? [.. code] : [],
            TreatWarningsAsErrors = words.Contains("treat"),
            Suppressions = words.Contains("suppress") ? [new SuppressionFact("OSC1391", null, "Known.", null)] : [],
        };
        Report report = Judge(Value("editorconfig"), checks);
        if (words.Contains("baseline"))
        {
            report = new Baseline([new("OSC1391", "thing:a")]).ApplyTo(report, new SeveritySettings(), null);
        }

        Assert.AreEqual(expected.Length == 0 ? "" : expected + " OSC1391 thing:a", string.Join('\n', Run.Lines(report).Split('\n').Where(l => !l.Contains("OSC00", StringComparison.Ordinal))));
    }

    [TestMethod]
    public void A_suppression_silences_even_an_error() =>
        Expect("", "error", new CheckFacts { Suppressions = [new SuppressionFact("OSC1391", null, "Known.", null)] });

    [TestMethod]
    public void A_severity_that_does_not_exist_is_a_warning_with_its_line()
    {
        Report report = Judge("fatal");

        Assert.AreEqual("Warning OSC1391 thing:a\nWarning OSC0061", Run.Lines(report));
        Assert.AreEqual("/src/.editorconfig(2,1)", report.Diagnostics[0].Place?.ToString());
        StringAssert.Contains(report.Diagnostics[0].Message, "'fatal'");
    }

    [TestMethod]
    public void A_severity_for_a_rule_that_does_not_exist_is_a_warning_with_its_line()
    {
        Report report = Run.Of(new AlwaysViolated(), SeveritySettingsReader.Read(DefaultPublication.Project(), [new EditorConfigFile("/.editorconfig", "[*]\ndotnet_diagnostic.OSC1399.severity = none")]));

        Assert.AreEqual("OSC0061 /.editorconfig(2,1)", $"{report.Diagnostics[0].Code} {report.Diagnostics[0].Place}");
    }

    [TestMethod]
    public void The_tools_own_warnings_follow_the_settings_too()
    {
        SuppressionFact[] bad = [new("OSC1391", null, null, null)];
        Assert.AreEqual("Error OSC0003", Run.Lines(Run.Of(new AlwaysViolated(), new SeveritySettings { TreatWarningsAsErrors = true }, [.. bad])));
        Assert.AreEqual("", Run.Lines(Run.Of(new AlwaysViolated(), new SeveritySettings { NoWarn = ["OSC0003"] }, [.. bad])));
        Assert.AreEqual("", Run.Lines(Run.Of(new AlwaysViolated(), SeveritySettingsReader.Read(DefaultPublication.Project(), [new EditorConfigFile("/.editorconfig", "[*]\ndotnet_diagnostic.OSC0003.severity = none")]), [.. bad])));
    }

    [TestMethod]
    public void A_broken_rule_cannot_be_silenced() =>
        Assert.AreEqual("Error OSC0060", Run.Lines(Run.Of(new Throwing(), new SeveritySettings { NoWarn = ["OSC0060", "OSC0592"] })));

    [TestMethod]
    public void A_profile_that_does_not_exist_is_a_failure_with_its_place()
    {
        OpenShiftException e = Assert.ThrowsExactly<OpenShiftException>(() => SeveritySettingsReader.Read(
            DefaultPublication.Project() with { Checks = new CheckFacts { Profile = "lenient" } }, []));

        Assert.AreEqual(ToolCodes.InvalidProperty, e.Code);
        Assert.AreEqual("/src/WebApi/WebApi.csproj", e.Place?.ToString());
    }

    private static void Expect(string expected, string? editorConfig = null, CheckFacts? checks = null, Severity? limit = null, Origin origin = Origin.App) =>
        Assert.AreEqual(expected, Run.Lines(Judge(editorConfig, checks, limit, origin)));

    private static Report Judge(string? editorConfig = null, CheckFacts? checks = null, Severity? limit = null, Origin origin = Origin.App)
    {
        ProjectFacts project = DefaultPublication.Project() with { Checks = checks ?? new CheckFacts() };
        EditorConfigFile[] files = editorConfig is null ? [] : [new EditorConfigFile("/src/.editorconfig", $"[*.csproj]\ndotnet_diagnostic.OSC1391.severity = {editorConfig}\n")];
        return Run.Of(new AlwaysViolated(Run.Seen(origin: origin) with { AtMost = limit }), SeveritySettingsReader.Read(project, files), project.Checks.Suppressions);
    }
}
