using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Baselines;
using OpenShift.NET.Sdk.Guidelines.Sarif;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Stages;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Runs;
using OpenShift.NET.Sdk.Tests.Images;
using OpenShift.NET.Sdk.Tests.Publishing.Proving.Scripted;

namespace OpenShift.NET.Sdk.Tests.Publishing.Stages;

/// <summary>The stage Prove over a stage folder as the other stages leave it.</summary>
[TestClass]
public sealed class ProveStageTests : IDisposable
{
    private static readonly Script s_withSshServer = new() { Processes = static (_, _) => [new ContainerProcess(1, 0, "dotnet", "dotnet Web.Api.dll"), new ContainerProcess(7, 1, "sshd", "/usr/sbin/sshd -D")] };
    private readonly TemporaryFolder _folder = new();
    private readonly StageFolder _stages;
    private readonly Dictionary<string, string> _variables = [];

    public ProveStageTests() => _stages = new StageFolder(_folder["obj"]);

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task A_proof_is_kept_until_what_it_depends_on_changes()
    {
        ProjectFacts facts = await FactsAsync(ProveWhen.WhenPossible);
        var engine = new ScriptedEngine(new Script());
        await CheckAsync(facts);
        ProveResult first = (await ProveAsync(facts, engine))!;
        Assert.IsTrue(first is { WasRun: true, Reused: false });
        Assert.StartsWith("Proved: started as 1000660000:0", first.Line);
        Assert.IsNotNull(RunJson.TryRead(File.ReadAllBytes(_stages.Run)));
        if (!OperatingSystem.IsWindows())
        {
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_stages.Run));
        }

        // Check takes it in without Prove.
        CheckResult checkedWithIt = await CheckAsync(facts);
        Assert.AreEqual(first.Summary, checkedWithIt.Summary);
        ProveResult second = (await ProveAsync(facts, engine))!;
        Assert.IsTrue(second is { WasRun: true, Reused: true, Summary: null });
        Assert.AreEqual(first.Line, second.Line);
        Assert.HasCount(1, engine.Started);

        // Severities are no matter of a run, settings are.
        Assert.IsTrue((await ProveAsync(facts with { Checks = facts.Checks with { Profile = "strict" } }, engine))!.Reused);
        Assert.IsFalse((await ProveAsync(facts with { Prove = facts.Prove with { Settings = [new NamedValue("A", "1")] } }, engine))!.Reused);
        File.AppendAllText(_stages.Run, " ");
        Assert.IsFalse((await ProveAsync(facts, engine))!.Reused, "the file is another");
        Assert.IsNull(await ProveAsync(facts with { Prove = new ProveFacts() }, engine));
    }

    [TestMethod]
    public async Task A_value_of_the_builds_environment_is_part_of_what_a_proof_depends_on_and_nowhere_to_be_read()
    {
        ProjectFacts facts = await FactsAsync(ProveWhen.WhenPossible);
        facts = facts with { Manifests = facts.Manifests with { Settings = [new SettingFact { Name = "SHOP__KEY", Kind = SettingKind.Secret, Required = true, Source = "OpenShiftSetting" }] } };
        await new ManifestStage().RunAsync(facts, _stages, CancellationToken.None);
        var engine = new ScriptedEngine(new Script { Demands = ["SHOP__KEY"], In = static (s, script) => script with { Log = [$"key is {s.Environment.GetValueOrDefault("SHOP__KEY")}"] } });
        await CheckAsync(facts);
        ProveResult without = (await ProveAsync(facts, engine))!;
        Assert.Contains("without SHOP__KEY, which an OpenShiftProveSetting can give", without.Line);

        _variables["SHOP__KEY"] = "k3y-of-the-build";
        ProveResult with = (await ProveAsync(facts, engine))!;
        Assert.IsFalse(with.Reused);
        Assert.StartsWith("Proved: ", with.Line);
        RunFacts run = RunJson.TryRead(File.ReadAllBytes(_stages.Run))!;
        Assert.AreEqual("key is ***", run.Runs[0].Log[0].Text);
        Assert.AreEqual("SHOP__KEY", run.Runs[1].Setting);
        foreach (string file in Directory.EnumerateFiles(_stages.Path, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("k3y-of-the-build", File.ReadAllText(file), file);
        }

        Assert.IsTrue((await ProveAsync(facts, engine))!.Reused);
        _variables["SHOP__KEY"] = "another";
        Assert.IsFalse((await ProveAsync(facts, engine))!.Reused);
    }

    [TestMethod]
    public async Task An_image_of_a_service_on_disk_that_is_built_anew_makes_a_new_proof()
    {
        ProjectFacts facts = await FactsAsync(ProveWhen.WhenPossible);
        await OciLayout.WriteAsync(BaseImages.Create(), _folder["db"], [], CancellationToken.None);
        facts = facts with { Prove = facts.Prove with { Services = [new ProveService("db", "oci:" + _folder["db"], 8080)] } };
        // The script listens on the application's own port, which the sandbox cannot give to two.
        var engine = new ScriptedEngine(new Script()) { Kind = ProofEngine.Podman };
        await CheckAsync(facts);
        Assert.IsFalse((await ProveAsync(facts, engine))!.Reused);
        Assert.IsTrue((await ProveAsync(facts, engine))!.Reused);

        string index = Path.Combine(_folder["db"], "index.json");
        File.SetLastWriteTimeUtc(index, File.GetLastWriteTimeUtc(index).AddSeconds(1));
        Assert.IsFalse((await ProveAsync(facts, engine))!.Reused, "written later");
        File.AppendAllText(index, "\n");
        File.SetLastWriteTimeUtc(index, File.GetLastWriteTimeUtc(index).AddSeconds(1));
        Assert.IsFalse((await ProveAsync(facts, engine))!.Reused, "longer");
        Assert.IsTrue((await ProveAsync(facts, engine))!.Reused);
    }

    [TestMethod]
    [DataRow("oci-archive:")]
    [DataRow("docker-archive:")]
    public async Task The_archive_of_a_service_is_part_of_what_a_proof_depends_on(string transport)
    {
        ProjectFacts facts = await FactsAsync(ProveWhen.WhenPossible);
        string archive = _folder.Write("db.tar", "one");
        AssemblyStamp image = AssemblyStamp.TryRead(_stages)!;
        string Fingerprint(string reference) => new ProofSubject(facts with { Prove = facts.Prove with { Services = [new ProveService("db", reference, 5432)] } }, image, "", new Variables([])).FingerprintWith([]);
        string before = Fingerprint(transport + archive);
        Assert.AreEqual(before, Fingerprint(transport + archive));
        File.SetLastWriteTimeUtc(archive, File.GetLastWriteTimeUtc(archive).AddSeconds(1));
        string touched = Fingerprint(transport + archive);
        Assert.AreNotEqual(before, touched);
        string tagged = Fingerprint(transport + archive + ":17");
        DateTime time = File.GetLastWriteTimeUtc(archive);
        File.WriteAllText(archive, "longer");
        File.SetLastWriteTimeUtc(archive, time);
        Assert.AreNotEqual(touched, Fingerprint(transport + archive));
        Assert.AreNotEqual(tagged, Fingerprint(transport + archive + ":17"));
        File.Delete(archive);
        Assert.AreNotEqual(touched, Fingerprint(transport + archive), "gone, which is for the run to tell");
    }

    [TestMethod]
    public async Task A_machine_that_cannot_is_told_once_or_stops_the_publish_as_the_project_asks()
    {
        ProjectFacts facts = await FactsAsync(ProveWhen.WhenPossible);
        var engine = new ScriptedEngine(new Script()) { Problem = "unprivileged user namespaces are not allowed" };
        await CheckAsync(facts);
        ProveResult result = (await ProveAsync(facts, engine))!;
        Assert.IsFalse(result.WasRun);
        Assert.AreEqual("Not proved: sandbox: unprivileged user namespaces are not allowed", result.Line);
        Assert.AreEqual("sandbox: unprivileged user namespaces are not allowed", RunJson.TryRead(File.ReadAllBytes(_stages.Run))!.NotRun);
        result = (await ProveAsync(facts, engine))!;
        Assert.IsTrue(result is { Reused: false, Summary: null }, "tried again, reported no second time");

        OpenShiftException failure = await Failures.ExpectAsync(ToolCodes.ProofNotPossible, () => ProveAsync(facts with { Prove = facts.Prove with { When = ProveWhen.Always } }, engine));
        Assert.Contains("sandbox: unprivileged user namespaces are not allowed", failure.Seen);
        Assert.Contains("bubblewrap", failure.Remedy);
        Assert.Contains("podman", failure.Remedy);
        failure = await Failures.ExpectAsync(ToolCodes.ProofNotPossible, () => ProveAsync(facts with { Prove = facts.Prove with { When = ProveWhen.Always, Engine = "Docker" } }, engine));
        Assert.Contains("docker is no way", failure.Seen);

        // A machine that can makes up for it.
        Assert.IsTrue((await ProveAsync(facts, new ScriptedEngine(new Script())))!.WasRun);
    }

    [TestMethod]
    public async Task A_suppression_of_what_only_a_run_shows_is_called_unused_by_a_run_alone()
    {
        ProjectFacts facts = await FactsAsync(ProveWhen.WhenPossible);
        facts = facts with { Checks = facts.Checks with { Suppressions = [new SuppressionFact("OSC1031", "run:process:sshd", "Debugged over it.", null), new SuppressionFact("OSC0409", null, "Legacy.", null)] } };
        Assert.AreEqual("", Unused((await CheckAsync(facts)).Messages), "No run was made.");
        Assert.AreEqual("", Unused((await ProveAsync(facts, new ScriptedEngine(new Script()) { Problem = "no namespaces" }))!.Messages), "None could be made.");
        Assert.AreEqual("", Unused((await ProveAsync(facts, new ScriptedEngine(s_withSshServer with { Ends = (TimeSpan.FromMilliseconds(80), 1) })))!.Messages), "What does not come up is not sent SIGTERM.");

        ProveResult proved = (await ProveAsync(Anew(facts), new ScriptedEngine(s_withSshServer)))!;
        Assert.DoesNotContain("OSC1031", Codes(proved.Messages));
        Assert.AreEqual("OpenShiftSuppress 'OSC0409' silences nothing. Remove it.", Unused(proved.Messages));
    }

    [TestMethod]
    public async Task A_baseline_holds_for_what_a_run_shows_too()
    {
        const string OfTheRun = "OSC1031 run:process:sshd";
        ProjectFacts facts = await FactsAsync(ProveWhen.WhenPossible);
        facts = facts with { Checks = facts.Checks with { BaselineFile = _folder["baseline.sarif"], TreatWarningsAsErrors = true } };
        await CheckAsync(facts);
        Assert.Contains("OSC1031", Errors((await ProveAsync(facts, new ScriptedEngine(s_withSshServer)))!.Messages), "Without a baseline it stops the publish.");

        // Written with a proof that was kept, and with one that is made in the same publish.
        Assert.IsEmpty(Errors((await CheckAsync(Updating(facts))).Messages));
        Assert.Contains(OfTheRun, Baseline());
        Assert.IsTrue((await ProveAsync(Updating(facts), new ScriptedEngine(s_withSshServer)))!.Reused);
        File.Delete(facts.Checks.BaselineFile!);
        facts = Anew(facts);
        Assert.Contains("OSC0007", Codes((await CheckAsync(Updating(facts))).Messages));
        Assert.DoesNotContain(OfTheRun, Baseline());
        ProveResult updated = (await ProveAsync(Updating(facts), new ScriptedEngine(s_withSshServer)))!;
        Assert.IsEmpty(Errors(updated.Messages));
        Assert.DoesNotContain("OSC0007", Codes(updated.Messages), "It was said when the image was checked.");
        Assert.Contains("in the baseline", updated.Summary!);
        Assert.Contains(OfTheRun, Baseline());

        // Nothing is said to be mended that nobody has looked at, neither before the run nor of an application that does not come up; what is new stops the publish, what was there does not.
        facts = Anew(facts);
        Assert.DoesNotContain(OfTheRun, Fixed((await CheckAsync(facts)).Messages));
        Script withCode = s_withSshServer with { Terminates = (TimeSpan.FromMilliseconds(20), 3) };
        Assert.AreEqual("OSC0409", string.Join(' ', Errors((await ProveAsync(facts, new ScriptedEngine(withCode)))!.Messages)));
        await CheckAsync(Updating(facts));
        Assert.Contains("OSC0409 run:exit", Baseline());
        facts = Anew(facts);
        await CheckAsync(facts);
        ProveResult down = (await ProveAsync(facts, new ScriptedEngine(new Script { Ends = (TimeSpan.FromMilliseconds(80), 1) })))!;
        Assert.Contains("OSC2202", Errors(down.Messages));
        Assert.DoesNotContain("OSC0409", Fixed(down.Messages));

        // An update without a run forgets nothing of it.
        facts = Anew(facts);
        await CheckAsync(Updating(facts));
        Assert.Contains(OfTheRun, Baseline());
        Assert.Contains("OSC0409 run:exit", Baseline());
        ProveResult mended = (await ProveAsync(facts, new ScriptedEngine(new Script())))!;
        Assert.Contains(OfTheRun, Fixed(mended.Messages));
        Assert.Contains("OSC0409 run:exit", Fixed(mended.Messages));
        await CheckAsync(Updating(facts));
        Assert.DoesNotContain("run:", Baseline());

        string Baseline() => string.Join(", ", BaselineFile.Read(File.ReadAllBytes(facts.Checks.BaselineFile!), "").Entries);
    }

    [TestMethod]
    public void Another_platform_runs_where_the_kernel_has_an_interpreter_for_it()
    {
        var amd64 = new Platform("linux", "amd64");
        Assert.IsNull(MachinePlatform.WhyNot(amd64, amd64, _folder["none"]));
        Assert.IsNull(MachinePlatform.WhyNot(new Platform("linux", "386"), amd64, _folder["none"]));
        Assert.Contains("the image is for linux/arm64, this machine is linux/amd64", MachinePlatform.WhyNot(new Platform("linux", "arm64"), amd64, _folder["none"])!);
        _folder.Write("binfmt/qemu-aarch64", "enabled\ninterpreter /usr/bin/qemu-aarch64-static\nflags: F\n");
        _folder.Write("binfmt/qemu-s390x", "enabled\ninterpreter /usr/bin/qemu-s390x-static\nflags: \n");
        Assert.IsNull(MachinePlatform.WhyNot(new Platform("linux", "arm64"), amd64, _folder["binfmt"]));
        Assert.IsNotNull(MachinePlatform.WhyNot(new Platform("linux", "s390x"), amd64, _folder["binfmt"]), "not found in another root file system");
        Assert.IsNotNull(MachinePlatform.WhyNot(new Platform("windows", "amd64"), amd64, _folder["binfmt"]));
    }

    private async Task<ProjectFacts> FactsAsync(ProveWhen when)
    {
        await OciLayout.WriteAsync(BaseImages.Create(), _folder["base"], [], CancellationToken.None);
        ProjectFacts facts = Sdk.Tests.Images.Projects.Web(Sdk.Tests.Images.Projects.File(_folder, "Web.Api.dll"));
        facts = facts with
        {
            Image = facts.Image with { BaseImageArchive = _folder["base"], BaseImageIsExplicit = true, CacheDirectory = _folder["cache"] },
            Destination = facts.Destination with { Tags = ["1.4.2"] },
            Prove = new ProveFacts { When = when, TimeoutSeconds = 2 },
        };
        await new AssembleStage(new Variables([])).RunAsync(facts, _stages, CancellationToken.None);
        return facts;
    }

    // A further setting of the run alone makes a proof of its own.
    private static ProjectFacts Anew(ProjectFacts facts) => facts with { Prove = facts.Prove with { Settings = [.. facts.Prove.Settings, new NamedValue("RUN_" + facts.Prove.Settings.Length, "1")] } };

    private static ProjectFacts Updating(ProjectFacts facts) => facts with { Checks = facts.Checks with { BaselineUpdate = true } };

    private static string[] Codes(IEnumerable<CheckMessage> messages) => [.. messages.Select(static m => m.Code).Distinct()];

    private static string[] Errors(IEnumerable<CheckMessage> messages) => Codes(messages.Where(static m => m.Severity == Severity.Error));

    private static string Unused(IEnumerable<CheckMessage> messages) => string.Join('\n', messages.Where(static m => m.Code == ToolCodes.SuppressionUnused).Select(static m => m.Text));

    private static string Fixed(IEnumerable<CheckMessage> messages) => string.Join('\n', messages.Where(static m => m.Code == ToolCodes.BaselineFixed).Select(static m => m.Text));

    private CheckStage Check() => new(new SarifOptions { ToolVersion = "1.0.0" }, new DateOnly(2026, 1, 1)) { Environment = new Variables(_variables) };

    private Task<CheckResult> CheckAsync(ProjectFacts facts) => Check().RunAsync(facts, _stages, CancellationToken.None);

    private Task<ProveResult?> ProveAsync(ProjectFacts facts, ScriptedEngine engine) => new ProveStage(new Variables(_variables), Check()) { Engines = [engine] }.RunAsync(facts, _stages, CancellationToken.None);

    private sealed class Variables(Dictionary<string, string> variables) : IEnvironment
    {
        public string HomeFolder => "";

        public string? Variable(string name) => variables.GetValueOrDefault(name);
    }
}
