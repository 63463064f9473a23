using System.Formats.Tar;
using System.IO.Compression;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.EmbeddedBase;

namespace OpenShift.NET.Sdk.Tests.Images.EmbeddedBase;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class EmbeddedBaseBuilderTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task The_layers_hold_what_the_plan_says()
    {
        using SyntheticHost host = SyntheticHost.Debian();

        EmbeddedBaseImage image = await Build(host);

        Assert.IsTrue(image.Made);
        Assert.AreEqual("1654", image.Image.Config.Config.User);
        Assert.HasCount(2, image.Image.Manifest.Layers);
        Assert.HasCount(2, image.Image.Config.RootFs.DiffIds);
        Dictionary<string, Entry> system = await Read(image, 0);
        Assert.AreEqual("usr/lib", system["lib"].Link);
        Assert.AreEqual(0b1_111_111_111, (int)system["tmp/"].Mode);
        Assert.AreEqual(0b111_111_101, (int)system["home/app/"].Mode);
        Assert.Contains("app:x:1654:0:", system["etc/passwd"].Content);
        Dictionary<string, Entry> runtime = await Read(image, 1);
        Assert.AreEqual("runtime 10.0.10", runtime["usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.10/System.Runtime.dll"].Content);
        Assert.AreEqual("/usr/share/dotnet/dotnet", runtime["usr/bin/dotnet"].Link);
    }

    [TestMethod]
    public async Task An_unchanged_host_is_not_read_again()
    {
        using SyntheticHost host = SyntheticHost.Debian();
        EmbeddedBaseImage first = await Build(host);

        EmbeddedBaseImage second = await Build(host);

        Assert.IsFalse(second.Made);
        Assert.AreEqual(first.Image.Digest, second.Image.Digest);
        Assert.AreSequenceEqual(first.Image.ConfigBytes.ToArray(), second.Image.ConfigBytes.ToArray());
    }

    [TestMethod]
    public async Task Equal_hosts_give_equal_images()
    {
        using SyntheticHost one = SyntheticHost.Debian();
        using SyntheticHost other = SyntheticHost.Debian();

        Assert.AreEqual((await Build(one)).Image.Digest, (await Build(other)).Image.Digest);
    }

    [TestMethod]
    public async Task A_library_that_comes_later_is_noticed()
    {
        using SyntheticHost host = SyntheticHost.Debian();
        EmbeddedBaseImage first = await Build(host);
        host.OpenSsl();

        EmbeddedBaseImage second = await Build(host);

        Assert.IsTrue(second.Made);
        Assert.AreNotEqual(first.Image.Digest, second.Image.Digest);
    }

    [TestMethod]
    public async Task A_newer_patch_is_noticed()
    {
        using SyntheticHost host = SyntheticHost.Debian();
        await Build(host);
        host.Dotnet("10.0.11");

        Assert.AreEqual("openshift-net-sdk/embedded-dotnet:10.0.11", (await Build(host)).Name);
    }

    [TestMethod]
    public async Task A_change_that_does_not_reach_the_image_makes_none()
    {
        using SyntheticHost host = SyntheticHost.Debian();
        await Build(host);
        host.Text("/etc/ld.so.conf", "# nothing\n");

        Assert.IsFalse((await Build(host)).Made);
    }

    [TestMethod]
    public async Task A_layer_that_the_cache_has_lost_is_made_again()
    {
        using SyntheticHost host = SyntheticHost.Debian();
        EmbeddedBaseImage first = await Build(host);
        File.Delete(Path.Combine(host.Cache, "blobs", "sha256", first.Image.Manifest.Layers[1].Digest.Hex));

        EmbeddedBaseImage second = await Build(host);

        Assert.IsTrue(second.Made);
        Assert.AreEqual(first.Image.Digest, second.Image.Digest);
    }

    [TestMethod]
    public async Task A_damaged_record_is_worth_nothing()
    {
        using SyntheticHost host = SyntheticHost.Debian();
        Digest digest = (await Build(host)).Image.Digest;
        foreach (string record in Directory.GetFiles(Path.Combine(host.Cache, "embedded")))
        {
            string text = await File.ReadAllTextAsync(record, TestContext.CancellationToken);
            await File.WriteAllTextAsync(record, text[..(text.Length / 2)], TestContext.CancellationToken);
        }

        Assert.AreEqual(digest, (await Build(host)).Image.Digest);
    }

    [TestMethod]
    public async Task Publishes_at_the_same_time_get_the_same_image()
    {
        using SyntheticHost host = SyntheticHost.Debian();

        EmbeddedBaseImage[] images = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Build(host))));

        Assert.HasCount(1, images.Select(i => i.Image.Digest).Distinct());
    }

    [TestMethod]
    public async Task A_cancelled_build_leaves_nothing_half_done()
    {
        using SyntheticHost host = SyntheticHost.Debian();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(async () => await EmbeddedBaseBuilder.BuildAsync(host.Request(), host.Root, cancelled.Token));

        Assert.IsEmpty(Directory.GetFiles(host.Cache, "*", SearchOption.AllDirectories));
    }

    [TestMethod]
    public async Task Another_platform_is_not_resolved()
    {
        using SyntheticHost host = SyntheticHost.Debian();
        EmbeddedBaseImage image = await Build(host);

        Assert.AreSame(image.Image, await image.ResolveAsync(new Platform("linux", "amd64"), TestContext.CancellationToken));
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(async () => await image.ResolveAsync(new Platform("linux", "arm64"), TestContext.CancellationToken));
        Assert.AreEqual(ToolCodes.PlatformNotFound, e.Code);
    }

    private async Task<EmbeddedBaseImage> Build(SyntheticHost host) => await EmbeddedBaseBuilder.BuildAsync(host.Request(), host.Root, TestContext.CancellationToken);

    private async Task<Dictionary<string, Entry>> Read(EmbeddedBaseImage image, int layer)
    {
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        await using Stream blob = await image.Image.Blobs.OpenAsync(image.Image.Manifest.Layers[layer], TestContext.CancellationToken);
        await using var tar = new TarReader(new GZipStream(blob, CompressionMode.Decompress));
        while (await tar.GetNextEntryAsync(copyData: true, TestContext.CancellationToken) is { } entry)
        {
            Assert.AreEqual(TarEntryFormat.Ustar, entry.Format);
            Assert.AreEqual((0, 0, 1L), (entry.Uid, entry.Gid, entry.ModificationTime.ToUnixTimeSeconds()));
            entries.Add(entry.Name, new Entry(entry.Mode, entry.LinkName, entry.DataStream is null ? "" : await new StreamReader(entry.DataStream).ReadToEndAsync(TestContext.CancellationToken)));
        }

        return entries;
    }

    private sealed record Entry(UnixFileMode Mode, string Link, string Content);
}
