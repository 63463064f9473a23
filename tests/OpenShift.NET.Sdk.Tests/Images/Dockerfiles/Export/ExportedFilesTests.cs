using OpenShift.NET.Sdk.Images.Dockerfiles.Export;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Tests.Images.FileTrees;
using static OpenShift.NET.Sdk.Tests.Images.FileTrees.TestLayer;

namespace OpenShift.NET.Sdk.Tests.Images.Dockerfiles.Export;

/// <summary>Which files of an image COPY takes, and which the archive.</summary>
[TestClass]
public sealed class ExportedFilesTests
{
    private static readonly LayerScan s_base = Of(Folder("/app"), Folder("/bin"), File("/bin/rm", "0755"), File("/etc/motd", text: "hello"), Folder("/tmp", "1777"), Folder("/data", "0700"), File("/data/old"), Link("/lib", "usr/lib"), Folder("/usr"), Folder("/usr/lib"));

    [TestMethod]
    public void Plain_files_are_copied_by_owner_and_folders_that_come_out_alike_are_not_archived()
    {
        ExportedFiles files = Own(Folder("/app"), File("/app/App.dll"), File("/app/App", "0755"), Owned(Folder("/srv/x"), 1001), Owned(File("/srv/x/a"), 1001));
        Assert.AreEqual("files 0:0 /app/App,/app/App.dll; files-1001-0 1001:0 /srv/x/a", Copies(files));

        // /srv is made by the copy, with its owner; in the image it is root's.
        Assert.AreEqual("/srv", Folders(files));
        Assert.IsEmpty(files.Archived);
        Assert.IsEmpty(files.Gaps);
    }

    [TestMethod]
    [DataRow("0644", true)]
    [DataRow("0755", true)]
    [DataRow("0664", false)]
    [DataRow("0600", false)]
    [DataRow("4755", false)]
    [DataRow("2755", false)]
    [DataRow("0444", false)]
    public void A_file_of_another_mode_than_every_context_keeps_is_archived(string mode, bool isCopied)
    {
        ExportedFiles files = Own(File("/app/x", mode));
        Assert.AreEqual(isCopied ? "files 0:0 /app/x" : "", Copies(files));
        Assert.AreEqual(isCopied ? "" : "/app/x", Archived(files));
    }

    [TestMethod]
    [DataRow("2775")]
    [DataRow("0775")]
    [DataRow("0711")]
    public void A_folder_of_another_mode_is_archived_with_its_files_copied(string mode)
    {
        ExportedFiles files = Own(Folder("/srv", mode), File("/srv/a"));
        Assert.AreEqual("files 0:0 /srv/a", Copies(files));
        Assert.AreEqual("/srv", Folders(files));
    }

    [TestMethod]
    public void A_folder_of_the_base_image_that_a_copy_passes_keeps_what_it_is()
    {
        ExportedFiles files = Own(File("/tmp/a"), File("/data/b"), File("/etc/c"));
        Assert.AreEqual("files 0:0 /data/b,/etc/c,/tmp/a", Copies(files));
        Assert.AreEqual("/data,/tmp", Folders(files));
        Assert.AreEqual(1001, Own(Owned(Folder("/data"), 1001), File("/data/b")).Folders.Single().UserId);
    }

    [TestMethod]
    public void Empty_folders_links_and_capabilities_are_archived()
    {
        ExportedFiles files = Own(Folder("/srv/empty"), Link("/app/current", "../srv/empty"), File("/usr/bin/ping", "0755") with { HasCapabilities = true });
        Assert.AreEqual("", Copies(files));
        Assert.AreEqual("/srv/empty", Folders(files));
        Assert.AreEqual("../srv/empty", files.Links.Single().LinkTarget);
        Assert.AreEqual("/usr/bin/ping", Archived(files));
    }

    [TestMethod]
    [DataRow("a b", true)]
    [DataRow("$HOME", true)]
    [DataRow("it's", true)]
    [DataRow("#first", true)]
    [DataRow("[x]{y}!~,;=&%", true)]
    [DataRow("grün", true)]
    [DataRow(".dockerignore", true)]
    [DataRow("gru\u0308n", false)]
    [DataRow("a\"b", false)]
    [DataRow("a\\b", false)]
    [DataRow("a:b", false)]
    [DataRow("a*b?", false)]
    [DataRow("a\nb", false)]
    [DataRow("trailing.", false)]
    [DataRow("trailing ", false)]
    [DataRow("con.txt", false)]
    [DataRow(".git", false)]
    public void Names_that_not_every_file_system_keeps_are_archived(string name, bool isCopied)
    {
        ExportedFiles files = Own(File("/app/" + name));
        Assert.AreEqual(isCopied ? "files 0:0 /app/" + name : "", Copies(files));
        Assert.AreEqual(isCopied ? "" : "/app/" + name, Archived(files));
    }

    [TestMethod]
    public void Names_that_differ_in_case_alone_do_not_both_lie_in_the_context()
    {
        ExportedFiles files = Own(File("/app/Readme"), File("/app/readme"), File("/App/other"));
        Assert.AreEqual("files 0:0 /App/other", Copies(files));
        Assert.AreEqual("/app/Readme,/app/readme", Archived(files));
    }

