using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Layers;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Tests.Images.Layers;

[TestClass]
public sealed class LayerPlanTests
{
    [TestMethod]
    public void The_manifest_of_static_assets_learns_what_stays_out()
    {
        var facts = new ProjectFacts
        {
            Identity = new ProjectIdentity { Name = "Shop", AssemblyName = "Shop", ProjectFile = "/src/Shop.csproj", Version = "1.0.0" },
            Files =
            [
                new PublishFile { Path = "Shop.staticwebassets.endpoints.json", Source = "/p/e" },
                new PublishFile { Path = "wwwroot/site.css", Source = "/p/s" },
                new PublishFile { Path = "wwwroot/b.json.br", Source = "/p/b", LeftOutBecause = "for a test" },
                new PublishFile { Path = "wwwroot/a/b.json", Source = "/p/a", LeftOutBecause = "for a test" },
                new PublishFile { Path = "web.config", Source = "/p/w", LeftOutBecause = "for a test" },
            ],
        };
        LayerEntry[] entries = [.. LayerPlan.Create(facts, BaseDirectories.None).SelectMany(l => l.Entries).Where(e => e.Source is not null)];
        CollectionAssert.AreEqual(new[] { "a/b.json", "b.json.br" }, entries.Single(e => e.Path.EndsWith("endpoints.json", StringComparison.Ordinal)).LeftOutAssets.ToArray());
        Assert.IsEmpty(entries.Single(e => e.Path.EndsWith("site.css", StringComparison.Ordinal)).LeftOutAssets);
    }

    [TestMethod]
    public void What_changes_rarely_comes_first_and_empty_groups_make_no_layer()
    {
        ProjectFacts facts = Facts(
            File("Web.Api.dll", FileOrigin.App), File("wwwroot/site.css", FileOrigin.Content), File("libcoreclr.so", FileOrigin.RuntimePack),
            File("Lib.dll", FileOrigin.ProjectReference), File("Dapper.dll", FileOrigin.Package));
        CollectionAssert.AreEqual(new[] { "runtime", "packages", "content", "project references", "app" }, Names(facts));
        CollectionAssert.AreEqual(new[] { "app" }, Names(Facts(File("Web.Api.dll", FileOrigin.App))));
        CollectionAssert.AreEqual(new[] { "writable folders", "app" }, Names(Writable("/data", File("Web.Api.dll", FileOrigin.App))));
    }

    [TestMethod]
    public void Each_layer_brings_the_folders_it_needs_and_the_base_lacks()
    {
        ProjectFacts facts = Facts(File("Web.Api.dll", FileOrigin.App), File("wwwroot/css/site.css", FileOrigin.Content));
        Assert.AreEqual("app/ app/wwwroot/ app/wwwroot/css/ app/wwwroot/css/site.css | app/ app/Web.Api.dll", Text(facts, BaseDirectories.None));
        Assert.AreEqual("app/wwwroot/ app/wwwroot/css/ app/wwwroot/css/site.css | app/Web.Api.dll", Text(facts, BaseWith.Folders("app")));
    }

    [TestMethod]
    public void A_layer_does_not_depend_on_the_layers_beside_it()
    {
        PlannedLayer alone = LayerPlan.Create(Facts(File("Web.Api.dll", FileOrigin.App)), BaseDirectories.None)[^1];
        PlannedLayer among = LayerPlan.Create(Facts(File("Web.Api.dll", FileOrigin.App), File("Dapper.dll", FileOrigin.Package)), BaseDirectories.None)[^1];
        CollectionAssert.AreEqual(alone.Entries, among.Entries);
    }

    [TestMethod]
    public void Only_declared_folders_are_writable_in_every_layer_that_names_them()
    {
        var plan = LayerPlan.Create(Writable("/app/data", File("data/seed.json", FileOrigin.Content)), BaseDirectories.None);
        foreach (PlannedLayer layer in plan)
        {
            foreach (LayerEntry entry in layer.Entries)
            {
                Assert.AreEqual(Convert.ToInt32(entry.Path == "app/data" ? "775" : entry.IsDirectory ? "755" : "644", 8), entry.Mode, entry.Path);
            }
        }
    }

