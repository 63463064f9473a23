using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Tests.Images;

[TestClass]
public sealed class PlatformSelectorTests
{
    [TestMethod]
    [DataRow("linux-x64", "linux/amd64")]
    [DataRow("linux-musl-x64", "linux/amd64")]
    [DataRow("linux-arm64", "linux/arm64/v8")]
    [DataRow("linux-arm", "linux/arm/v7")]
    [DataRow("linux-s390x", "linux/s390x")]
    [DataRow("linux-ppc64le", "linux/ppc64le")]
    public void A_runtime_identifier_finds_its_variant(string rid, string expected) =>
        Assert.AreEqual(expected, PlatformSelector.Select(Index(), RuntimePlatform.Of(rid), "base").Platform!.ToString());

    [TestMethod]
    public void A_missing_platform_is_reported_with_those_there_are()
    {
        OpenShiftException failure = Failures.Expect(ToolCodes.PlatformNotFound, () => PlatformSelector.Select(Index(), new Platform("linux", "riscv64"), "base:1"));
        Assert.Contains("linux/amd64, linux/arm/v5, linux/arm/v7, linux/arm64/v8", failure.Seen);
        Assert.DoesNotContain("unknown", failure.Seen);
    }

    [TestMethod]
    [DataRow("win-x64")]
    [DataRow("osx-arm64")]
    [DataRow("linux-vax")]
    public void A_platform_that_no_container_runs_on_is_refused(string rid) => Failures.Expect(ToolCodes.PlatformNotFound, () => RuntimePlatform.Of(rid));

    [TestMethod]
    [DataRow("arm", "v6", "arm", "v7", true)]
    [DataRow("arm", "v8", "arm", "v7", false)]
    [DataRow("amd64", "v3", "amd64", null, false)]
    [DataRow("arm64", null, "arm64", "v8", true)]
    [DataRow("x86_64", null, "amd64", null, true)]
    public void A_CPU_runs_its_own_variant_and_lower_ones(string have, string? haveVariant, string want, string? wantVariant, bool fits) =>
        Assert.AreEqual(fits, PlatformSelector.Fits(new Platform("linux", have, haveVariant), new Platform("linux", want, wantVariant)));

    [TestMethod]
    public void The_first_of_equals_is_taken()
    {
        ImageIndex index = new() { Manifests = [Manifest(1, "amd64"), Manifest(2, "amd64")] };
        Assert.AreEqual(index.Manifests[0], PlatformSelector.Select(index, new Platform("linux", "amd64"), "base"));
    }

    private static ImageIndex Index() => new()
    {
        Manifests =
        [
            Manifest(0, "unknown") with { Platform = new Platform("unknown", "unknown") },
            Manifest(1, "amd64") with { Platform = new Platform("windows", "amd64") },
            Manifest(2, "arm", "v5"), Manifest(3, "amd64"), Manifest(4, "arm", "v7"), Manifest(5, "arm64", "v8"), Manifest(6, "s390x"), Manifest(7, "ppc64le"),
        ],
    };

    private static Descriptor Manifest(byte content, string architecture, string? variant = null) =>
        new(MediaTypes.OciManifest, Digest.Of([content]), 1) { Platform = new Platform("linux", architecture, variant) };
}
