using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Tests.Registries.Fakes;

namespace OpenShift.NET.Sdk.Tests.Registries;

[TestClass]
public sealed class RegistryTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7))];
    private static readonly Descriptor Blob = new("x", Digest.Of(Content), Content.Length);

    [TestMethod]
    public async Task A_manifest_comes_with_its_type_and_digest()
    {
        await using var server = new FakeRegistry();
        Digest digest = server.AddManifest("a/b", "1", [1, 2], MediaTypes.DockerManifest + "; charset=utf-8");
        using IRegistry registry = new Client().Open(server);
        ManifestContent content = (await registry.GetManifestAsync("a/b", "1", None))!;
        CollectionAssert.AreEqual(new byte[] { 1, 2 }, content.Bytes.ToArray());
        Assert.AreEqual(MediaTypes.DockerManifest, content.MediaType);
        Assert.AreEqual(digest, content.Digest);
        Assert.IsNull(await registry.GetManifestAsync("a/b", "2", None));
        Assert.Contains(MediaTypes.OciIndex, server.Requests.First().Headers["Accept"]);
    }

    [TestMethod]
    public async Task A_manifest_with_another_digest_than_asked_for_is_refused()
    {
        await using var server = new FakeRegistry();
        string asked = Digest.Of([9]).ToString();
        server.Manifests["a@" + asked] = ([1], MediaTypes.OciManifest);
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.GetManifestAsync("a", asked, None).AsTask());
        Assert.AreEqual(ToolCodes.CorruptBlob, e.Code);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_manifest_that_is_too_large_is_refused(bool lengthTold)
    {
        await using var server = new FakeServer();
        server.Intercept = _ => lengthTold
            ? new FakeResponse(200, []) { CutAfter = 0 }.With("Content-Length", "99999999999")
            : new FakeResponse(200, new byte[(4 * 1024 * 1024) + 1]);
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.GetManifestAsync("a", "1", None).AsTask());
        Assert.AreEqual(ToolCodes.InvalidManifest, e.Code);
    }

    [TestMethod]
    [DataRow(true, 1)]
    [DataRow(false, 2)]
    public async Task The_digest_of_a_tag_costs_one_request_where_the_registry_tells_it(bool tells, int requests)
    {
        await using var server = new FakeRegistry { SendsDigestHeader = tells };
        Digest digest = server.AddManifest("a", "1", [1, 2]);
        using IRegistry registry = new Client().Open(server);
        Assert.AreEqual(digest, await registry.HeadManifestAsync("a", "1", None));
        Assert.HasCount(requests, server.Requests);
    }

    [TestMethod]
    public async Task Requests_share_a_connection()
    {
        await using var server = new FakeRegistry();
        using IRegistry registry = new Client().Open(server);
        for (int i = 0; i < 5; i++)
        {
            _ = await registry.HeadManifestAsync("a", "1", None);
        }

        Assert.AreEqual(1, server.Connections);
    }

    [TestMethod]
    public async Task A_blob_is_read()
    {
        await using var server = new FakeRegistry();
        _ = server.AddBlob("a", Content);
        using IRegistry registry = new Client().Open(server);
        CollectionAssert.AreEqual(Content, await ReadAsync(registry, Blob));
    }

    [TestMethod]
    public async Task A_blob_can_be_read_synchronously()
    {
        await using var server = new FakeRegistry();
        _ = server.AddBlob("a", Content);
        using IRegistry registry = new Client().Open(server);
        await using Stream stream = await registry.OpenBlobAsync("a", Blob, None);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        CollectionAssert.AreEqual(Content, copy.ToArray());
    }

    [TestMethod]
    public async Task A_missing_blob_is_told()
    {
        await using var server = new FakeRegistry();
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.OpenBlobAsync("a", Blob, None).AsTask());
        Assert.AreEqual(ToolCodes.InvalidArchive, e.Code);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(-1)]
    [DataRow(1)]
    public async Task A_blob_of_another_content_or_length_fails_at_its_end(int longer)
    {
        byte[] other = new byte[Content.Length + longer];
        await using var server = new FakeServer { Intercept = _ => new FakeResponse(200, other) };
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => ReadAsync(registry, Blob));
        Assert.AreEqual(ToolCodes.CorruptBlob, e.Code);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_blob_goes_on_where_the_connection_broke(bool knowsRanges)
    {
        await using var server = new FakeRegistry();
        _ = server.AddBlob("a", Content);
        int count = 0;
        server.Intercept = _ => count++ == 0 ? new FakeResponse(200, Content) { CutAfter = 100_000 } : knowsRanges ? null : new FakeResponse(200, Content);
        using IRegistry registry = new Client().Open(server);
        CollectionAssert.AreEqual(Content, await ReadAsync(registry, Blob));
        Assert.IsTrue(server.Requests.Last().Headers.ContainsKey("Range"));
    }

    [TestMethod]
    public async Task A_blob_that_always_breaks_is_given_up()
    {
        await using var server = new FakeServer { Intercept = r => r.Headers.ContainsKey("Range") ? new FakeResponse(206, Content) { CutAfter = 0 } : new FakeResponse(200, Content) { CutAfter = 10 } };
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => ReadAsync(registry, Blob));
        Assert.AreEqual(ToolCodes.RegistryUnreachable, e.Code);
    }

    [TestMethod]
    public async Task A_blob_is_uploaded_in_a_session_with_one_put()
    {
        await using var server = new FakeRegistry();
        using IRegistry registry = new Client().Open(server);
        Assert.IsFalse(await registry.BlobExistsAsync("a", Blob, None));
        await registry.UploadBlobAsync("a", Blob, Open, None);
        Assert.IsTrue(await registry.BlobExistsAsync("a", Blob, None));
        CollectionAssert.AreEqual(new[] { "POST", "PUT" }, server.Requests.Select(r => r.Method).Where(m => m != "HEAD").ToArray());
        Assert.AreEqual("abc", server.Requests.Single(r => r.Method == "PUT").Query["_state"]);
    }

    [TestMethod]
    public async Task A_blob_is_uploaded_in_parts_when_asked_for()
    {
        await using var server = new FakeRegistry();
        using IRegistry registry = new Client
        {
            Environment =
            {
                Variables =
                {
                    ["DOTNET_CONTAINER_REGISTRY_CHUNKED_UPLOAD"] = "true",
                    ["DOTNET_CONTAINER_REGISTRY_CHUNKED_UPLOAD_SIZE_BYTES"] = "128000",
                },
            },
        }.Open(server);
        await registry.UploadBlobAsync("a", Blob, Open, None);
        CollectionAssert.AreEqual(new[] { "0-127999", "128000-255999", "256000-299999" }, server.Requests.Where(r => r.Method == "PATCH").Select(r => r.Headers["Content-Range"]).ToArray());
        FakeRequest put = server.Requests.Single(r => r.Method == "PUT");
        Assert.IsEmpty(put.Body);
        Assert.AreEqual("def", put.Query["_state"]);
        CollectionAssert.AreEqual(Content, server.Blobs.Values.Single());
    }

    [TestMethod]
    [DataRow("", -1)]
    [DataRow("", 1)]
    [DataRow("true", -1)]
    [DataRow("true", 1)]
    public async Task A_stream_of_another_length_than_the_blob_fails_the_upload_without_retry(string chunked, int longer)
    {
        await using var server = new FakeRegistry();
        using IRegistry registry = new Client { Environment = { Variables = { ["DOTNET_CONTAINER_REGISTRY_CHUNKED_UPLOAD"] = chunked } } }.Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() =>
            registry.UploadBlobAsync("a", Blob, _ => ValueTask.FromResult<Stream>(new MemoryStream(new byte[Content.Length + longer])), None).AsTask());
        Assert.IsTrue(e.Code is ToolCodes.CorruptBlob or ToolCodes.RegistryProtocol, e.Message);
        Assert.IsEmpty(server.Blobs);
        Assert.AreEqual(1, server.Requests.Count(r => r.Method == "POST"));
    }

    [TestMethod]
    public async Task A_failure_of_the_disk_is_not_taken_for_one_of_the_network()
    {
        await using var server = new FakeRegistry();
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() =>
            registry.UploadBlobAsync("a", Blob, _ => throw new IOException("disk"), None).AsTask());
        Assert.AreEqual(ToolCodes.CorruptBlob, e.Code);
        Assert.AreEqual(1, server.Requests.Count(r => r.Method == "POST"));
    }

    [TestMethod]
    public async Task A_session_opened_instead_of_a_mount_is_used()
    {
        await using var server = new FakeRegistry { MountsBlobs = false };
        using IRegistry registry = new Client().Open(server);
        Assert.IsFalse(await registry.TryMountBlobAsync("a", Blob.Digest, "base", None));
        await registry.UploadBlobAsync("a", Blob, Open, None);
        CollectionAssert.AreEqual(new[] { "POST", "PUT" }, server.Requests.Select(r => r.Method).ToArray());
        Assert.HasCount(1, server.Blobs);
    }

    [TestMethod]
    [DataRow(401)]
    [DataRow(403)]
    [DataRow(404)]
    public async Task A_mount_that_is_refused_is_no_failure(int status)
    {
        await using var server = new FakeServer { Intercept = _ => new FakeResponse(status) };
        using IRegistry registry = new Client().Open(server);
        Assert.IsFalse(await registry.TryMountBlobAsync("a", Blob.Digest, "base", None));
    }

    [TestMethod]
    public async Task A_registry_that_stores_another_manifest_is_told()
    {
        await using var server = new FakeServer { Intercept = _ => new FakeResponse(201).With("Docker-Content-Digest", Digest.Of([2]).ToString()) };
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.PutManifestAsync("a", "1", new byte[] { 1 }, MediaTypes.OciManifest, None).AsTask());
        Assert.AreEqual(ToolCodes.RegistryProtocol, e.Code);
    }

    [TestMethod]
    public async Task An_upload_without_a_place_to_go_to_is_told()
    {
        await using var server = new FakeServer { Intercept = _ => new FakeResponse(202) };
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.UploadBlobAsync("a", Blob, Open, None).AsTask());
        Assert.AreEqual(ToolCodes.RegistryProtocol, e.Code);
    }

    private static ValueTask<Stream> Open(CancellationToken cancellationToken) => ValueTask.FromResult<Stream>(new MemoryStream(Content));

    private static async Task<byte[]> ReadAsync(IRegistry registry, Descriptor blob)
    {
        await using Stream stream = await registry.OpenBlobAsync("a", blob, None);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }
}