    [TestMethod]
    public void What_takes_the_place_of_another_kind_is_archived_with_all_below()
    {
        ExportedFiles files = Own(Folder("/lib"), File("/lib/a"), Folder("/lib/deep"), File("/lib/deep/b"), File("/data"), Folder("/etc/motd"), File("/etc/motd/c"));
        Assert.AreEqual("", Copies(files));
        Assert.AreEqual("/etc/motd,/lib,/lib/deep", Folders(files));
        Assert.AreEqual("/data,/etc/motd/c,/lib/a,/lib/deep/b", Archived(files));
        Assert.IsEmpty(files.Removed);

        // A layer without an entry for the folder makes one all the same.
        Assert.AreEqual("/lib", Folders(Own(File("/lib/a"))));
    }

    [TestMethod]
    public void What_the_base_image_has_alike_is_left_to_it()
    {
        ExportedFiles files = Own(File("/etc/motd", text: "hello"), Folder("/tmp", "1777"), Link("/lib", "usr/lib"));
        Assert.IsFalse(files.HasArchive);
        Assert.AreEqual("", Copies(files));
        Assert.AreEqual("files 0:0 /etc/motd", Copies(Own(File("/etc/motd", text: "other"))));
    }

    [TestMethod]
    public void Uppermost_paths_that_are_gone_are_removed()
    {
        LayerScan own = Of([File("/app/x")], ["/data", "/etc/motd", "/never"]);
        Assert.AreEqual("/data,/etc/motd", string.Join(',', ExportedFiles.Of(FileTree.Build([s_base, own], 1), 1).Removed));
        LayerScan opaque = Of([Folder("/data", "0700")], [], "/data");
        ExportedFiles emptied = ExportedFiles.Of(FileTree.Build([s_base, opaque], 1), 1);
        Assert.AreEqual("/data/old", string.Join(',', emptied.Removed));

        // Of what the image's own layers have and take away again nothing is to be seen.
        ExportedFiles both = ExportedFiles.Of(FileTree.Build([s_base, Of(File("/app/y")), Of([], ["/app/y"])], 1), 1);
        Assert.IsEmpty(both.Removed);
        Assert.IsEmpty(both.Copies);
    }

    [TestMethod]
    public void Without_a_program_that_removes_a_path_stays_and_is_told()
    {
        LayerScan below = Of(Folder("/etc"), File("/etc/a"), File("/etc/b"));
        ExportedFiles files = ExportedFiles.Of(FileTree.Build([below, Of([], ["/etc/a", "/etc/b"])], 1), 1);
        Assert.IsEmpty(files.Removed);
        Assert.AreEqual("/etc/a, /etc/b stay: the base image has no rm to remove them with.", files.Gaps.Single());
    }

    [TestMethod]
    public void Devices_sparse_files_lists_and_names_without_text_are_told()
    {
        ExportedFiles files = Own(
            new LayerFile { Path = "/dev/null", Kind = FileKind.Other },
            File("/big") with { ContentDigest = null },
            File("/acl") with { HasAccessControlList = true },
            File("/bad\uFFFD"));
        Assert.AreEqual("files 0:0 /acl", Copies(files));
        string gaps = string.Join('|', files.Gaps);
        Assert.AreEqual("/bad\uFFFD has a name or target that is not UTF-8.|/dev/null is a device, pipe or socket, which is left out.|/big is a sparse file or a hard link to nothing, whose content is not read.|/acl has an access control list, which is lost.", gaps);
        Assert.EndsWith(" and 2 more are devices, pipes or sockets, which are left out.", Own([.. Enumerable.Range(0, 7).Select(static i => new LayerFile { Path = $"/dev/{i}", Kind = FileKind.Other })]).Gaps.Single());
    }

    [TestMethod]
    public void Hard_links_lead_to_the_entry_with_the_content()
    {
        LayerScan first = Of(File("/a", "0600"), File("/b", "0600", text: "/a") with { HardLinkTo = "/a" });
        LayerScan second = Of(new LayerFile { Path = "/c", Kind = FileKind.File, HardLinkTo = "/b" });
        ExportedFiles files = ExportedFiles.Of(FileTree.Build([first, second], 0), 0);
        Assert.AreEqual("/a=0/a,/b=0/a,/c=0/a", string.Join(',', files.Archived.Select(static f => $"{f.File.Path}={f.Layer}{f.Entry}")));
    }

    [TestMethod]
    public void Of_many_owners_those_with_few_files_are_archived()
    {
        ExportedFiles files = Own([.. Enumerable.Range(1, 12).SelectMany(static o => Enumerable.Range(0, o).Select(i => Owned(File($"/o{o}/{i}"), o)))]);
        Assert.HasCount(10, files.Copies);
        Assert.AreEqual(12, files.Copies[0].UserId);
        Assert.AreEqual("/o1/0,/o2/0,/o2/1", Archived(files));
    }

    private static ExportedFiles Own(params LayerFile[] files) => ExportedFiles.Of(FileTree.Build([s_base, Of(files)], 1), 1);

    private static LayerFile Owned(LayerFile file, long user) => file with { UserId = user };

    private static string Copies(ExportedFiles files) => string.Join("; ", files.Copies.Select(static c => $"{c.Folder} {c.UserId}:{c.GroupId} {string.Join(',', c.Files.Select(static f => f.File.Path))}"));

    private static string Folders(ExportedFiles files) => string.Join(',', files.Folders.Select(static f => f.Path));

    private static string Archived(ExportedFiles files) => string.Join(',', files.Archived.Select(static f => f.File.Path));
}
