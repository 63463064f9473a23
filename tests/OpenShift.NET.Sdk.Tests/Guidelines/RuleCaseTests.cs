using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Runs;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Guidelines;

[TestClass]
public sealed class RuleCaseTests
{
    public static IEnumerable<object[]> CaseFiles => CaseRuns.Files.Select(f => new object[] { f });

    public static IEnumerable<object[]> RuleIds => RuleCatalog.All.Rules.Select(r => new object[] { r.Description.Id });

    [TestMethod]
    [DynamicData(nameof(CaseFiles))]
    public void A_case_has_exactly_the_diagnostics_it_expects(string file)
    {
        string[] parts = file.Split('/');
        Assert.IsTrue(parts is [_, _, "cases", _], $"{file}: cases live in Gnn_Name/OSCnnnn_RuleClass/cases/.");
        bool fires = parts[3].StartsWith("fires-", StringComparison.Ordinal);
        Assert.IsTrue(fires || parts[3].StartsWith("quiet-", StringComparison.Ordinal), $"{file}: a case is named fires-*.yaml or quiet-*.yaml.");
        Assert.IsTrue(RuleCatalog.All.TryGet(parts[1].Split('_')[0], out CatalogedRule? rule), $"{file}: there is no such rule.");

        RuleCase ruleCase = RuleCase.Parse(File.ReadAllText(Path.Combine(Repository.Guidelines, file)));
        if (fires)
        {
            Assert.AreNotEqual(0, ruleCase.Expect.Length, $"{file}: a fires case expects at least one line.");
        }
        else
        {
            Assert.IsTrue(ruleCase.Expect.All(l => l.StartsWith("could-not-tell ", StringComparison.Ordinal)), $"{file}: a quiet case expects no error, warning or info.");
        }

        Report report = Run(rule, ruleCase.Build(), ruleCase.Profile, ruleCase.Severity);
        Assert.AreEqual(string.Join('\n', ruleCase.Expect), string.Join('\n', CaseRuns.Lines(report)), file);
        if (!ruleCase.Places.IsEmpty)
        {
            string places = string.Join('\n', report.Findings.Where(f => f.IsShown).Select(f => FormattableString.Invariant($"{f.Where.Source?.File}:{f.Where.Source?.Line}:{f.Where.Source?.Column}")));
            Assert.AreEqual(string.Join('\n', ruleCase.Places), places, file);
        }

        Assert.AreEqual(ruleCase.NotApplicable, report.Rules[0].Status == RuleStatus.NotApplicable, $"{file}: the rule's status is {report.Rules[0].Status}. {report.Rules[0].Reason}");
    }

