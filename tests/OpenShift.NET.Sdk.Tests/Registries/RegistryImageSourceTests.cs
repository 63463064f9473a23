using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Tests.Registries.Fakes;

namespace OpenShift.NET.Sdk.Tests.Registries;

[TestClass]
public sealed class RegistryImageSourceTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Platform Amd64 = new("linux", "amd64");

    [TestMethod]
    public async Task An_image_is_found_by_its_tag_and_its_layers_are_left_alone()
    {
        await using var server = new FakeRegistry();
        Image image = Fakes.Images.Create(["one", "two"]);
        Fakes.Images.AddTo(server, "base", "1", image);
        using IRegistry registry = Open(server);
        RegistryImageSource source = Source(registry, "base:1");
        Image found = await source.ResolveAsync(Amd64, None);
        Assert.AreEqual(image.Digest, found.Digest);
        CollectionAssert.AreEqual(image.ConfigBytes.ToArray(), found.ConfigBytes.ToArray());
        Assert.AreEqual($"{server.Authority}/base:1", source.Name);
        Assert.HasCount(2, server.Requests);
        await using Stream layer = await found.Blobs.OpenAsync(found.Manifest.Layers[1], None);
        Assert.AreEqual("two", await new StreamReader(layer).ReadToEndAsync());
    }

    [TestMethod]
    public async Task An_index_leads_to_the_platforms_image()
    {
        await using var server = new FakeRegistry();
        Image arm = Fakes.Images.Create(["one"], "arm64");
        Image amd = Fakes.Images.Create(["one"]);
        Fakes.Images.AddTo(server, "base", null, arm);
        Fakes.Images.AddTo(server, "base", null, amd);
        _ = server.AddManifest("base", "1", Fakes.Images.Index(arm, amd), MediaTypes.OciIndex);
        using IRegistry registry = Open(server);
        Assert.AreEqual(arm.Digest, (await Source(registry, "base:1").ResolveAsync(new Platform("linux", "arm64"), None)).Digest);
        Assert.AreEqual(amd.Digest, (await Source(registry, "base:1").ResolveAsync(Amd64, None)).Digest);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => Source(registry, "base:1").ResolveAsync(new Platform("linux", "s390x"), None).AsTask());
        Assert.AreEqual(ToolCodes.PlatformNotFound, e.Code);
        Assert.Contains("linux/amd64, linux/arm64", e.Message);
    }

    [TestMethod]
    public async Task A_single_image_of_another_platform_is_refused()
    {
        await using var server = new FakeRegistry();
        Fakes.Images.AddTo(server, "base", "1", Fakes.Images.Create(["one"], "arm64"));
        using IRegistry registry = Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => Source(registry, "base:1").ResolveAsync(Amd64, None).AsTask());
        Assert.AreEqual(ToolCodes.PlatformNotFound, e.Code);
    }

    [TestMethod]
    public async Task An_image_that_does_not_exist_is_told()
    {
        await using var server = new FakeRegistry();
        using IRegistry registry = Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => Source(registry, "base:1").ResolveAsync(Amd64, None).AsTask());
        Assert.AreEqual(ToolCodes.BaseImageNotFound, e.Code);
        Assert.Contains("base:1", e.Message);
    }

    [TestMethod]
    public async Task An_index_whose_image_is_missing_is_told()
    {
        await using var server = new FakeRegistry();
        _ = server.AddManifest("base", "1", Fakes.Images.Index(Fakes.Images.Create(["one"])), MediaTypes.OciIndex);
        using IRegistry registry = Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => Source(registry, "base:1").ResolveAsync(Amd64, None).AsTask());
        Assert.AreEqual(ToolCodes.BaseImageNotFound, e.Code);
    }

    [TestMethod]
    [DataRow("""{"schemaVersion":1,"fsLayers":[]}""", "application/vnd.docker.distribution.manifest.v1+prettyjws", "schema 1")]
    [DataRow("""{"schemaVersion":1,"name":"x"}""", "application/json", "schema 1")]
    [DataRow("""{"schemaVersion":2,"manifests":[],"layers":[]}""", MediaTypes.OciIndex, "contradicts")]
    [DataRow("""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","manifests":[]}""", MediaTypes.OciIndex, "contradicts")]
    [DataRow("""{"schemaVersion":2,"manifests":[]}""", MediaTypes.OciManifest, "not known")]
    [DataRow("""{"schemaVersion":2,"layers":[]}""", MediaTypes.OciIndex, "not known")]
    [DataRow("""{"mediaType":"application/x"}""", "application/x", "not known")]
    [DataRow("""{"schemaVersion":2,"layers":[]}""", MediaTypes.OciManifest, "")]
    [DataRow("""{"schemaVersion":2,"config":null,"layers":[]}""", MediaTypes.OciManifest, "")]
    [DataRow("""{"schemaVersion":2,"config":{"mediaType":"application/x","digest":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":0},"layers":[]}""", MediaTypes.OciManifest, "artifact")]
    [DataRow("""{"schemaVersion":2,"config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":99999999999},"layers":[]}""", MediaTypes.OciManifest, "larger")]
    [DataRow("""{"schemaVersion":2,"config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:1","size":2},"layers":[]}""", MediaTypes.OciManifest, "")]
    [DataRow("""{"schemaVersion":2,"config":{},"layers":[{"size":-1}]}""", MediaTypes.OciManifest, "")]
    [DataRow("""{"schemaVersion":2,"config":{},"layers":[null]}""", MediaTypes.OciManifest, "")]
    [DataRow("[]", MediaTypes.OciManifest, "object")]
    [DataRow("{", MediaTypes.OciManifest, "no JSON")]
    [DataRow("", MediaTypes.OciManifest, "no JSON")]
    public async Task A_manifest_that_is_none_is_refused(string json, string type, string told)
    {
        await using var server = new FakeRegistry();
        _ = server.AddManifest("base", "1", Encoding.UTF8.GetBytes(json), type);
        using IRegistry registry = Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => Source(registry, "base:1").ResolveAsync(Amd64, None).AsTask());
        Assert.AreEqual(ToolCodes.InvalidManifest, e.Code, e.Message);
        Assert.Contains(told, e.Message);
    }

    [TestMethod]
    public async Task An_index_inside_an_index_is_refused()
    {
        await using var server = new FakeRegistry();
        byte[] inner = Fakes.Images.Index(Fakes.Images.Create(["one"]));
        Digest digest = server.AddManifest("base", null, inner, MediaTypes.OciIndex);
        _ = server.AddManifest("base", "1", ImageJson.Write(new ImageIndex { Manifests = [new Descriptor(MediaTypes.OciIndex, digest, inner.Length) { Platform = Amd64 }] }), MediaTypes.OciIndex);
        using IRegistry registry = Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => Source(registry, "base:1").ResolveAsync(Amd64, None).AsTask());
        Assert.AreEqual(ToolCodes.InvalidManifest, e.Code);
    }

    [TestMethod]
    public async Task The_kind_is_taken_from_the_document_where_the_header_says_nothing()
    {
        await using var server = new FakeRegistry();
        Image image = Fakes.Images.Create(["one"]);
        Fakes.Images.AddTo(server, "base", null, image);
        _ = server.AddManifest("base", "1", image.ManifestBytes.ToArray(), "application/json");
        using IRegistry registry = Open(server);
        Assert.AreEqual(MediaTypes.OciManifest, (await Source(registry, "base:1").ResolveAsync(Amd64, None)).Descriptor.MediaType);
    }

    [TestMethod]
    [DataRow("""{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}""")]
    [DataRow("""{"architecture":"amd64","os":"linux","rootfs":null}""")]
    [DataRow("not json")]
    public async Task A_configuration_that_does_not_fit_its_manifest_is_refused(string config)
    {
        await using var server = new FakeRegistry();
        byte[] bytes = Encoding.UTF8.GetBytes(config);
        Image image = Fakes.Images.Create(["one"]);
        Digest digest = server.AddBlob("base", bytes);
        _ = server.AddManifest("base", "1", ImageJson.Write(image.Manifest with { Config = new Descriptor(MediaTypes.OciConfig, digest, bytes.Length) }));
        using IRegistry registry = Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => Source(registry, "base:1").ResolveAsync(Amd64, None).AsTask());
        Assert.AreEqual(ToolCodes.InvalidManifest, e.Code);
    }

    [TestMethod]
    public async Task A_corrupt_configuration_is_refused()
    {
        await using var server = new FakeRegistry();
        Image image = Fakes.Images.Create(["one"]);
        Fakes.Images.AddTo(server, "base", "1", image);
        byte[] other = image.ConfigBytes.ToArray();
        other[5] ^= 1;
        server.Blobs[$"base@{image.Manifest.Config.Digest}"] = other;
        using IRegistry registry = Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => Source(registry, "base:1").ResolveAsync(Amd64, None).AsTask());
        Assert.AreEqual(ToolCodes.CorruptBlob, e.Code);
    }

    [TestMethod]
    public async Task The_digest_alone_costs_one_request_without_a_body_and_none_for_a_pinned_reference()
    {
        await using var server = new FakeRegistry();
        Image image = Fakes.Images.Create(["one"]);
        Fakes.Images.AddTo(server, "base", "1", image);
        using IRegistry registry = Open(server);
        Assert.AreEqual(image.Digest, await Source(registry, "base:1").TryHeadDigestAsync(None));
        Assert.IsNull(await Source(registry, "base:2").TryHeadDigestAsync(None));
        Assert.AreEqual(image.Digest, await Source(registry, $"base@{image.Digest}").TryHeadDigestAsync(None));
        CollectionAssert.AreEqual(new[] { "HEAD /v2/base/manifests/1", "HEAD /v2/base/manifests/2" }, server.Lines.ToArray());
    }

    private static IRegistry Open(FakeRegistry server) => new Client { Direction = RegistryDirection.Pull }.Open(server);

    private static RegistryImageSource Source(IRegistry registry, string name) => new(registry, ImageReference.Parse($"{registry.Name}/{name}"));
}
