using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;
using static OpenShift.NET.Sdk.Tests.Images.FileTrees.TestLayer;

namespace OpenShift.NET.Sdk.Tests.Images.FileTrees;

[TestClass]
public sealed class FileTreeTests
{
    [TestMethod]
    public void A_whiteout_hides_the_file_and_says_in_which_layer()
    {
        FileTree tree = FileTree.Build([Of(File("/a")), Of(File("/b")), Of([], ["/a"])], 1);

        Assert.IsNull(tree.Find("/a"));
        FileVersion hidden = tree.Versions("/a").Single();
        Assert.AreEqual(2, hidden.HiddenInLayer);
        Assert.AreEqual(0, hidden.LayerIndex);
        Assert.AreEqual(Origin.Base, hidden.Origin);
        Assert.AreEqual(Origin.App, tree.Find("/b")!.Origin);
    }

    [TestMethod]
    public void A_whiteout_of_a_folder_hides_all_below_it_and_nothing_beside_it()
    {
        FileTree tree = FileTree.Build([Of(Folder("/d"), File("/d/x/y"), File("/d-e"), File("/d0")), Of([], ["/d"])], 0);

        CollectionAssert.AreEqual(new[] { "/", "/d-e", "/d0" }, tree.Visible.Select(v => v.Path).ToArray());
        Assert.AreEqual(1, tree.Versions("/d/x/y").Single().HiddenInLayer);
    }

    [TestMethod]
    public void A_whiteout_does_not_hide_what_its_own_layer_has()
    {
        FileTree tree = FileTree.Build([Of(Folder("/d"), File("/d/old")), Of([Folder("/d"), File("/d/new")], ["/d"])], 0);

        Assert.IsNull(tree.Find("/d/old"));
        Assert.IsNotNull(tree.Find("/d/new"));
        Assert.AreEqual(1, tree.Find("/d")!.LayerIndex);
    }

    [TestMethod]
    public void An_opaque_folder_hides_what_lower_layers_have_in_it_but_not_itself()
    {
        FileTree tree = FileTree.Build([Of(Folder("/d", "0700"), File("/d/s/x")), Of([File("/d/new")], [], "/d")], 0);

        CollectionAssert.AreEqual(new[] { "/", "/d", "/d/new" }, tree.Visible.Select(v => v.Path).ToArray());
        Assert.AreEqual(Octal("0700"), tree.Find("/d")!.File.Mode);
    }

    [TestMethod]
    public void A_file_in_place_of_a_folder_hides_the_folders_content()
    {
        FileTree tree = FileTree.Build([Of(Folder("/d"), File("/d/x")), Of(File("/d"))], 0);

        Assert.IsNull(tree.Find("/d/x"));
        Assert.AreEqual(1, tree.Versions("/d/x").Single().HiddenInLayer);
        CollectionAssert.AreEqual(new int?[] { 1, null }, tree.Versions("/d").Select(v => v.HiddenInLayer).ToArray());
    }

    [TestMethod]
    public void A_folder_over_a_folder_keeps_its_content()
    {
        FileTree tree = FileTree.Build([Of(Folder("/d"), File("/d/x")), Of(Folder("/d", "0775"))], 0);

        Assert.IsNotNull(tree.Find("/d/x"));
        Assert.AreEqual(Octal("0775"), tree.Find("/d")!.File.Mode);
    }

    [TestMethod]
    public void A_file_below_what_was_a_file_covers_it_with_a_folder()
    {
        FileTree tree = FileTree.Build([Of(File("/lib")), Of(File("/lib/x"))], 0);

        Assert.IsTrue(tree.Find("/lib")!.File is { Kind: FileKind.Directory, IsImplied: true });
        Assert.AreEqual(1, tree.Versions("/lib")[0].HiddenInLayer);
    }

    [TestMethod]
    public void The_last_of_two_entries_in_one_layer_wins_and_the_other_is_still_known()
    {
        FileTree tree = FileTree.Build([Of(File("/a", text: "first"), File("/a", text: "last"))], 0);

        Assert.AreEqual("last", tree.Find("/a")!.File.Text);
        Assert.AreEqual("first", tree.Versions("/a")[0].File.Text);
        Assert.AreEqual(0, tree.Versions("/a")[0].HiddenInLayer);
    }

    [TestMethod]
    public void A_file_that_comes_back_is_visible_again()
    {
        FileTree tree = FileTree.Build([Of(File("/a")), Of([], ["/a"]), Of(File("/a"))], 0);

        Assert.AreEqual(2, tree.Find("/a")!.LayerIndex);
        CollectionAssert.AreEqual(new int?[] { 1, null }, tree.Versions("/a").Select(v => v.HiddenInLayer).ToArray());
    }

    [TestMethod]
    public void A_hard_link_into_a_lower_layer_has_that_files_metadata()
    {
        LayerFile link = new() { Path = "/b", HardLinkTo = "/a" };
        FileTree tree = FileTree.Build([Of(File("/a", "0600", "text")), Of(link)], 0);

        LayerFile file = tree.Find("/b")!.File;
        Assert.AreEqual(Octal("0600"), file.Mode);
        Assert.AreEqual("text", file.Text);
        Assert.AreEqual("/b", file.Path);
        Assert.AreEqual("/a", file.HardLinkTo);
    }

