using System.Text;
using OpenShift.NET.Sdk.Images.PackageDatabases;
using OpenShift.NET.Sdk.Tests.Images.FileTrees;

namespace OpenShift.NET.Sdk.Tests.Images.PackageDatabases;

[TestClass]
public sealed class PackageDatabaseReaderTests
{
    private const string ThreePackages = "tiny-lib 8.0p1-3.el9 Red Hat, Inc.; openssh-server 8.0p1-3.el9 Red Hat, Inc.; big-docs 8.0p1-3.el9 Red Hat, Inc.";

    [TestMethod]
    [DataRow("/var/lib/dpkg/status", PackageDatabaseKind.Dpkg)]
    [DataRow("/var/lib/dpkg/status.d/base-files", PackageDatabaseKind.Dpkg)]
    [DataRow("/var/lib/dpkg/status.d/base-files.md5sums", null)]
    [DataRow("/var/lib/dpkg/status-old", null)]
    [DataRow("/lib/apk/db/installed", PackageDatabaseKind.Apk)]
    [DataRow("/usr/lib/apk/db/installed", PackageDatabaseKind.Apk)]
    [DataRow("/var/lib/chisel/manifest.wall", PackageDatabaseKind.Chisel)]
    [DataRow("/var/lib/rpm/rpmdb.sqlite", PackageDatabaseKind.Rpm)]
    [DataRow("/usr/lib/sysimage/rpm/Packages.db", PackageDatabaseKind.Rpm)]
    [DataRow("/var/lib/rpm/Packages", PackageDatabaseKind.Rpm)]
    [DataRow("/data/Packages", null)]
    [DataRow("/app/Web.deps.json", PackageDatabaseKind.NuGet)]
    public void Databases_are_known_by_where_they_lie(string path, PackageDatabaseKind? kind) => Assert.AreEqual(kind, PackageDatabaseReader.KindOf(path));

    [TestMethod]
    public void Of_dpkg_only_what_is_installed_counts()
    {
        PackageDatabase read = Read(PackageDatabaseKind.Dpkg, """
            Package: libc6
            Status: install ok installed
            Version: 2.36-9+deb12u10
            Description: GNU C Library
             Package: not this one
             .

            Package: gone
            Status: deinstall ok config-files
            Version: 1

            Package: never
            Status: unknown ok not-installed

            Package: without-status
            Version: 3
            """);

        Assert.AreEqual("libc6 2.36-9+deb12u10; without-status 3", Describe(read));
    }

    [TestMethod]
    public void Line_ends_of_Windows_are_line_ends() =>
        Assert.AreEqual("a 1; b 2", Describe(Read(PackageDatabaseKind.Dpkg, "Package: a\r\nVersion: 1\r\n\r\nPackage: b\r\nVersion: 2\r\n")));

    [TestMethod]
    public void Apk_names_packages_in_one_letter_fields() =>
        Assert.AreEqual("musl 1.2.5-r0; busybox 1.36", Describe(Read(PackageDatabaseKind.Apk, "C:Q1x=\nP:musl\nV:1.2.5-r0\nF:lib\nR:ld.so\n\nP:busybox\nV:1.36\n")));

    [TestMethod]
    public void A_chisel_manifest_names_its_packages()
    {
        byte[] wall = TestTar.Zstd(Encoding.UTF8.GetBytes("""
            {"jsonwall":"1.0","schema":"1.0","count":4}
            {"kind":"content","slice":"base-files_base","path":"/package"}
            {"kind":"package","name":"libc6","version":"2.39-0ubuntu8","sha256":"00","arch":"amd64"}
            {"kind":"slice","name":"libc6_libs"}
            """));

        Assert.AreEqual("libc6 2.39-0ubuntu8", Describe(PackageDatabaseReader.Read(PackageDatabaseKind.Chisel, wall)));
    }