    [TestMethod]
    [DynamicData(nameof(RuleIds))]
    public void Every_rule_is_quiet_on_the_default_publication_in_every_profile(string id)
    {
        Assert.IsTrue(RuleCatalog.All.TryGet(id, out CatalogedRule? rule));
        foreach (Profile profile in Enum.GetValues<Profile>())
        {
            Assert.AreEqual("", string.Join('\n', CaseRuns.Lines(Run(rule, RuleCase.Parse("").Build(), profile))), $"{id} in {profile}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(RuleIds))]
    public void Every_rule_is_quiet_on_the_default_run_in_every_profile(string id)
    {
        Assert.IsTrue(RuleCatalog.All.TryGet(id, out CatalogedRule? rule));
        foreach (Profile profile in Enum.GetValues<Profile>())
        {
            Assert.AreEqual("", string.Join('\n', CaseRuns.Lines(Run(rule, RuleCase.Parse("run: {}").Build(), profile))), $"{id} in {profile}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(RuleIds))]
    public void Every_rule_survives_facts_of_a_run_that_say_nothing(string id)
    {
        Assert.IsTrue(RuleCatalog.All.TryGet(id, out CatalogedRule? rule));
        Publication like = RuleCase.Parse("").Build();
        foreach (RunFacts facts in (RunFacts[])[new(), new() { Runs = [new()] }, new() { Workload = "/", DeclaredPorts = [0, -1], Runs = [new() { Exit = new(-1, -1), Probes = [new()], Processes = [new(1, 1, "", ""), new(2, 3, "", ""), new(3, 2, "", "")], Log = [new(-1, true, "")], Memory = new(-1, -1, false, []), Sockets = [new("", 0)], Written = [new("", 0, FileChange.Created, false, true)], Denied = [new("", "", 0)], Unreachable = [new("", null, 0)] }, new() { Purpose = RunPurpose.WithoutSetting, Setting = "" }] }])
        {
            var publication = new Publication { Project = like.Project, Manifest = like.Manifest, Config = like.Config, Base = like.Base, Files = like.Files, Manifests = like.Manifests, Run = facts };

            Assert.AreNotEqual(RuleStatus.Broken, Run(rule, publication, Profile.Strict).Rules[0].Status, id);
        }
    }

    [TestMethod]
    [DynamicData(nameof(RuleIds))]
    public void Every_rule_survives_an_image_without_project_base_files_and_settings(string id)
    {
        Assert.IsTrue(RuleCatalog.All.TryGet(id, out CatalogedRule? rule));
        RuleCase bare = RuleCase.Parse("""
            noProject: true
            base: none
            layers: []
            manifests: none
            config: { User: null, ExposedPorts: null, Env: null, Entrypoint: null, WorkingDir: null, Labels: null }
            """);
        Report report = Run(rule, bare.Build(), Profile.Strict);
        Assert.AreNotEqual(RuleStatus.Broken, report.Rules[0].Status, string.Join('\n', CaseRuns.Lines(report)));
    }

    [TestMethod]
    public void Every_rule_on_manifests_survives_manifests_of_any_shape()
    {
        var catalog = new RuleCatalog(RuleCatalog.All.Rules.Select(r => r.Rule).Where(r => r is ManifestRule || r.GetType().Namespace!.Contains("G14_", StringComparison.Ordinal) || r.GetType().Namespace!.Contains("G21_", StringComparison.Ordinal)));
        Publication like = RuleCase.Parse("").Build();
        foreach (string manifests in StrangeManifests.All)
        {
            var publication = new Publication { Project = like.Project, Manifest = like.Manifest, Config = like.Config, Base = like.Base, Files = like.Files, Manifests = StrangeManifests.Read(manifests) };

            Report report = new RuleEngine(catalog).Run(publication, new SeveritySettings { Profile = Profile.Strict }, [], new DateOnly(2026, 1, 15), CancellationToken.None);

            Assert.AreEqual("", string.Join(' ', report.Rules.Where(r => r.Status == RuleStatus.Broken).Select(r => r.RuleId)), manifests);
        }
    }

    [TestMethod]
    [DynamicData(nameof(RuleIds))]
    public void Every_rule_has_its_folder_its_page_and_cases_of_both_kinds(string id)
    {
        Assert.IsTrue(RuleCatalog.All.TryGet(id, out CatalogedRule? rule));
        RuleDescription description = rule.Description;
        string folder = Path.Combine(Repository.Guidelines, RuleDescription.GuidelineFolder(description.Guideline), $"{id}_{description.Name}");
        Assert.IsTrue(Directory.Exists(folder), folder);
        Assert.AreEqual(
            $"OpenShift.NET.Sdk.Guidelines.{RuleDescription.GuidelineFolder(description.Guideline)}.{id}_{description.Name}",
            rule.Rule.GetType().Namespace);
        Assert.IsTrue(File.Exists(Path.Combine(folder, description.Name + ".cs")), $"{description.Name}.cs");
        Assert.IsTrue(File.Exists(Path.Combine(Repository.Guidelines, description.Page)), description.Page);
        Assert.IsTrue(Directory.EnumerateFiles(Path.Combine(folder, "cases"), "fires-*.yaml").Any(), "fires-*.yaml");
        Assert.IsTrue(Directory.EnumerateFiles(Path.Combine(folder, "cases"), "quiet-*.yaml").Any(), "quiet-*.yaml");
    }

    private static Report Run(CatalogedRule rule, Publication publication, Profile profile, Severity? severity = null) =>
        new RuleEngine(new RuleCatalog([rule.Rule])).Run(
            publication,
            new SeveritySettings
            {
                Profile = profile,
                Overrides = severity is null ? new Dictionary<string, SeverityOverride>() : new Dictionary<string, SeverityOverride> { [rule.Description.Id] = new(severity, new SourceLocation(".editorconfig", 1)) },
            },
            publication.Project?.Checks.Suppressions ?? [],
            DefaultPublication.Today,
            CancellationToken.None);
}
