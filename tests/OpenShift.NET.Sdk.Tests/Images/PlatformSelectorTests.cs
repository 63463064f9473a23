using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Tests.Images;

[TestClass]
public sealed class PlatformSelectorTests
{
    [TestMethod]
    [DataRow("linux/amd64", "windows/amd64 linux/arm64 linux/amd64 linux/s390x", 2)]
    [DataRow("linux/arm64", "linux/amd64 linux/arm64/v8", 1)]
    [DataRow("linux/arm64/v8", "linux/arm64", 0)]
    [DataRow("linux/arm/v7", "linux/arm/v5 linux/arm/v7 linux/arm/v6", 1)]
    [DataRow("linux/arm", "linux/arm/v6 linux/arm/v7", 1)]
    [DataRow("linux/arm/v6", "linux/arm/v7 linux/arm/v6", 1)]
    [DataRow("linux/arm/v7", "linux/arm/v6", 0)]
    [DataRow("linux/amd64", "linux/amd64/v3 linux/amd64", 1)]
    [DataRow("linux/amd64", "linux/amd64 linux/amd64", 0)]
    [DataRow("linux/s390x", "linux/amd64 linux/s390x", 1)]
    [DataRow("linux/ppc64le", "linux/ppc64 linux/ppc64le", 1)]
    [DataRow("linux/amd64", "Linux/x86_64", 0)]
    [DataRow("linux/arm64", "linux/aarch64", 0)]
    public void The_best_image_of_a_platform_is_chosen(string wanted, string available, int expected)
    {
        ImageIndex index = Index(available);
        Assert.AreSame(index.Manifests[expected], PlatformSelector.Select(index, Parse(wanted)));
    }

    [TestMethod]
    [DataRow("linux/amd64", "windows/amd64 linux/arm64 unknown/unknown")]
    [DataRow("linux/amd64", "linux/amd64/v2")]
    [DataRow("linux/arm/v6", "linux/arm/v7")]
    [DataRow("linux/ppc64le", "linux/ppc64")]
    [DataRow("linux/amd64", "")]
    public void Nothing_is_chosen_where_nothing_would_run(string wanted, string available) =>
        Assert.IsNull(PlatformSelector.Select(Index(available), Parse(wanted)));

    [TestMethod]
    public void The_only_manifest_need_not_name_a_platform()
    {
        var only = new Descriptor(MediaTypes.OciManifest, Digest.Of([]), 0);
        Assert.AreSame(only, PlatformSelector.Select(new ImageIndex { Manifests = [only] }, Parse("linux/amd64")));
        Assert.IsNull(PlatformSelector.Select(new ImageIndex { Manifests = [only, only] }, Parse("linux/amd64")));
    }

    [TestMethod]
    public void Attestations_are_not_listed() =>
        Assert.AreEqual("linux/amd64, linux/arm/v7", PlatformSelector.Describe(Index("linux/amd64 unknown/unknown linux/arm/v7")));

    [TestMethod]
    public void An_empty_index_is_described_and_searched_without_failing()
    {
        Assert.AreEqual("none", PlatformSelector.Describe(new ImageIndex { Manifests = default }));
        Assert.IsNull(PlatformSelector.Select(new ImageIndex { Manifests = default }, Parse("linux/amd64")));
    }

    private static Platform Parse(string text)
    {
        string[] parts = text.Split('/');
        return new Platform(parts[0], parts[1], parts.Length > 2 ? parts[2] : null);
    }

    private static ImageIndex Index(string platforms) => new()
    {
        Manifests = [.. platforms.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => new Descriptor(MediaTypes.OciManifest, Digest.Of([]), 0) { Platform = Parse(p) })],
    };
}
