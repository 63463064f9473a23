using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Registries.Credentials;
using OpenShift.NET.Sdk.Tests.Registries.Fakes;

namespace OpenShift.NET.Sdk.Tests.Registries.Authentication;

[TestClass]
public sealed class AuthenticationTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [TestMethod]
    public async Task Nothing_is_sent_to_a_registry_that_does_not_ask()
    {
        await using var server = new FakeRegistry();
        FakeCredentials credentials = FakeCredentials.Of("me", "hunter2");
        using IRegistry registry = new Client { Credentials = credentials }.Open(server);
        _ = await registry.HeadManifestAsync("a", "1", None);
        Assert.IsNull(server.Requests.Single().Authorization);
        Assert.IsEmpty(credentials.Asked);
    }

    [TestMethod]
    public async Task Basic_credentials_are_sent_once_asked_for_and_then_at_once()
    {
        await using var server = new FakeRegistry { Login = "me:hünter2" };
        using IRegistry registry = new Client { Credentials = FakeCredentials.Of("me", "hünter2") }.Open(server);
        _ = await registry.HeadManifestAsync("a", "1", None);
        _ = await registry.HeadManifestAsync("a", "2", None);
        Assert.HasCount(3, server.Requests);
    }

    [TestMethod]
    public async Task Wrong_credentials_are_told_without_the_password_and_not_tried_again()
    {
        await using var server = new FakeRegistry { Login = "me:right" };
        using IRegistry registry = new Client { Credentials = FakeCredentials.Of("me", "hunter2") }.Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.HeadManifestAsync("a", "1", None).AsTask());
        Assert.AreEqual(ToolCodes.RegistryUnauthorized, e.Code);
        Assert.Contains("'the test'", e.Message);
        Assert.DoesNotContain("hunter2", e.ToString());
        Assert.HasCount(2, server.Requests);
    }

    [TestMethod]
    public async Task Missing_credentials_are_told_with_the_way_to_log_in()
    {
        await using var server = new FakeRegistry { Login = "me:right" };
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.HeadManifestAsync("a", "1", None).AsTask());
        Assert.AreEqual(ToolCodes.RegistryUnauthorized, e.Code);
        Assert.Contains("podman login " + server.Authority, e.Remedy);
    }

    [TestMethod]
    public async Task A_token_is_fetched_with_service_and_scope_and_kept()
    {
        await using var server = new FakeRegistry { Realm = "/token?x=1", Login = "me:p&w" };
        using IRegistry registry = new Client { Credentials = FakeCredentials.Of("me", "p&w") }.Open(server);
        _ = await registry.HeadManifestAsync("x", "1", None);
        _ = await registry.HeadManifestAsync("x", "2", None);
        FakeRequest token = server.Requests.Single(r => r.Path == "/token");
        Assert.AreEqual("1", token.Query["x"]);
        Assert.AreEqual("fake, service", token.Query["service"]);
        Assert.AreEqual("repository:x:pull,push", token.Query["scope"]);
        CollectionAssert.AreEqual(new[] { "HEAD /v2/x/manifests/1", "GET /token", "HEAD /v2/x/manifests/1", "HEAD /v2/x/manifests/2" }, server.Lines.ToArray());
    }

    [TestMethod]
    public async Task Reading_asks_for_the_right_to_read_only()
    {
        await using var server = new FakeRegistry { Realm = "/token" };
        using IRegistry registry = new Client { Direction = RegistryDirection.Pull }.Open(server);
        _ = await registry.HeadManifestAsync("x", "1", None);
        Assert.AreEqual("repository:x:pull", server.Requests.Single(r => r.Path == "/token").Query["scope"]);
    }

    [TestMethod]
    public async Task A_token_that_is_about_to_end_is_renewed_before_it_is_refused()
    {
        await using var server = new FakeRegistry { Realm = "/token", ExpiresIn = 100 };
        var client = new Client();
        using IRegistry registry = client.Open(server);
        _ = await registry.HeadManifestAsync("x", "1", None);
        client.Time.Advance(TimeSpan.FromSeconds(95));
        _ = await registry.HeadManifestAsync("x", "2", None);
        CollectionAssert.AreEqual(new[] { "HEAD /v2/x/manifests/1", "GET /token", "HEAD /v2/x/manifests/1", "GET /token", "HEAD /v2/x/manifests/2" }, server.Lines.ToArray());
    }

    [TestMethod]
    public async Task A_token_that_the_registry_forgot_is_renewed_once()
    {
        await using var server = new FakeRegistry { Realm = "/token" };
        using IRegistry registry = new Client().Open(server);
        _ = await registry.HeadManifestAsync("x", "1", None);
        server.ForgetTokens();
        _ = await registry.HeadManifestAsync("x", "2", None);
        Assert.AreEqual(2, server.Lines.Count(l => l == "GET /token"));
    }

    [TestMethod]
    public async Task A_registry_that_refuses_every_token_is_given_up_after_one_renewal()
    {
        await using var server = new FakeRegistry { Realm = "/token" };
        server.Intercept = request =>
        {
            server.ForgetTokens();
            return null;
        };
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.HeadManifestAsync("x", "1", None).AsTask());
        Assert.AreEqual(ToolCodes.RegistryUnauthorized, e.Code);
        Assert.HasCount(3, server.Requests);
    }

    [TestMethod]
    public async Task An_identity_token_is_exchanged_by_post()
    {
        await using var server = new FakeRegistry { Realm = "/token", RefreshToken = "r3fresh" };
        using IRegistry registry = new Client { Credentials = new FakeCredentials(new Credential("'t'") { IdentityToken = "r3fresh" }) }.Open(server);
        _ = await registry.HeadManifestAsync("x", "1", None);
        FakeRequest token = server.Requests.Single(r => r.Path == "/token");
        Assert.AreEqual("POST", token.Method);
        string form = Encoding.UTF8.GetString(token.Body);
        Assert.Contains("grant_type=refresh_token", form);
        Assert.Contains("scope=repository%3Ax%3Apull%2Cpush", form);
        Assert.IsNull(token.Authorization);
    }

    [TestMethod]
    public async Task Parallel_requests_share_one_token()
    {
        await using var server = new FakeRegistry { Realm = "/token" };
        using IRegistry registry = new Client().Open(server);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => registry.BlobExistsAsync("x", new Descriptor("x", Digest.Of([(byte)i]), 1), None).AsTask()));
        Assert.AreEqual(1, server.Lines.Count(l => l == "GET /token"));
    }

    [TestMethod]
    public async Task Mounting_asks_for_both_repositories()
    {
        await using var server = new FakeRegistry { Realm = "/token" };
        Digest digest = server.AddBlob("base", [1]);
        using IRegistry registry = new Client().Open(server);
        Assert.IsTrue(await registry.TryMountBlobAsync("x", digest, "base", None));
        CollectionAssert.AreEqual(new[] { "repository:x:pull,push", "repository:base:pull" }, server.Requests.Single(r => r.Path == "/token").Query.GetValues("scope"));
    }

    [TestMethod]
    [DataRow("not json")]
    [DataRow("[]")]
    [DataRow("{}")]
    [DataRow("""{"token":5}""")]
    [DataRow("""{"token":"a\r\nX-Evil: 1"}""")]
    [DataRow("""{"token":""}""")]
    [DataRow("""{"token":"\ud800"}""")]
    [DataRow("""{"\udc00":1,"access_token":"\udc00"}""")]
    public async Task A_token_service_that_answers_nonsense_is_told(string answer)
    {
        await using var server = new FakeRegistry { Realm = "/token" };
        server.Intercept = request => request.Path == "/token" ? FakeResponse.Json(200, answer) : null;
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.HeadManifestAsync("x", "1", None).AsTask());
        Assert.AreEqual(ToolCodes.RegistryProtocol, e.Code);
    }

    [TestMethod]
    public async Task A_token_answer_that_is_no_utf8_is_told()
    {
        await using var server = new FakeRegistry { Realm = "/token" };
        server.Intercept = request => request.Path == "/token" ? new FakeResponse(200, [.. "{\"token\":\""u8, 0xFF, .. "\"}"u8]) : null;
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.HeadManifestAsync("x", "1", None).AsTask());
        Assert.AreEqual(ToolCodes.RegistryProtocol, e.Code);
    }

    [TestMethod]
    public async Task A_token_service_that_refuses_is_told_without_the_password()
    {
        await using var server = new FakeRegistry { Realm = "/token", Login = "me:right" };
        using IRegistry registry = new Client { Credentials = FakeCredentials.Of("me", "hunter2") }.Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.HeadManifestAsync("x", "1", None).AsTask());
        Assert.AreEqual(ToolCodes.RegistryUnauthorized, e.Code);
        Assert.DoesNotContain("hunter2", e.ToString());
    }

    [TestMethod]
    public async Task An_overloaded_token_service_is_asked_again()
    {
        await using var server = new FakeRegistry { Realm = "/token" };
        int asked = 0;
        server.Intercept = request => request.Path == "/token" && asked++ == 0 ? new FakeResponse(503) : null;
        using IRegistry registry = new Client().Open(server);
        _ = await registry.HeadManifestAsync("x", "1", None);
        Assert.AreEqual(2, asked);
    }

    [TestMethod]
    [DataRow("http://auth.example/token", ToolCodes.InsecureRegistry)]
    [DataRow("http://127.0.0.1:9/token", ToolCodes.RegistryProtocol)]
    [DataRow("https://localhost/token", ToolCodes.RegistryProtocol)]
    [DataRow("https://me:pw@auth.example/token", ToolCodes.RegistryProtocol)]
    [DataRow("file:///etc/passwd", ToolCodes.RegistryProtocol)]
    [DataRow("token", ToolCodes.RegistryProtocol)]
    [DataRow("", ToolCodes.RegistryProtocol)]
    public async Task A_remote_registry_cannot_have_credentials_sent_just_anywhere(string realm, string code)
    {
        using var certificate = Certificates.SelfSigned("reg.example");
        await using var server = new FakeServer(certificate) { Intercept = _ => new FakeResponse(401).With("WWW-Authenticate", $"Bearer realm=\"{realm}\"") };
        await using var elsewhere = new FakeServer();
        var client = new Client
        {
            Authority = certificate,
            Credentials = FakeCredentials.Of("me", "hunter2"),
            Hosts = { ["reg.example"] = server, ["auth.example"] = elsewhere, ["localhost"] = elsewhere, ["127.0.0.1"] = elsewhere },
        };
        using IRegistry registry = client.Open("reg.example");
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.HeadManifestAsync("x", "1", None).AsTask());
        Assert.AreEqual(code, e.Code);
        Assert.IsEmpty(elsewhere.Requests);
        Assert.AreEqual(0, elsewhere.Connections);
    }

    [TestMethod]
    public async Task A_loopback_registry_cannot_have_credentials_sent_elsewhere_without_tls()
    {
        await using var server = new FakeServer { Intercept = _ => new FakeResponse(401).With("WWW-Authenticate", "Bearer realm=\"http://auth.example/token\"") };
        using IRegistry registry = new Client { Credentials = FakeCredentials.Of("me", "hunter2") }.Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.HeadManifestAsync("x", "1", None).AsTask());
        Assert.AreEqual(ToolCodes.InsecureRegistry, e.Code);
    }

    [TestMethod]
    public async Task The_secret_is_not_shown_even_when_the_registry_says_it()
    {
        await using var server = new FakeRegistry { Login = "me:hunter2" };
        server.Intercept = request => request.Authorization is null ? null : FakeResponse.Error(403, "DENIED", $"hunter2 {request.Authorization} is not enough");
        using IRegistry registry = new Client { Credentials = FakeCredentials.Of("me", "hunter2") }.Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.GetManifestAsync("x", "1", None).AsTask());
        Assert.AreEqual(ToolCodes.RegistryDenied, e.Code);
        Assert.Contains("is not enough", e.Message);
        Assert.DoesNotContain("hunter2", e.Message);
        Assert.DoesNotContain(Convert.ToBase64String("me:hunter2"u8), e.Message);
    }
}
