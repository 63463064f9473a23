using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Publishing.Proving.Sandbox;
using OpenShift.NET.Sdk.Tests.Images.FileTrees;

namespace OpenShift.NET.Sdk.Tests.Publishing.Proving.Sandbox;

/// <summary>Layers that nobody vouches for, unpacked beside a folder that must stay as it is.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class LayerUnpackerTests
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "osu-" + Guid.NewGuid().ToString("N")[..8]);

    private string Root => Path.Combine(_folder, "root");

    private string Outside => Path.Combine(_folder, "outside");

    private string Secret => Path.Combine(Outside, "secret");

    [TestInitialize]
    public void Make()
    {
        Directory.CreateDirectory(Outside);
        File.WriteAllText(Secret, "secret");
    }

    [TestCleanup]
    public void Remove()
    {
        if (Directory.Exists(Root))
        {
            foreach (string folder in Directory.GetDirectories(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).Prepend(Root))
            {
                UnixFile.SetMode(folder, 0b111_000_000);
            }
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task UnpackAsync(LowerFolders lower, params TestTar[] layers)
    {
        Directory.CreateDirectory(Root);
        var unpacker = new LayerUnpacker(Root, lower, null, new ImageScanBudget(ImageScanLimits.Default with { Entries = 5_000 }));
        foreach (TestTar layer in layers)
        {
            await unpacker.ApplyAsync(new TarEntries(new MemoryStream(layer.ToArray())), CancellationToken.None);
        }

        unpacker.Finish();
    }

    private static string Listed(string folder) => string.Join(' ', Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal));

    [TestMethod]
    public async Task Files_have_their_content_and_modes_and_a_hard_link_is_one_file()
    {
        await UnpackAsync(
            LowerFolders.None,
            new TestTar().Entry("./", '5', mode: 0b111_101_101).Entry("a/", '5', mode: 0b111_111_101).Entry("a/f", content: "content"u8.ToArray(), mode: 0b100_110_100_100).Entry("a/h", '1', link: "/a/f").Entry("a/l", '2', link: "f").Entry("null", '3').Entry("pipe", '6'));
        Assert.AreEqual("a a/f a/h a/l", Listed(Root));
        Assert.AreEqual("content", File.ReadAllText(Path.Combine(Root, "a/h")));
        Assert.AreEqual(0b100_100_100, UnixFile.StatusOf(Path.Combine(Root, "a/f"))?.Mode);
        Assert.AreEqual(0b111_111_101, UnixFile.StatusOf(Path.Combine(Root, "a"))?.Mode);
        Assert.AreEqual(0b101_101_101, UnixFile.StatusOf(Root)?.Mode);
        Assert.AreEqual(DateTime.UnixEpoch.AddSeconds(1), File.GetLastWriteTimeUtc(Path.Combine(Root, "a/f")));
    }

    [TestMethod]
    public async Task Nothing_is_written_through_a_link_in_whatever_order_the_entries_stand()
    {
        foreach (Func<TestTar, TestTar> hostile in (Func<TestTar, TestTar>[])
        [
            t => t.Entry("l", '2', link: Outside).Entry("l/x"),
            t => t.Entry("l", '2', link: Outside).Entry("l/", '5', mode: 0).Entry("l/x"),
            t => t.Entry("d/", '5').Entry("d", '2', link: Outside).Entry("d/x"),
            t => t.Entry("d/e/f").Entry("d", '2', link: Outside).Entry("d/e/x"),
            t => t.Entry("l", '2', link: Secret).Entry("l", content: "x"u8.ToArray()),
            t => t.Entry("l", '2', link: Secret).Entry("h", '1', link: "l").Entry("h", content: "x"u8.ToArray()),
            t => t.Entry("l", '2', link: Outside).Entry("l/.wh.secret").Entry("l/.wh..wh..opq"),
            t => t.Entry("a", '2', link: "b").Entry("b", '2', link: Outside).Entry("a/x").Entry("b/x"),
            t => t.Entry(Outside + "/x"),
            t => t.Entry("l", '2', link: Outside).Entry("l/s/", '5').Entry("l/s/x"),
        ])
        {
            foreach (TestTar[] layers in (TestTar[][])[[hostile(new TestTar())], [hostile(new TestTar()), hostile(new TestTar())]])
            {
                await UnpackAsync(LowerFolders.None, layers);
                Assert.AreEqual("secret", Listed(Outside));
                Assert.AreEqual("secret", File.ReadAllText(Secret));
                Assert.AreNotEqual(0, UnixFile.StatusOf(Outside)?.Mode);
                Remove();
                Make();
            }
        }
    }

    [TestMethod]
    public async Task What_cannot_be_meant_is_refused()
    {
        foreach (Func<TestTar, TestTar> hostile in (Func<TestTar, TestTar>[])
        [
            static t => t.Entry("../x"),
            static t => t.Entry("a/../../x"),
            t => t.Entry("l", '2', link: Outside).Entry("h", '1', link: "l/secret"),
            t => t.Entry("h", '1', link: Secret),
            static t => t.Entry("h", '1', link: "../secret"),
            static t => t.Entry("a/", '5').Entry("h", '1', link: "a"),
            static t => t.Entry(".wh..."),
            static t => t.Entry("."),
            static t => t.Entry("l", '2', link: ""),
            static t => t.Entry("s", 'S', size: 0),
        ])
        {
            await Assert.ThrowsExactlyAsync<LayerFormatException>(() => UnpackAsync(LowerFolders.None, hostile(new TestTar())));
            Assert.AreEqual("secret", File.ReadAllText(Secret));
            Remove();
            Make();
        }
    }

    [TestMethod]
    public async Task Whiteouts_speak_of_lower_layers_wherever_they_stand()
    {
        await UnpackAsync(
            LowerFolders.None,
            new TestTar().Entry("a/old").Entry("a/kept").Entry("b/old").Entry("b/c/old").Entry("f"),
            new TestTar().Entry("a/new").Entry("a/.wh.old").Entry("b/c/new").Entry("b/.wh..wh..opq").Entry("g").Entry(".wh.f").Entry(".wh.g").Entry("a/.wh..wh.plnk").Entry("no/.wh.such"));
        Assert.AreEqual("a a/kept a/new b b/c b/c/new g", Listed(Root));
    }

    [TestMethod]
    public async Task Over_other_folders_what_is_gone_has_the_sign_of_overlayfs()
    {
        string lower = Path.Combine(_folder, "lower");
        foreach (string file in (string[])["a/old", "a/kept", "b/old", "b/c/old", "b/d", "f"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(lower, file))!);
            File.WriteAllText(Path.Combine(lower, file), file);
        }

        UnixFile.SetMode(Path.Combine(lower, "a"), 0b111_111_101);
        await UnpackAsync(new LowerFolders([lower]), new TestTar().Entry("a/.wh.old").Entry("a/h", '1', link: "a/kept").Entry("b/c/new").Entry("b/.wh..wh..opq").Entry("f/inside"));
        Assert.AreEqual("a a/h a/old b b/c b/c/new b/c/old b/d b/old f f/inside", Listed(Root));
        foreach (string gone in (string[])["a/old", "b/old", "b/d", "b/c/old"])
        {
            Assert.AreEqual(UnixFileType.Whiteout, UnixFile.StatusOf(Path.Combine(Root, gone))?.Type, gone);
        }

        Assert.AreEqual("a/kept", File.ReadAllText(Path.Combine(Root, "a/h")));
        Assert.AreEqual(0b111_111_101, UnixFile.StatusOf(Path.Combine(Root, "a"))?.Mode, "a folder that the layer only passes has the mode it has below");

        var merged = new LowerFolders([Root, lower]);
        Assert.AreEqual("c", string.Join(' ', merged.Children("/b")));
        Assert.AreEqual("h kept", string.Join(' ', merged.Children("/a").Order(StringComparer.Ordinal)));
        Assert.IsNull(merged.Find("/b/d"));
        Assert.IsNull(merged.Find("/b/c/old"));
        Assert.AreEqual(Path.Combine(lower, "a/kept"), merged.Find("/a/kept")?.Place);
        Assert.AreEqual(UnixFileType.Directory, merged.Find("/f")?.Status.Type);
    }

    [TestMethod]
    public void Where_no_second_name_can_be_had_a_link_is_copied_as_a_link()
    {
        string link = Path.Combine(_folder, "link");
        File.CreateSymbolicLink(link, Secret);
        LayerUnpacker.Copy(link, Path.Combine(_folder, "copy"));
        Assert.AreEqual(Secret, new FileInfo(Path.Combine(_folder, "copy")).LinkTarget);
        LayerUnpacker.Copy(Secret, Path.Combine(_folder, "file"));
        Assert.IsNull(new FileInfo(Path.Combine(_folder, "file")).LinkTarget);
        Assert.AreEqual("secret", File.ReadAllText(Path.Combine(_folder, "file")));
    }

    [TestMethod]
    public async Task Links_are_followed_inside_the_image_only()
    {
        await UnpackAsync(
            LowerFolders.None,
            new TestTar().Entry("run/").Entry("var/run", '2', link: "/run").Entry("up", '2', link: "../../../../run/x").Entry("self", '2', link: "self").Entry("out", '2', link: Outside));
        var image = new LowerFolders([Root]);
        Assert.AreEqual("/run/secrets", image.Resolve("/var/run/secrets"));
        Assert.AreEqual("/run/x/y", image.Resolve("/up/y"));
        Assert.AreEqual(Outside + "/y", image.Resolve("/out/y"));
        Assert.IsNull(image.Find("/out/secret"));
        Assert.StartsWith("/self", image.Resolve("/self/y"));
    }

    [TestMethod]
    public async Task More_entries_than_an_image_may_have_are_refused_those_it_implies_included()
    {
        var many = new TestTar();
        for (int i = 0; i < 5_001; i++)
        {
            many.Entry("l" + i, '2', link: "x");
        }

        Assert.AreEqual(OpenShift.NET.Sdk.Diagnostics.ToolCodes.ImageTooLarge, (await Assert.ThrowsExactlyAsync<OpenShift.NET.Sdk.Diagnostics.OpenShiftException>(() => UnpackAsync(LowerFolders.None, many))).Code);
    }
}