    [TestMethod]
    public void Programs_are_executable()
    {
        ProjectFacts facts = Facts(File("Web.Api", FileOrigin.App), File("tool", FileOrigin.Package) with { Executable = true }, File("Web.Api.dll", FileOrigin.App));
        foreach (string command in (string[])["/app/Web.Api", "./Web.Api", "Web.Api"])
        {
            ProjectFacts with = facts with { Image = facts.Image with { AppCommand = [command] } };
            var executables = LayerPlan.Create(with, BaseWith.Folders("app")).SelectMany(l => l.Entries).Where(e => e.Mode == Convert.ToInt32("755", 8)).Select(e => e.Path);
            CollectionAssert.AreEquivalent(new[] { "app/tool", "app/Web.Api" }, executables.ToList(), command);
        }
    }

    [TestMethod]
    public void A_file_that_stays_out_stays_out() =>
        Assert.AreEqual("app/Web.Api.dll", Text(Facts(File("Web.Api.dll", FileOrigin.App), File("Web.Api.pdb", FileOrigin.App) with { LeftOutBecause = "symbols" }), BaseWith.Folders("app")));

    [TestMethod]
    [DataRow("relative", "a.dll")]
    [DataRow("/a/../b", "a.dll")]
    [DataRow("/app", "../a.dll")]
    [DataRow("/app", "/etc/passwd")]
    [DataRow("/app", "a//b")]
    [DataRow("/app", ".wh.a.dll")]
    [DataRow("/app", "a\nb")]
    public void Paths_that_lead_elsewhere_are_refused(string workingDirectory, string file)
    {
        ProjectFacts facts = Facts(File(file, FileOrigin.App));
        Failures.Expect(ToolCodes.InvalidPath, () => LayerPlan.Create(facts with { Image = facts.Image with { WorkingDirectory = workingDirectory } }, BaseDirectories.None));
    }

    [TestMethod]
    [DataRow("/")]
    [DataRow("data")]
    [DataRow("/app/../etc")]
    public void Writable_paths_that_are_none_are_refused(string path) => Failures.Expect(ToolCodes.InvalidPath, () => LayerPlan.Create(Writable(path), BaseDirectories.None));

    private static ProjectFacts Facts(params PublishFile[] files) => Projects.Web(files);

    private static ProjectFacts Writable(string path, params PublishFile[] files)
    {
        ProjectFacts facts = Facts(files);
        return facts with { Image = facts.Image with { WritablePaths = [new WritablePath(path)] } };
    }

    private static PublishFile File(string path, FileOrigin origin) => new() { Path = path, Source = "/publish/" + path, Origin = origin };

    [TestMethod]
    public void A_path_is_written_at_its_real_place_where_the_base_has_a_link()
    {
        BaseDirectories directories = BaseWith.Of(
            new LayerFile { Path = "/run", Kind = FileKind.Directory, Mode = 0b111_101_101 },
            new LayerFile { Path = "/var", Kind = FileKind.Directory, Mode = 0b111_101_101 },
            new LayerFile { Path = "/var/run", Kind = FileKind.SymbolicLink, LinkTarget = "../run" },
            new LayerFile { Path = "/loop", Kind = FileKind.SymbolicLink, LinkTarget = "/loop" });
        Assert.AreEqual("run/app", directories.Resolve("var/run/app"));
        Assert.AreEqual("run/", LayerPlan.Create(Writable("/var/run/app"), directories)[0].Entries[0].Path[..4]);
        Assert.IsTrue(directories.Has("var/run"));
        Assert.StartsWith("loop", directories.Resolve("loop/x"));
    }

    [TestMethod]
    public void A_folder_that_any_user_can_write_gets_no_entry()
    {
        static BaseDirectories Base(int mode, int group) => BaseWith.Of(new LayerFile { Path = "/tmp", Kind = FileKind.Directory, Mode = mode, GroupId = group });
        Assert.IsTrue(Base(0b001_111_111_111, 0).IsWritableByArbitraryUser("tmp"));
        Assert.IsTrue(Base(0b111_111_101, 0).IsWritableByArbitraryUser("tmp"));
        Assert.IsFalse(Base(0b111_111_101, 1654).IsWritableByArbitraryUser("tmp"));
        Assert.IsFalse(Base(0b111_101_101, 0).IsWritableByArbitraryUser("tmp"));
        Assert.IsFalse(Base(0b111_101_101, 0).IsWritableByArbitraryUser("elsewhere"));
    }

    private static string[] Names(ProjectFacts facts) => [.. LayerPlan.Create(facts, BaseDirectories.None).Select(l => l.Name)];

    private static string Text(ProjectFacts facts, BaseDirectories directories) =>
        string.Join(" | ", LayerPlan.Create(facts, directories).Select(l => string.Join(' ', l.Entries.Select(e => e.Path + (e.IsDirectory ? "/" : "")))));
}
