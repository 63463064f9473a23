using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Runtimes;

namespace OpenShift.NET.Sdk.Tests.Images.Runtimes;

[TestClass]
public sealed class SharedFrameworksTests
{
    [TestMethod]
    public void Every_framework_is_found_with_all_its_versions()
    {
        var found = SharedFrameworks.InstalledIn(Tree(
            "/usr/share/dotnet/shared/Microsoft.AspNetCore.App/10.0.1/a.dll",
            "/usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.1/a.dll",
            "/usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.1/b.dll",
            "/usr/share/dotnet/shared/Microsoft.NETCore.App/11.0.0-preview.1.25080.5/a.dll",
            "/usr/share/dotnet/shared/Microsoft.NETCore.App/9.0.2/a.dll"));

        Assert.AreEqual("Microsoft.AspNetCore.App Microsoft.NETCore.App", string.Join(' ', found.Keys.Order()));
        Assert.AreEqual("10.0.1", string.Join(' ', found["Microsoft.AspNetCore.App"]));
        Assert.AreEqual("9.0.2 10.0.1 11.0.0-preview.1.25080.5", string.Join(' ', found["Microsoft.NETCore.App"].Order()));
    }

    [TestMethod]
    public void A_version_is_found_once_however_many_roots_have_it()
    {
        var found = SharedFrameworks.InstalledIn(Tree(
            "/opt/dotnet/shared/Microsoft.NETCore.App/10.0.1/a.dll",
            "/usr/lib64/dotnet/shared/Microsoft.NETCore.App/10.0.1/a.dll"));

        Assert.HasCount(1, found["Microsoft.NETCore.App"]);
    }

    [TestMethod]
    [DataRow("/usr/share/dotnet/shared/Microsoft.NETCore.App/readme.txt")]
    [DataRow("/usr/share/dotnet/shared/Microsoft.NETCore.App/current/a.dll")]
    [DataRow("/app/shared/lib/1.0.0/a.dll")]
    [DataRow("/usr/share/dotnet/shared/")]
    public void Other_files_are_no_frameworks(string path) => Assert.IsEmpty(SharedFrameworks.InstalledIn(Tree(path)));

    private static FileTree Tree(params ReadOnlySpan<string> paths)
    {
        var files = ImmutableArray.CreateBuilder<LayerFile>();
        foreach (string path in paths)
        {
            files.Add(new LayerFile { Path = path, Mode = 0x1A4 });
        }

        var layer = new LayerScan { Blob = new Descriptor(MediaTypes.OciLayerGzip, Digest.Of([1]), 1), DiffId = Digest.Of([2]), Files = files.DrainToImmutable() };
        return FileTree.Build([layer], 1);
    }
}
