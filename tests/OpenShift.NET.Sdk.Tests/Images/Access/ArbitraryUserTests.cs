using OpenShift.NET.Sdk.Images.Access;
using OpenShift.NET.Sdk.Images.FileTrees;
using static OpenShift.NET.Sdk.Tests.Images.FileTrees.TestLayer;

namespace OpenShift.NET.Sdk.Tests.Images.Access;

[TestClass]
public sealed class ArbitraryUserTests
{
    [TestMethod]
    [DataRow("0640", 0, "r--")]
    [DataRow("0664", 0, "rw-")]
    [DataRow("0755", 0, "r-x")]
    [DataRow("0770", 0, "rwx")]
    [DataRow("0700", 0, "---")]
    [DataRow("0707", 0, "---")] // the group's class decides, not the others'
    [DataRow("0707", 5, "rwx")]
    [DataRow("0770", 5, "---")]
    [DataRow("4700", 0, "---")] // set-uid does not help
    public void One_class_of_the_mode_decides(string mode, int group, string expected)
    {
        EffectiveAccess access = ArbitraryUser.AccessTo(Tree(File("/f", mode) with { GroupId = group, HasCapabilities = true }), "/f");

        Assert.AreEqual(expected, Text(access));
        Assert.IsFalse(access.Unknown);
    }

    [TestMethod]
    public void The_owner_of_a_file_is_never_the_process() =>
        Assert.AreEqual("r--", Text(ArbitraryUser.AccessTo(Tree(File("/f", "0744") with { UserId = 1_000_660_000 }), "/f")));

    [TestMethod]
    public void A_folder_that_cannot_be_passed_blocks_what_is_in_it()
    {
        EffectiveAccess access = ArbitraryUser.AccessTo(Tree(Folder("/a", "0750"), Folder("/a/b", "0740"), File("/a/b/f", "0777")), "/a/b/f");

        Assert.AreEqual(new EffectiveAccess(true, false, false, false, BlockedBy: "/a/b"), access);
    }

    [TestMethod]
    public void The_folders_of_a_links_target_and_of_the_link_itself_must_be_passable()
    {
        LayerFile[] files = [Folder("/open"), Folder("/shut", "0700"), File("/open/f"), File("/shut/f"), Link("/open/l", "/shut/f"), Link("/shut/l", "/open/f")];

        Assert.AreEqual("/shut", ArbitraryUser.AccessTo(Tree(files), "/open/l").BlockedBy);
        Assert.AreEqual("/shut", ArbitraryUser.AccessTo(Tree(files), "/shut/l").BlockedBy);
        Assert.AreEqual("r--", Text(ArbitraryUser.AccessTo(Tree(files), "/open/f")));
    }

    [TestMethod]
    public void Folders_no_layer_names_are_passable() => Assert.AreEqual("r--", Text(ArbitraryUser.AccessTo(Tree(File("/a/b/c")), "/a/b/c")));

    [TestMethod]
    public void An_access_control_list_makes_the_answer_unknown()
    {
        Assert.IsTrue(ArbitraryUser.AccessTo(Tree(File("/f") with { HasAccessControlList = true }), "/f").Unknown);
        Assert.IsTrue(ArbitraryUser.AccessTo(Tree(Folder("/d", "0700") with { HasAccessControlList = true }, File("/d/f")), "/d/f").Unknown);
    }

    [TestMethod]
    public void An_access_control_list_does_not_open_a_shut_folder_above_it()
    {
        EffectiveAccess access = ArbitraryUser.AccessTo(Tree(Folder("/d", "0700"), File("/d/f") with { HasAccessControlList = true }), "/d/f");

        Assert.IsFalse(access.Unknown);
        Assert.AreEqual("/d", access.BlockedBy);
    }

    [TestMethod]
    public void Nothing_is_missing() => Assert.AreEqual(EffectiveAccess.Missing, ArbitraryUser.AccessTo(Tree(Link("/l", "/nothing")), "/l"));

    private static string Text(EffectiveAccess access) => $"{(access.Read ? 'r' : '-')}{(access.Write ? 'w' : '-')}{(access.Execute ? 'x' : '-')}";
}
