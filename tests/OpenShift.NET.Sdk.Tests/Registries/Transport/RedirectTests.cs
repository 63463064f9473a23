using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Tests.Registries.Fakes;

namespace OpenShift.NET.Sdk.Tests.Registries.Transport;

[TestClass]
public sealed class RedirectTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly byte[] Content = [.. Enumerable.Range(0, 1000).Select(i => (byte)i)];
    private static readonly Descriptor Blob = new("x", Digest.Of(Content), Content.Length);

    [TestMethod]
    public async Task Credentials_do_not_follow_a_blob_to_another_host()
    {
        await using var store = new FakeServer { Intercept = _ => new FakeResponse(200, Content) };
        await using var server = new FakeRegistry { Login = "me:pw" };
        server.Intercept = r => r.Authorization is null ? null : new FakeResponse(307).With("Location", $"http://{store.Authority}/signed?sig=1");
        using IRegistry registry = new Client { Credentials = FakeCredentials.Of("me", "pw") }.Open(server);
        CollectionAssert.AreEqual(Content, await ReadAsync(registry));
        Assert.IsNull(store.Requests.Single().Authorization);
        Assert.AreEqual("/signed?sig=1", store.Requests.Single().Target);
    }

    [TestMethod]
    public async Task Another_host_that_asks_for_credentials_gets_none()
    {
        await using var store = new FakeServer { Intercept = _ => new FakeResponse(401).With("WWW-Authenticate", "Basic realm=\"x\"") };
        await using var server = new FakeRegistry { Login = "me:pw" };
        server.Intercept = r => r.Authorization is null ? null : new FakeResponse(302).With("Location", $"http://{store.Authority}/x");
        using IRegistry registry = new Client { Credentials = FakeCredentials.Of("me", "pw") }.Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.OpenBlobAsync("a", Blob, None).AsTask());
        Assert.AreEqual(ToolCodes.RegistryUnauthorized, e.Code);
        Assert.IsTrue(store.Requests.All(r => r.Authorization is null));
        Assert.HasCount(1, store.Requests);
    }

    [TestMethod]
    public async Task Credentials_lost_on_the_way_are_not_found_again_on_the_way_back()
    {
        await using var server = new FakeRegistry { Login = "me:pw" };
        await using var store = new FakeServer { Intercept = _ => new FakeResponse(302).With("Location", $"http://{server.Authority}/back") };
        server.Intercept = r => r.Path == "/back" ? new FakeResponse(200, Content) : r.Authorization is null ? null : new FakeResponse(302).With("Location", $"http://{store.Authority}/x");
        using IRegistry registry = new Client { Credentials = FakeCredentials.Of("me", "pw") }.Open(server);
        _ = await ReadAsync(registry);
        Assert.IsNull(server.Requests.Single(r => r.Path == "/back").Authorization);
    }

    [TestMethod]
    public async Task Credentials_follow_within_the_registry()
    {
        await using var server = new FakeRegistry { Login = "me:pw" };
        server.Intercept = r => r.Authorization is null ? null : r.Path == "/other" ? new FakeResponse(200, Content) : new FakeResponse(308).With("Location", "/other");
        using IRegistry registry = new Client { Credentials = FakeCredentials.Of("me", "pw") }.Open(server);
        CollectionAssert.AreEqual(Content, await ReadAsync(registry));
    }

    [TestMethod]
    public async Task Redirects_in_a_circle_end()
    {
        await using var server = new FakeServer { Intercept = _ => new FakeResponse(302).With("Location", "/again") };
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.OpenBlobAsync("a", Blob, None).AsTask());
        Assert.AreEqual(ToolCodes.RegistryProtocol, e.Code);
        Assert.HasCount(6, server.Requests);
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("file:///etc/passwd")]
    public async Task A_redirect_to_nowhere_is_told(string? location)
    {
        await using var server = new FakeServer { Intercept = _ => location is null ? new FakeResponse(302) : new FakeResponse(302).With("Location", location) };
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.OpenBlobAsync("a", Blob, None).AsTask());
        Assert.AreEqual(ToolCodes.RegistryProtocol, e.Code);
    }

    [TestMethod]
    public async Task A_redirect_from_tls_to_plain_http_is_not_followed()
    {
        using var certificate = Certificates.SelfSigned("reg.example");
        await using var store = new FakeServer { Intercept = _ => new FakeResponse(200, Content) };
        await using var server = new FakeServer(certificate) { Intercept = _ => new FakeResponse(302).With("Location", "http://store.example/x?sig=s3cret") };
        using IRegistry registry = new Client { Authority = certificate, Hosts = { ["reg.example"] = server, ["store.example"] = store } }.Open("reg.example");
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.OpenBlobAsync("a", Blob, None).AsTask());
        Assert.AreEqual(ToolCodes.InsecureRegistry, e.Code);
        Assert.DoesNotContain("s3cret", e.Message);
        Assert.IsEmpty(store.Requests);
    }

    [TestMethod]
    public async Task An_upload_led_to_another_host_takes_no_credentials_along()
    {
        await using var store = new FakeServer { Intercept = _ => new FakeResponse(201) };
        await using var server = new FakeRegistry { Login = "me:pw" };
        server.Intercept = r => r.Authorization is null ? null : new FakeResponse(202).With("Location", $"http://{store.Authority}/up?_state=s");
        using IRegistry registry = new Client { Credentials = FakeCredentials.Of("me", "pw") }.Open(server);
        await registry.UploadBlobAsync("a", Blob, _ => ValueTask.FromResult<Stream>(new MemoryStream(Content)), None);
        FakeRequest upload = store.Requests.Single();
        Assert.IsNull(upload.Authorization);
        Assert.AreEqual("s", upload.Query["_state"]);
        Assert.AreEqual(Blob.Digest.ToString(), upload.Query["digest"]);
        CollectionAssert.AreEqual(Content, upload.Body);
    }

    [TestMethod]
    public async Task A_registry_behind_a_front_that_ends_tls_is_understood()
    {
        using var certificate = Certificates.SelfSigned("reg.example");
        await using var server = new FakeRegistry(certificate);
        server.Intercept = r => r.Method switch
        {
            "POST" => new FakeResponse(202).With("Location", "http://reg.example/v2/a/blobs/uploads/1"),
            "PUT" => new FakeResponse(201),
            _ => null,
        };
        using IRegistry registry = new Client { Authority = certificate, Hosts = { ["reg.example"] = server } }.Open("reg.example");
        await registry.UploadBlobAsync("a", Blob, _ => ValueTask.FromResult<Stream>(new MemoryStream(Content)), None);
        CollectionAssert.AreEqual(new[] { "POST /v2/a/blobs/uploads/", "PUT /v2/a/blobs/uploads/1" }, server.Lines.ToArray());
    }

    [TestMethod]
    public async Task A_redirected_upload_is_not_sent_elsewhere()
    {
        await using var store = new FakeServer { Intercept = _ => new FakeResponse(201) };
        await using var server = new FakeServer { Intercept = _ => new FakeResponse(307).With("Location", $"http://{store.Authority}/x") };
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.PutManifestAsync("a", "1", Content, "x/y", None).AsTask());
        Assert.AreEqual(ToolCodes.RegistryProtocol, e.Code);
        Assert.IsEmpty(store.Requests);
    }

    private static async Task<byte[]> ReadAsync(IRegistry registry)
    {
        await using Stream stream = await registry.OpenBlobAsync("a", Blob, None);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }
}
