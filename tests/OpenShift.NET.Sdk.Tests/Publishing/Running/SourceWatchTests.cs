using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Publishing.Running;

namespace OpenShift.NET.Sdk.Tests.Publishing.Running;

[TestClass]
public sealed class SourceWatchTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("openshift-watch-").FullName;

    [TestCleanup]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public async Task A_change_of_a_source_is_told_once_whatever_the_steps_it_was_written_in()
    {
        string file = Path.Combine(_folder, "Pages", "Index.cshtml");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var watch = new SourceWatch([_folder], [Path.Combine(_folder, "out")], DateTime.UtcNow);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        Task<ImmutableArray<string>> change = watch.NextAsync(limit.Token);
        File.WriteAllText(file + ".tmp", "new");
        File.Move(file + ".tmp", file);
        File.AppendAllText(file, "er");
        CollectionAssert.AreEqual(new[] { Path.Combine("Pages", "Index.cshtml") }, (await change).ToArray());

        Task<ImmutableArray<string>> next = watch.NextAsync(limit.Token);
        File.WriteAllText(file, "newer");
        Assert.AreNotEqual(next, await Task.WhenAny(next, Task.Delay(400, limit.Token)), "It has its old content again.");
        File.Delete(file);
        CollectionAssert.AreEqual(new[] { Path.Combine("Pages", "Index.cshtml") }, (await next).ToArray());
    }

    [TestMethod]
    public async Task All_that_has_changed_at_once_is_told_and_what_asks_for_a_restore_is_among_it()
    {
        using var watch = new SourceWatch([_folder], [], DateTime.UtcNow);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        foreach (string name in (string[])["Shop.csproj", "Program.cs", "A.cs"])
        {
            File.WriteAllText(Path.Combine(_folder, name), "new");
        }

        ImmutableArray<string> changed = await watch.NextAsync(limit.Token);
        CollectionAssert.AreEqual(new[] { "A.cs", "Program.cs", "Shop.csproj" }, changed.ToArray());
        Assert.IsTrue(changed.Any(SourceWatch.IsOfRestore));
    }

    [TestMethod]
    [DataRow("Shop.csproj", true)]
    [DataRow("Directory.Packages.props", true)]
    [DataRow("packages.lock.json", true)]
    [DataRow(".", true)]
    [DataRow("appsettings.Development.json", false)]
    [DataRow("Program.cs", false)]
    public void What_says_which_packages_there_are_asks_for_a_restore(string path, bool expected) => Assert.AreEqual(expected, SourceWatch.IsOfRestore(path));

    [TestMethod]
    public async Task What_was_written_while_it_was_built_has_changed()
    {
        DateTime start = DateTime.UtcNow;
        Write("Old.cs", start.AddSeconds(-1));
        foreach (string name in (string[])["New.cs", "2024/Sub.cs", "obj/a.g.cs", "out/app.dll", ".git/index", "New.cs~"])
        {
            Write(name, start.AddSeconds(1));
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var watch = new SourceWatch([_folder], [Path.Combine(_folder, "out")], start);
        CollectionAssert.AreEqual(new[] { Path.Combine("2024", "Sub.cs"), "New.cs" }, (await watch.NextAsync(limit.Token)).ToArray());
    }

    [TestMethod]
    public async Task Folders_of_sources_come_and_go_and_nothing_is_missed_in_those_that_stay()
    {
        string stays = Directory.CreateDirectory(Path.Combine(_folder, "stays")).FullName;
        string goes = Directory.CreateDirectory(Path.Combine(_folder, "goes")).FullName;
        string comes = Directory.CreateDirectory(Path.Combine(_folder, "comes")).FullName;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        DateTime start = DateTime.UtcNow;
        using var watch = new SourceWatch([stays, goes], [], start);
        Assert.IsFalse(watch.Cover([stays, goes], [], start));

        Write("stays/A.cs", start.AddSeconds(-1));
        Write("comes/B.cs", start.AddSeconds(-1));
        Write("comes/C.cs", start.AddSeconds(1));
        Assert.IsTrue(watch.Cover([stays, comes], [], start));
        CollectionAssert.AreEqual(new[] { stays, comes }, watch.Folders.ToArray());
        CollectionAssert.AreEqual(new[] { "C.cs", "A.cs" }, (await watch.NextAsync(limit.Token)).ToArray());

        Task<ImmutableArray<string>> next = watch.NextAsync(limit.Token);
        File.WriteAllText(Path.Combine(goes, "D.cs"), "");
        Assert.AreNotEqual(next, await Task.WhenAny(next, Task.Delay(400, limit.Token)), "It is no source any more.");
        File.WriteAllText(Path.Combine(comes, "E.cs"), "");
        CollectionAssert.AreEqual(new[] { "E.cs" }, (await next).ToArray());

        OpenShiftException failure = Assert.ThrowsExactly<OpenShiftException>(() => watch.Cover([stays, Path.Combine(_folder, "none")], [], start));
        Assert.Contains("Sources cannot be watched", failure.Message);
        CollectionAssert.AreEqual(new[] { stays, comes }, watch.Folders.ToArray());
        File.WriteAllText(Path.Combine(comes, "F.cs"), "");
        CollectionAssert.AreEqual(new[] { "F.cs" }, (await watch.NextAsync(limit.Token)).ToArray());
    }

    [TestMethod]
    [DataRow("Program.cs", true)]
    [DataRow(".editorconfig", true)]
    [DataRow("openshift/route.yaml", true)]
    [DataRow("obj/project.assets.json", false)]
    [DataRow("src/bin/Debug/a.dll", false)]
    [DataRow(".git/index", false)]
    [DataRow("Program.cs~", false)]
    [DataRow(".Program.cs.swp", false)]
    [DataRow("4913", false)]
    [DataRow("out/app.dll", false)]
    public void What_builds_and_editors_write_is_no_source(string path, bool expected) =>
        Assert.AreEqual(expected, SourceWatch.IsSource(Path.Combine("/src", path), "/src", ["/src/out"]));

    [TestMethod]
    public void A_project_is_found_or_it_is_said_why_not()
    {
        string at = Path.Combine(_folder, "one");
        Directory.CreateDirectory(at);
        Assert.Contains("holds no project", Assert.ThrowsExactly<OpenShiftException>(() => ProjectFile.Find(at)).Message);
        File.WriteAllText(Path.Combine(at, "A.csproj"), "");
        Assert.AreEqual(Path.Combine(at, "A.csproj"), ProjectFile.Find(at));
        Assert.AreEqual(Path.Combine(at, "A.csproj"), ProjectFile.Find(Path.Combine(at, "A.csproj")));
        File.WriteAllText(Path.Combine(at, "B.fsproj"), "");
        Assert.Contains("holds 2 projects: A.csproj, B.fsproj", Assert.ThrowsExactly<OpenShiftException>(() => ProjectFile.Find(at)).Message);
        Assert.Contains("There is no project at", Assert.ThrowsExactly<OpenShiftException>(() => ProjectFile.Find(Path.Combine(_folder, "none"))).Message);
        File.WriteAllText(Path.Combine(at, "x.txt"), "");
        OpenShiftException other = Assert.ThrowsExactly<OpenShiftException>(() => ProjectFile.Find(Path.Combine(at, "x.txt")));
        Assert.AreEqual("OSC0070", other.Code);
    }

    private void Write(string name, DateTime time)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, name);
        File.SetLastWriteTimeUtc(path, time);
    }
}
