using OpenShift.NET.Sdk.Publishing.Proving.InPlace;

namespace OpenShift.NET.Sdk.Tests.Publishing.Proving.Engines;

/// <summary>When the published application may be run in place unasked, and as what.</summary>
[TestClass]
public sealed class InPlaceTests
{
    private const string Arbitrary = "Name:\tdotnet\nUid:\t1000660000\t1000660000\t1000660000\t1000660000\nGid:\t0\t0\t0\t0\n";
    private const string Root = "Uid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\n";

    [TestMethod]
    [DataRow(Arbitrary, "root:x:0:0::/:\n", "", true, false, true, DisplayName = "a pod under an arbitrary user")]
    [DataRow(Arbitrary, "1000660000:x:1000660000:0:1000660000 user:/:/sbin/nologin\n", "0::/kubepods.slice/crio-1.scope", false, false, true, DisplayName = "CRI-O has added the user")]
    [DataRow("Uid:\t1234\t1234\t1234\t1234\nGid:\t0\t0\t0\t0\n", "root:x:0:0::/:\n", "", false, true, true, DisplayName = "a container under a user it does not know")]
    [DataRow(Root, "root:x:0:0::/:\n", "", true, true, false, DisplayName = "root in a pod")]
    [DataRow("Uid:\t1000\t1000\t1000\t1000\nGid:\t0\t0\t0\t0\n", "me:x:1000:1000::/:\n", "", true, true, false, DisplayName = "a user that is known")]
    [DataRow("Uid:\t1000660000\t1000660000\t1\t1\nGid:\t100\t100\t1\t1\n", "", "", true, true, false, DisplayName = "another group")]
    [DataRow(Arbitrary, "", "0::/user.slice", false, false, false, DisplayName = "no container")]
    public void Only_a_restricted_pod_is_one(string status, string passwd, string groups, bool isInCluster, bool hasMark, bool isRestricted) =>
        Assert.AreEqual(isRestricted, InPlaceSurroundings.Of(status, passwd, groups, isInCluster, hasMark).IsRestrictedPod);

    [TestMethod]
    public void The_application_is_found_where_it_was_laid_out_and_dotnet_where_it_is()
    {
        static string? Find(string path) => path is "/app/Shop.dll" or "/app/Shop" ? "/t/root" + path : null;
        static InPlaceCommand? Of(params string[] command) => InPlaceCommand.Of([.. command], "/app", Find, "/usr/bin/dotnet");
        InPlaceCommand framework = Of("dotnet", "/app/Shop.dll", "--urls", "/app/other")!;
        Assert.AreEqual("/usr/bin/dotnet /t/root/app/Shop.dll --urls /app/other", framework.Program + " " + string.Join(' ', framework.Arguments));
        Assert.AreEqual("/t/root/app/Shop", Of("./Shop")!.Program);
        Assert.AreEqual("/t/root/app/Shop", Of("/app/Shop")!.Program);
        Assert.AreEqual("/usr/bin/dotnet", Of("/usr/share/dotnet/dotnet", "Shop.dll")!.Program);
        Assert.IsNull(Of("/bin/sh", "-c", "x"));
        Assert.IsNull(Of("tini", "--", "dotnet"));
        Assert.IsNull(Of());
    }

    [TestMethod]
    public void What_was_written_is_told_by_the_paths_of_the_image()
    {
        string folder = Directory.CreateTempSubdirectory("osc-in-place").FullName;
        try
        {
            string root = Path.Combine(folder, "root");
            Directory.CreateDirectory(Path.Combine(root, "app/data"));
            Directory.CreateDirectory(Path.Combine(root, "app/empty"));
            File.WriteAllText(Path.Combine(root, "app/a.json"), "a");
            File.WriteAllText(Path.Combine(root, "app/gone"), "a");
            var files = new InPlaceFolder();
            files.Add("/app/data", Path.Combine(root, "app/data"), isDeclared: true);
            files.Add("/", root, isDeclared: false);
            Assert.IsEmpty(files.Written());
            Assert.AreEqual("Access to the path '/app/state.json' is denied, as is '/app/data/d', in / and /app/data.", files.Told($"Access to the path '{root}/app/state.json' is denied, as is '{root}/app/data/d', in {root} and {root}/app/data."));
            File.WriteAllText(Path.Combine(root, "app/a.json"), "abc");
            File.WriteAllText(Path.Combine(root, "app/data/d"), "12");
            File.Delete(Path.Combine(root, "app/gone"));
            Directory.CreateDirectory(Path.Combine(root, "app/new"));
            Assert.AreEqual(
                "/app/a.json 3 Changed False|/app/data/d 2 Created True|/app/gone 0 Deleted False|/app/new 0 Created False",
                string.Join('|', files.Written().OrderBy(static w => w.Path, StringComparer.Ordinal).Select(static w => $"{w.Path} {w.Size} {w.Change} {w.IsDeclared}")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
