using System.Security.Cryptography.X509Certificates;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Registries.Transport;
using OpenShift.NET.Sdk.Tests.Registries.Fakes;

namespace OpenShift.NET.Sdk.Tests.Registries.Transport;

[TestClass]
public sealed class TlsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [TestMethod]
    [DataRow("localhost", true)]
    [DataRow("LOCALHOST:5000", true)]
    [DataRow("127.0.0.1:5000", true)]
    [DataRow("127.9.9.9", true)]
    [DataRow("[::1]:5000", true)]
    [DataRow("localhost.example", false)]
    [DataRow("127.0.0.1.example", false)]
    [DataRow("10.0.0.1:5000", false)]
    [DataRow("docker.io", false)]
    public void Only_loopback_hosts_do_without_tls(string registry, bool http) =>
        Assert.AreEqual(http, new RegistryEndpoint(registry, []).MayUseHttp);

    [TestMethod]
    public void Docker_hub_is_connected_to_by_its_registrys_name() =>
        Assert.AreEqual("registry-1.docker.io", new RegistryEndpoint("docker.io", []).Authority);

    [TestMethod]
    public async Task A_remote_registry_is_spoken_to_over_tls()
    {
        using X509Certificate2 certificate = Certificates.SelfSigned("reg.example");
        await using var server = new FakeRegistry(certificate);
        using IRegistry registry = new Client { Authority = certificate, Hosts = { ["reg.example"] = server } }.Open("reg.example:7443");
        Assert.IsNull(await registry.HeadManifestAsync("a", "1", None));
    }

    [TestMethod]
    [DataRow("reg.example", "not trusted")]
    [DataRow("other.example", "another host")]
    public async Task A_certificate_that_is_not_trusted_is_told_and_not_tried_again(string name, string told)
    {
        using X509Certificate2 certificate = Certificates.SelfSigned(name);
        await using var server = new FakeRegistry(certificate);
        using IRegistry registry = new Client { Hosts = { ["reg.example"] = server } }.Open("reg.example");
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.HeadManifestAsync("a", "1", None).AsTask());
        Assert.AreEqual(ToolCodes.RegistryUnreachable, e.Code);
        Assert.Contains(told, e.Seen);
        Assert.Contains("certificate", e.Remedy);
        Assert.AreEqual(1, server.Connections);
    }

    [TestMethod]
    public async Task Plain_http_where_tls_is_expected_is_told_and_gets_no_credentials()
    {
        await using var server = new FakeRegistry { Login = "me:pw" };
        using IRegistry registry = new Client { Credentials = FakeCredentials.Of("me", "pw"), Hosts = { ["reg.example"] = server } }.Open("reg.example:5000");
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.HeadManifestAsync("a", "1", None).AsTask());
        Assert.AreEqual(ToolCodes.InsecureRegistry, e.Code);
        Assert.Contains("DOTNET_CONTAINER_INSECURE_REGISTRIES", e.Remedy);
        Assert.IsTrue(server.Requests.All(r => r.Authorization is null));
    }

    [TestMethod]
    [DataRow("reg.example:5000", "")]
    [DataRow("", "other.example; REG.example:5000")]
    [DataRow("", "other.example,reg.example:5000")]
    public async Task A_listed_registry_may_speak_plain_http(string item, string variable)
    {
        await using var server = new FakeRegistry();
        Digest digest = server.AddManifest("a", "1", [1]);
        var client = new Client
        {
            Insecure = item.Length == 0 ? [] : [item],
            Environment = { Variables = { ["DOTNET_CONTAINER_INSECURE_REGISTRIES"] = variable } },
            Hosts = { ["reg.example"] = server },
        };
        using IRegistry registry = client.Open("reg.example:5000");
        Assert.AreEqual(digest, await registry.HeadManifestAsync("a", "1", None));
    }

    [TestMethod]
    public async Task A_listed_registry_may_have_any_certificate_and_is_tried_with_tls_first()
    {
        using X509Certificate2 certificate = Certificates.SelfSigned("other.example");
        await using var server = new FakeRegistry(certificate);
        Digest digest = server.AddManifest("a", "1", [1]);
        using IRegistry registry = new Client { Insecure = [server.Authority] }.Open(server);
        Assert.AreEqual(digest, await registry.HeadManifestAsync("a", "1", None));
        Assert.AreEqual(digest, await registry.HeadManifestAsync("a", "1", None));
        CollectionAssert.AreEqual(new[] { "GET /v2/", "HEAD /v2/a/manifests/1", "HEAD /v2/a/manifests/1" }, server.Lines.ToArray());
    }

    [TestMethod]
    public async Task A_registry_on_this_machine_that_speaks_tls_is_spoken_to_over_tls()
    {
        using X509Certificate2 certificate = Certificates.SelfSigned("localhost");
        await using var server = new FakeRegistry(certificate) { Login = "me:pw" };
        Digest digest = server.AddManifest("a", "1", [1]);
        using IRegistry registry = new Client { Authority = certificate, Credentials = FakeCredentials.Of("me", "pw") }.Open(server);
        Assert.AreEqual(digest, await registry.HeadManifestAsync("a", "1", None));
        Assert.AreEqual(digest, await registry.HeadManifestAsync("a", "1", None));
        Assert.AreEqual("GET /v2/", server.Lines.First(), "TLS is looked for once, without credentials.");
        Assert.IsTrue(server.Lines.Skip(1).All(l => l == "HEAD /v2/a/manifests/1"), string.Join('\n', server.Lines));
    }

    [TestMethod]
    public async Task A_registry_on_this_machine_whose_certificate_is_not_trusted_is_told()
    {
        using X509Certificate2 certificate = Certificates.SelfSigned("localhost");
        await using var server = new FakeRegistry(certificate) { Login = "me:pw" };
        using IRegistry registry = new Client { Credentials = FakeCredentials.Of("me", "pw") }.Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.HeadManifestAsync("a", "1", None).AsTask());
        Assert.AreEqual(ToolCodes.RegistryUnreachable, e.Code);
        Assert.Contains("not trusted", e.Seen);
        Assert.Contains("DOTNET_CONTAINER_INSECURE_REGISTRIES", e.Remedy);
        Assert.IsEmpty(server.Requests);
    }

    [TestMethod]
    public async Task A_registry_that_answers_400_over_HTTP_and_has_no_TLS_is_told_as_it_answers()
    {
        await using var server = new FakeRegistry();
        server.Intercept = _ => new FakeResponse(400);
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.HeadManifestAsync("a", "1", None).AsTask());
        Assert.AreEqual(ToolCodes.RegistryProtocol, e.Code);
        Assert.Contains("400", e.Seen);
    }

    [TestMethod]
    public async Task Listing_one_registry_does_not_excuse_the_host_it_redirects_to()
    {
        using X509Certificate2 certificate = Certificates.SelfSigned("reg.example");
        await using var store = new FakeServer(certificate) { Intercept = _ => new FakeResponse(200, [1]) };
        await using var server = new FakeRegistry(certificate) { };
        server.Intercept = r => r.Path == "/v2/" ? null : new FakeResponse(302).With("Location", "https://store.example/x");
        using IRegistry registry = new Client { Insecure = ["reg.example"], Hosts = { ["reg.example"] = server, ["store.example"] = store } }.Open("reg.example");
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.OpenBlobAsync("a", new Descriptor("x", Digest.Of([1]), 1), None).AsTask());
        Assert.AreEqual(ToolCodes.RegistryUnreachable, e.Code);
        Assert.Contains("store.example", e.Seen);
        Assert.IsEmpty(store.Requests);
    }

    [TestMethod]
    [DataRow("https://reg.example")]
    [DataRow("reg.example/path")]
    [DataRow("")]
    public void A_registry_that_is_no_host_is_refused(string registry)
    {
        OpenShiftException e = Assert.ThrowsExactly<OpenShiftException>(() => new Client().Open(registry));
        Assert.AreEqual(ToolCodes.InvalidImageReference, e.Code);
    }
}
