using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.PackageDatabases;
using OpenShift.NET.Sdk.Tests.Images.PackageDatabases;

namespace OpenShift.NET.Sdk.Tests.Images.FileTrees;

[TestClass]
public sealed class PackageInventoryTests
{
    private const string Status = "/var/lib/dpkg/status";

    [TestMethod]
    public void Packages_are_the_applications_when_the_base_image_does_not_have_them()
    {
        FileTree files = FileTree.Build([TestLayer.Of(Database(Status, "libc6", "gone")), TestLayer.Of(Database(Status, "libc6", "nginx"))], 1);

        Assert.AreEqual("libc6 Base, nginx App", Describe(files.Packages));
    }

    [TestMethod]
    public void Files_of_one_package_each_add_up()
    {
        FileTree files = FileTree.Build(
            [TestLayer.Of(Database(Status + ".d/base", "base-files")), TestLayer.Of(Database(Status + ".d/redis", "redis"))], 1);

        Assert.AreEqual("base-files Base, redis App", Describe(files.Packages));
    }

    [TestMethod]
    public void A_database_no_container_sees_does_not_count()
    {
        FileTree files = FileTree.Build([TestLayer.Of(Database(Status, "nginx")), TestLayer.Of([], [Status])], 0);

        Assert.AreEqual("", Describe(files.Packages));
        Assert.IsEmpty(files.Packages.Databases);
    }

    [TestMethod]
    public void A_sqlite_database_without_its_log_is_not_complete()
    {
        FileTree files = TestLayer.Tree(
            Database("/var/lib/rpm/rpmdb.sqlite", "bash"),
            TestLayer.File("/var/lib/rpm/rpmdb.sqlite-wal") with { Size = 4152 });

        Assert.AreEqual("is not complete without /var/lib/rpm/rpmdb.sqlite-wal, which holds changes that were never written into it", files.Packages.Problems.Single().Problem);
    }

    [TestMethod]
    [DataRow(100_000)]
    [DataRow(3_000_000)]
    public async Task A_layer_is_scanned_for_packages_however_large_its_database_is_and_the_scan_is_kept(int size)
    {
        byte[] status = [.. "Package: nginx\nVersion: 1\nDescription: "u8, .. Enumerable.Repeat((byte)'x', size), .. "\n\nPackage: last\nVersion: 2\n"u8];
        LayerScan scan = await TestTar.ScanAsync(new TestTar().Entry("var/lib/dpkg/status", content: status).Entry("var/lib/rpm/rpmdb.sqlite", content: RpmFixtures.Sqlite).ToArray());
        LayerScan kept = LayerScanFile.Read(LayerScanFile.Write(scan).ToArray(), scan.Blob)!;

        foreach (LayerScan read in (LayerScan[])[scan, kept])
        {
            PackageInventory packages = FileTree.Build([read], 0).Packages;
            Assert.AreEqual("nginx App, last App, tiny-lib App, openssh-server App, big-docs App", Describe(packages));
            Assert.AreEqual(Digest.Of(status), read.Files[0].ContentDigest);
            Assert.IsNull(read.Files[0].Text);
            PackageDatabase rpm = read.Files[1].Packages!;
            Assert.AreEqual("big-docs", rpm.Packages[rpm.Owners.OwnerOf("/usr/sbin/big-docs")!.Value].Name);
            Assert.AreEqual("Red Hat, Inc.", rpm.Packages[0].Vendor);
        }
    }

    [TestMethod]
    public async Task Beyond_the_limit_of_a_layer_databases_are_left_out_and_say_so()
    {
        byte[] two = "Package: a\nVersion: 1\n\nPackage: b\n"u8.ToArray();
        LayerScan scan = await TestTar.ScanAsync(
            new TestTar().Entry("var/lib/dpkg/status", content: two).Entry("var/lib/dpkg/status.d/x", content: two).ToArray(),
            limits: new LayerScanLimits { Packages = 3 });

        Assert.AreEqual(2, scan.Files[0].Packages!.Packages.Length);
        Assert.AreEqual("names more packages, together with the others of its layer, than are kept", scan.Files[1].Packages!.Problem);
    }

    private static LayerFile Database(string path, params string[] names) =>
        TestLayer.File(path) with { Packages = new PackageDatabase(PackageDatabaseReader.KindOf(path)!.Value, [.. names.Select(n => new InstalledPackage(n, "1"))]) };

    private static string Describe(PackageInventory inventory) => string.Join(", ", inventory.Packages.Select(p => $"{p.Package.Name} {p.Origin}"));
}