    [TestMethod]
    public void Links_are_followed_in_every_part_of_a_path()
    {
        FileTree tree = Tree(File("/usr/lib/x/real"), Link("/lib", "usr/lib"), Link("/usr/lib/y", "/lib/x"), Link("/usr/lib/x/up", "../../../../../lib/y/real"));

        Assert.IsTrue(tree.TryResolve("/lib/y/up", out FileVersion? target));
        Assert.AreEqual("/usr/lib/x/real", target.Path);
        Assert.IsTrue(tree.TryResolve("lib/./y//../x/real", out target));
        Assert.AreEqual("/usr/lib/x/real", target.Path);
        Assert.IsNull(tree.Find("/lib/y/up"));
    }

    [TestMethod]
    public void Dots_after_a_link_leave_the_links_target()
    {
        FileTree tree = Tree(File("/a/b/c/f"), File("/a/b/f"), Link("/l", "/a/b/c"));

        Assert.IsTrue(tree.TryResolve("/l/../f", out FileVersion? target));
        Assert.AreEqual("/a/b/f", target.Path);
    }

    [TestMethod]
    [DataRow("/loop")]
    [DataRow("/loop/x")]
    [DataRow("/dangling")]
    [DataRow("/file/x")]
    [DataRow("/file/")]
    [DataRow("/file/..")]
    [DataRow("/empty")]
    [DataRow("/nothing")]
    public void What_Linux_would_not_resolve_is_not_resolved(string path)
    {
        FileTree tree = Tree(Link("/loop", "loop"), Link("/dangling", "/nowhere"), File("/file"), Link("/empty", ""));

        Assert.IsFalse(tree.TryResolve(path, out FileVersion? target));
        Assert.IsNull(target);
    }

    [TestMethod]
    public void Forty_links_are_followed_and_forty_one_are_not()
    {
        FileTree tree = Tree([File("/0"), .. Enumerable.Range(1, 41).Select(i => Link($"/{i}", $"{i - 1}"))]);

        Assert.IsTrue(tree.TryResolve("/40", out _));
        Assert.IsFalse(tree.TryResolve("/41", out _));
    }

    [TestMethod]
    public void Children_and_descendants_are_the_visible_ones()
    {
        FileTree tree = FileTree.Build([Of(File("/app/a"), File("/app/d/x"), File("/app-2"), File("/app/gone"), File("/apple")), Of([], ["/app/gone"])], 0);

        CollectionAssert.AreEquivalent(new[] { "/app/a", "/app/d" }, tree.Children("/app").Select(v => v.Path).ToArray());
        CollectionAssert.AreEqual(new[] { "/app/a", "/app/d", "/app/d/x" }, tree.Descendants("/app").Select(v => v.Path).ToArray());
        Assert.AreEqual(tree.Visible.Length - 1, tree.Descendants("/").Count());
        Assert.AreEqual(0, tree.Descendants("/nothing").Count());
        Assert.AreEqual(0, tree.Children("/nothing").Count());
    }

    [TestMethod]
    public void Folders_nested_thousands_deep_do_no_harm()
    {
        string deep = string.Concat(Enumerable.Repeat("/d", 3000));
        FileTree tree = FileTree.Build([Of(File(deep)), Of([], ["/d"])], 0);

        CollectionAssert.AreEqual(new[] { "/" }, tree.Visible.Select(v => v.Path).ToArray());
        Assert.AreEqual(3001, tree.All.Count());
    }

    [TestMethod]
    public void Random_layers_look_as_they_do_when_applied_the_slow_way()
    {
        for (int seed = 0; seed < 600; seed++)
        {
            LayerScan[] layers = RandomLayers(new Random(seed));
            FileTree tree = FileTree.Build(layers, 1);
            var model = new SlowFileTree();
            for (int i = 0; i < layers.Length; i++)
            {
                model.Apply(layers[i], i);
            }

            string seen = string.Join('\n', tree.Visible.Select(v => $"{v.Path} {v.File.Kind} {v.LayerIndex} {v.File.IsImplied}"));
            Assert.AreEqual(model.ToString(), seen, $"seed {seed}");

            // Nothing is lost: each entry of each layer is a version.
            Assert.AreEqual(layers.Sum(l => l.Files.Length), tree.All.Count(v => !v.File.IsImplied), $"seed {seed}");
            foreach (FileVersion version in tree.All.Where(v => !v.File.IsImplied))
            {
                Assert.AreEqual(model.EndOf(version.File), version.HiddenInLayer, $"seed {seed}: {version}");
            }
        }
    }

    private static LayerScan[] RandomLayers(Random random)
    {
        string[] names = ["a", "b", "a-", "c"];
        string Any() => string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => "/" + names[random.Next(names.Length)]));
        return [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Of(
            [.. Enumerable.Range(0, random.Next(6)).Select(_ => Any()).Distinct().Order(StringComparer.Ordinal).Select(p => random.Next(5) switch
            {
                0 or 1 => Folder(p),
                2 => Link(p, "/a"),
                _ => File(p),
            })],
            [.. Enumerable.Range(0, random.Next(3)).Select(_ => Any())],
            [.. Enumerable.Range(0, random.Next(2)).Select(_ => Any())]))];
    }
}
