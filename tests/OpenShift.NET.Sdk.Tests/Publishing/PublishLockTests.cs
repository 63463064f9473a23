using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.Sessions;
using OpenShift.NET.Sdk.Publishing.Stages;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Publishing;

/// <summary>Publishes of one project at the same time.</summary>
[TestClass]
public sealed class PublishLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void One_publish_of_a_project_runs_and_the_next_begins_when_it_ends()
    {
        using var first = new PublishSession(new SessionOptions("1.0", "/none"));
        using var second = new PublishSession(new SessionOptions("1.0", "/none"));
        Assert.IsFalse(Begin(first));
        Assert.IsTrue(Begin(second));
        Assert.IsTrue(Begin(first, owner: "b"), "Another publish of the project in the same build is another publish.");
        Assert.IsFalse(Begin(first), "The same one has it already.");
        End(first, owner: "b");
        Assert.IsTrue(Begin(second), "Only its owner gives it back.");
        Assert.IsFalse(Begin(second, "Other.csproj.openshift.lock"), "Another project has its own.");
        End(first);
        Assert.IsFalse(Begin(second));
        End(first);
        Assert.IsTrue(Begin(first), "Only the one who has a lock gives it back.");
    }

    [TestMethod]
    public void A_publish_that_is_begun_while_this_very_build_copies_does_not_wait_for_itself()
    {
        using var first = new PublishSession(new SessionOptions("1.0", "/none"));
        using var second = new PublishSession(new SessionOptions("1.0", "/none"));
        Assert.IsFalse(Begin(first, owner: "outer", copies: true));
        Assert.IsFalse(Begin(first, owner: "inner", copies: true));
        End(first, owner: "inner");
        Assert.IsTrue(Begin(second, copies: true), "The outer one copies on.");
        Assert.IsFalse(Begin(first, owner: "inner"), "The outer one has failed, the inner one is its repetition.");
        Assert.IsTrue(Begin(first, owner: "third", copies: true), "Stages run now.");
        End(first, owner: "inner");
        End(first, owner: "outer");
        Assert.IsFalse(Begin(second, copies: true));
    }

    [TestMethod]
    public void Who_waits_gives_up_when_the_other_one_shows_nothing_not_when_it_takes_long()
    {
        const long Minute = 60_000;
        using var session = new PublishSession(new SessionOptions("1.0", "/none"));
        Assert.IsFalse(Begin(session));
        string file = _folder["obj/Shop.csproj.openshift.lock"];
        DateTime then = DateTime.UtcNow.AddHours(-1);
        File.SetLastWriteTimeUtc(file, then);
        var patience = new PublishPatience(file, 0);
        Assert.IsFalse(patience.IsOver(9 * Minute));
        Describe(session, _folder["obj/openshift/facts.json"], "registry.example.com", new Kept());
        SpinWait.SpinUntil(() => File.GetLastWriteTimeUtc(file) != then, TimeSpan.FromSeconds(10));
        Assert.IsFalse(patience.IsOver(12 * Minute), "It has worked.");
        Assert.IsFalse(patience.IsOver(21 * Minute));
        Assert.IsTrue(patience.IsOver(23 * Minute));
    }

    [TestMethod]
    public void A_lock_of_a_solution_shows_life_while_it_is_held_also_when_no_stage_runs()
    {
        foreach (bool keeps in (bool[])[true, false])
        {
            using var session = new PublishSession(new SessionOptions("1.0", "/none")) { SignOfLife = TimeSpan.FromMilliseconds(20) };
            Assert.IsFalse(Begin(session, keeps: keeps));
            string file = _folder["obj/Shop.csproj.openshift.lock"];
            DateTime then = DateTime.UtcNow.AddHours(-1);
            File.SetLastWriteTimeUtc(file, then);
            then = File.GetLastWriteTimeUtc(file);
            Assert.AreEqual(keeps, SpinWait.SpinUntil(() => File.GetLastWriteTimeUtc(file) != then, keeps ? TimeSpan.FromSeconds(30) : TimeSpan.FromSeconds(0.3)));
            End(session);
        }
    }

    [TestMethod]
    public void Who_waits_can_say_for_whom_and_what_a_killed_publish_left_says_nothing_any_more()
    {
        string file = _folder["obj/Shop.csproj.openshift.lock"];
        _folder.Write("obj/Shop.csproj.openshift.lock.holder", "process 1 of a publish that was killed");
        using var session = new PublishSession(new SessionOptions("1.0", "/none"));
        Assert.IsFalse(Begin(session));
        string holder = PublishHolder.Read(file)!;
        Assert.MatchesRegex($@"^process 4711 on {System.Text.RegularExpressions.Regex.Escape(Environment.MachineName)}, since \d\d:\d\d:\d\d UTC$", holder);
        End(session);
        Assert.IsNull(PublishHolder.Read(file));
        _folder.Write("obj/Shop.csproj.openshift.lock.holder", new string('x', 100_000));
        Assert.AreEqual(200, PublishHolder.Read(file)!.Length, "It is data from outside.");
    }

    [TestMethod]
    public void A_publish_that_failed_gives_its_lock_back_with_its_build()
    {
        using var second = new PublishSession(new SessionOptions("1.0", "/none"));
        using (var first = new PublishSession(new SessionOptions("1.0", "/none")))
        {
            Assert.IsFalse(Begin(first));
        }

        Assert.IsFalse(Begin(second));
    }

    [TestMethod]
    public void A_lock_that_cannot_be_made_is_told()
    {
        _folder.Write("obj", "a file where a folder belongs");
        using var session = new PublishSession(new SessionOptions("1.0", "/none"));
        var log = new Kept();
        _ = session.Run(new StageRequest { Stage = Stage.Begin, Facts = [], LockFile = _folder["obj/Shop.csproj.openshift.lock"] }, log, CancellationToken.None);
        Assert.StartsWith($"Error {ToolCodes.OutputNotWritable} ", log.Lines[0]);
    }

    [TestMethod]
    public void Facts_that_another_publish_has_written_meanwhile_are_not_believed()
    {
        string facts = _folder["obj/openshift/facts.json"];
        using var first = new PublishSession(new SessionOptions("1.0", "/none"));
        using var second = new PublishSession(new SessionOptions("1.0", "/none"));
        var log = new Kept();
        Describe(first, facts, "registry.example.com", log);
        Describe(second, facts, "other.example.com", log);
        Assert.IsFalse(log.Lines.Any(static l => l.StartsWith("Error", StringComparison.Ordinal)), string.Join('\n', log.Lines));
        foreach (Stage stage in (Stage[])[Stage.Assemble, Stage.Manifests, Stage.Check, Stage.Deliver])
        {
            log.Lines.Clear();
            _ = first.Run(new StageRequest { Stage = stage, Facts = [facts] }, log, CancellationToken.None);
            Assert.StartsWith($"Error {ToolCodes.AnotherPublish} ", log.Lines[0], stage.ToString());
        }
    }

    [TestMethod]
    public void A_program_of_another_version_is_not_published()
    {
        string program = typeof(PublishLockTests).Assembly.Location;
        string version = PublishedVersion.Read(program)!;
        Assert.AreEqual(typeof(PublishLockTests).Assembly.GetCustomAttributes(typeof(System.Reflection.AssemblyInformationalVersionAttribute), false).Cast<System.Reflection.AssemblyInformationalVersionAttribute>().Single().InformationalVersion, version);

        ProjectFacts facts = Sdk.Tests.Images.Projects.Web();
        facts = facts with { Files = [new PublishFile { Path = facts.Identity.AssemblyName + ".dll", Source = program }] };
        PublishedVersion.Require(facts, "");
        PublishedVersion.Require(facts, version.Split('+')[0] + "+another-commit");
        OpenShiftException failure = Failures.Expect(ToolCodes.AnotherVersion, () => PublishedVersion.Require(facts, "99.1.0"));
        Assert.Contains("99.1.0", failure.Seen);

        PublishedVersion.Require(facts with { Files = [facts.Files[0] with { Source = _folder.Write("Shop.dll", "no assembly") }] }, "99.1.0");
        PublishedVersion.Require(facts with { Files = [] }, "99.1.0");
    }

    private static void Describe(PublishSession session, string facts, string registry, Kept log)
    {
        string folder = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(facts)!)!)!;
        File.WriteAllText(Path.Combine(folder, "Shop.csproj"), "<Project />");
        Directory.CreateDirectory(Path.Combine(folder, "publish"));
        ImmutableDictionary<string, string> properties = ImmutableDictionary.CreateRange(StringComparer.OrdinalIgnoreCase, new Dictionary<string, string>
        {
            ["MSBuildProjectFullPath"] = Path.Combine(folder, "Shop.csproj"),
            ["MSBuildProjectName"] = "Shop",
            ["AssemblyName"] = "Shop",
            ["Version"] = "1.4.2",
            ["PublishDir"] = Path.Combine(folder, "publish"),
            ["ContainerRuntimeIdentifier"] = "linux-x64",
            ["ContainerRepository"] = "shop",
            ["ContainerRegistry"] = registry,
            ["OpenShiftEmbeddedBase"] = "Always",
            ["_OpenShiftInnerBuild"] = "true",
        });
        _ = session.Run(new StageRequest { Stage = Stage.Describe, Facts = [facts], Input = new ProjectInput(properties, []) }, log, CancellationToken.None);
    }

    private bool Begin(PublishSession session, string name = "Shop.csproj.openshift.lock", string owner = "a", bool copies = false, bool keeps = false) =>
        session.Run(new StageRequest { Stage = Stage.Begin, Facts = [], LockFile = _folder["obj/" + name], Owner = owner, OnlyCopies = copies, KeepsAlive = keeps, BuildProcess = 4711 }, new Kept(), CancellationToken.None).IsBusy;

    private void End(PublishSession session, string owner = "a") =>
        session.Run(new StageRequest { Stage = Stage.End, Facts = [], LockFile = _folder["obj/Shop.csproj.openshift.lock"], Owner = owner }, new Kept(), CancellationToken.None);

    private sealed class Kept : IStageLog
    {
        public List<string> Lines { get; } = [];

        public void Message(StageImportance importance, string text) => Lines.Add($"{importance} {text}");

        public void Diagnostic(Severity severity, string code, string text, SourceLocation? place) => Lines.Add($"{severity} {code} {text}");
    }
}