    [TestMethod]
    public void A_dependency_list_names_packages_and_not_the_project()
    {
        PackageDatabase read = Read(PackageDatabaseKind.NuGet, """
            { "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0", "libraries": {} },
              "targets": { ".NETCoreApp,Version=v10.0": { "FxSsh/1.0.0": { "runtime": {} } } },
              "libraries": { "Web/1.0.0": { "type": "project", "serviceable": false }, "FxSsh/1.3.0": { "path": "fxssh/1.3.0", "type": "package" } } }
            """);

        Assert.AreEqual("FxSsh 1.3.0", Describe(read));
    }

    [TestMethod]
    public void Sqlite_databases_of_rpm_are_walked()
    {
        PackageDatabase read = PackageDatabaseReader.Read(PackageDatabaseKind.Rpm, RpmFixtures.Sqlite);

        Assert.AreEqual(ThreePackages, Describe(read));
        Assert.AreEqual(3 * 41, read.Owners.Count);
        Assert.AreEqual("openssh-server", read.Packages[read.Owners.OwnerOf("/usr/sbin/openssh-server")!.Value].Name);
        Assert.AreEqual("big-docs", read.Packages[read.Owners.OwnerOf("/usr/share/big-docs/file-number-40")!.Value].Name);
        Assert.IsNull(read.Owners.OwnerOf("/etc/openssh-server/config"), "configuration is there to be changed");
        Assert.IsNull(read.Owners.OwnerOf("/usr/share/big-docs"), "a folder");
    }

    [TestMethod]
    public void Berkeley_databases_of_rpm_are_walked()
    {
        PackageDatabase read = PackageDatabaseReader.Read(PackageDatabaseKind.Rpm, RpmFixtures.Berkeley);

        Assert.AreEqual(string.Join("; ", ThreePackages.Split("; ").Order(StringComparer.Ordinal)), string.Join("; ", Describe(read).Split("; ").Order(StringComparer.Ordinal)));
        Assert.AreEqual(3 * 41, read.Owners.Count);
    }

    [TestMethod]
    public void Databases_in_the_format_of_SUSE_are_walked()
    {
        byte[] file = RpmFixtures.Ndb(
            RpmFixtures.Header((1000, "gpg-pubkey"), (1001, "1"), (1002, "2")),
            RpmFixtures.Header((1000, "openssh-server"), (1001, "9.6p1"), (1002, "1.2"), (1011, "SUSE LLC")));

        Assert.AreEqual("openssh-server 9.6p1-1.2 SUSE LLC", Describe(PackageDatabaseReader.Read(PackageDatabaseKind.Rpm, file)));
    }

    [TestMethod]
    [DataRow(PackageDatabaseKind.Dpkg, "{ }\n", "is no dpkg status file: a line is no field")]
    [DataRow(PackageDatabaseKind.Dpkg, "Package: a\u0007b\n", "is damaged: a name or version holds control characters")]
    [DataRow(PackageDatabaseKind.Apk, "P:a\nzzz\n", "is no apk database: a line is no field")]
    [DataRow(PackageDatabaseKind.Chisel, "PK", "is no chisel manifest or is damaged: it cannot be decompressed")]
    [DataRow(PackageDatabaseKind.NuGet, "[]", "is no dependency list: it holds no JSON object")]
    [DataRow(PackageDatabaseKind.NuGet, "{\"libraries\":{\"a/1\":{\"type\":", "is damaged: it is no JSON")]
    [DataRow(PackageDatabaseKind.Rpm, "", "is in no format of RPM databases (SQLite, NDB, Berkeley DB)")]
    [DataRow(PackageDatabaseKind.Rpm, "SQLite format 3\0", "is truncated or damaged: it points outside of itself")]
    public void What_cannot_be_read_says_why(PackageDatabaseKind kind, string content, string problem)
    {
        PackageDatabase read = Read(kind, content);

        Assert.AreEqual(problem, read.Problem);
        Assert.AreEqual(0, read.Packages.Length);
    }

    private static PackageDatabase Read(PackageDatabaseKind kind, string content) => PackageDatabaseReader.Read(kind, Encoding.UTF8.GetBytes(content));

    private static string Describe(PackageDatabase database) =>
        database.Problem ?? string.Join("; ", database.Packages.Select(p => $"{p.Name} {p.Version} {p.Vendor}".TrimEnd()));
}
