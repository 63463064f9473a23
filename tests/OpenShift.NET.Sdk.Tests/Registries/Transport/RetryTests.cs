using System.Globalization;
using System.Net;
using System.Net.Sockets;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Registries.Transport;
using OpenShift.NET.Sdk.Tests.Registries.Fakes;

namespace OpenShift.NET.Sdk.Tests.Registries.Transport;

[TestClass]
public sealed class RetryTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [TestMethod]
    [DataRow(408)]
    [DataRow(429)]
    [DataRow(500)]
    [DataRow(503)]
    public async Task A_passing_failure_is_tried_again_after_a_pause(int status)
    {
        await using var server = new FakeRegistry();
        _ = server.AddManifest("a", "1", [1]);
        int count = 0;
        server.Intercept = _ => count++ < 2 ? new FakeResponse(status) : null;
        var client = new Client();
        using IRegistry registry = client.Open(server);
        Assert.IsNotNull(await registry.HeadManifestAsync("a", "1", None));
        Assert.AreEqual(3, count);
        Assert.HasCount(2, client.Time.Pauses);
    }

    [TestMethod]
    [DataRow(400)]
    [DataRow(403)]
    [DataRow(405)]
    [DataRow(413)]
    [DataRow(501)]
    public async Task Any_other_failure_is_final(int status)
    {
        await using var server = new FakeServer { Intercept = _ => new FakeResponse(status) };
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.HeadManifestAsync("a", "1", None).AsTask());
        Assert.AreEqual(status switch { 403 => ToolCodes.RegistryDenied, 413 => ToolCodes.RequestTooLarge, _ => ToolCodes.RegistryProtocol }, e.Code);
        Assert.HasCount(1, server.Requests);
    }

    [TestMethod]
    public async Task A_failure_that_does_not_pass_is_told_with_the_registrys_words()
    {
        await using var server = new FakeServer { Intercept = _ => FakeResponse.Error(503, "UNAVAILABLE", "down for\\n\\u001b[31mmaintenance.") };
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.GetManifestAsync("a", "1", None).AsTask());
        Assert.AreEqual(ToolCodes.RegistryProtocol, e.Code);
        Assert.Contains("503", e.Message);
        Assert.Contains("(UNAVAILABLE: down for[U+000A][U+001B][31mmaintenance)", PrintableText.Line(e.Message));
        Assert.HasCount(5, server.Requests);
    }

    [TestMethod]
    [DataRow("{\"errors\":5}")]
    [DataRow("{\"errors\":[5,{\"code\":7}]}")]
    [DataRow("<html>")]
    [DataRow("")]
    public async Task A_failure_without_words_is_told_by_its_status(string body)
    {
        await using var server = new FakeServer { Intercept = _ => FakeResponse.Json(418, body) };
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.GetManifestAsync("a", "1", None).AsTask());
        Assert.Contains("418", e.Message);
    }

    [TestMethod]
    [DataRow("{\"errors\":[{\"code\":\"\\ud800\",\"message\":\"x\"}]}")]
    [DataRow("{\"errors\":[{\"\\udc00\":\"\",\"message\":\"BYTE\"}]}")]
    [DataRow("BYTE")]
    public async Task A_failure_whose_words_are_not_unicode_is_told_by_its_status(string body)
    {
        byte[] bytes = [.. System.Text.Encoding.UTF8.GetBytes(body).SelectMany(static b => b == (byte)'Y' ? new byte[] { 0xFF } : [b])];
        await using var server = new FakeServer { Intercept = _ => new FakeResponse(418, bytes) };
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.GetManifestAsync("a", "1", None).AsTask());
        Assert.Contains("418", e.Message);
    }

    [TestMethod]
    public async Task The_registrys_words_are_cut_short()
    {
        await using var server = new FakeServer { Intercept = _ => FakeResponse.Error(400, "X", new string('y', 60_000)) };
        using IRegistry registry = new Client().Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.GetManifestAsync("a", "1", None).AsTask());
        Assert.IsLessThan(600, e.Message.Length);
    }

    [TestMethod]
    public async Task Retry_after_in_seconds_is_kept_to()
    {
        var client = new Client();
        await PauseAsync(client, "17");
        Assert.AreEqual(TimeSpan.FromSeconds(17), client.Time.Pauses.Single());
    }

    [TestMethod]
    public async Task Retry_after_as_a_date_is_kept_to()
    {
        var client = new Client();
        await PauseAsync(client, client.Time.GetUtcNow().AddSeconds(21).ToString("R", CultureInfo.InvariantCulture));
        Assert.AreEqual(TimeSpan.FromSeconds(21), client.Time.Pauses.Single());
    }

    [TestMethod]
    public async Task Retry_after_has_a_cap()
    {
        var client = new Client();
        await PauseAsync(client, "86400");
        Assert.AreEqual(client.Limits.LongestPause, client.Time.Pauses.Single());
    }

    [TestMethod]
    public async Task Retrying_ends_when_its_time_is_over()
    {
        await using var server = new FakeServer { Intercept = _ => new FakeResponse(429).With("Retry-After", "30") };
        var client = new Client { Limits = new RegistryLimits { WithoutProgress = TimeSpan.FromSeconds(70), Retries = 100 } };
        using IRegistry registry = client.Open(server);
        _ = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.HeadManifestAsync("a", "1", None).AsTask());
        Assert.HasCount(3, server.Requests);
    }

    [TestMethod]
    public async Task A_broken_connection_is_tried_again()
    {
        await using var server = new FakeRegistry();
        _ = server.AddManifest("a", "1", [1]);
        int count = 0;
        server.Intercept = _ => count++ < 2 ? new FakeResponse(0) { Abort = true } : null;
        using IRegistry registry = new Client().Open(server);
        Assert.IsNotNull(await registry.HeadManifestAsync("a", "1", None));
    }

    [TestMethod]
    public async Task A_registry_that_is_not_there_is_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var client = new Client();
        using IRegistry registry = client.Open($"localhost:{port}");
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.HeadManifestAsync("a", "1", None).AsTask());
        Assert.AreEqual(ToolCodes.RegistryUnreachable, e.Code);
        Assert.Contains("refuses connections", e.Message);
        Assert.HasCount(client.Limits.ConnectRetries, client.Time.Pauses);
    }

    [TestMethod]
    public async Task A_registry_that_never_answers_is_given_up()
    {
        await using var server = new FakeServer { Intercept = _ => new FakeResponse(0) { Hang = true } };
        using IRegistry registry = new Client { Limits = new RegistryLimits { AttemptTimeout = TimeSpan.FromMilliseconds(50), Retries = 1 } }.Open(server);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.HeadManifestAsync("a", "1", None).AsTask());
        Assert.AreEqual(ToolCodes.RegistryUnreachable, e.Code);
        Assert.Contains("does not answer in time", e.Message);
    }

    [TestMethod]
    public async Task Cancelling_ends_a_request_at_once()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = new FakeServer();
        server.Intercept = _ =>
        {
            cancel.Cancel();
            return new FakeResponse(0) { Hang = true };
        };
        using IRegistry registry = new Client().Open(server);
        _ = await Assert.ThrowsAsync<OperationCanceledException>(() => registry.HeadManifestAsync("a", "1", cancel.Token).AsTask());
        Assert.HasCount(1, server.Requests);
    }

    [TestMethod]
    [DataRow("false", "PUT")]
    [DataRow("true", "PATCH")]
    [DataRow("true", "PUT")]
    public async Task A_failed_upload_begins_anew_with_a_fresh_stream(string chunked, string failing)
    {
        await using var server = new FakeRegistry();
        int failures = 0;
        server.Intercept = request => request.Method == failing && failures++ == 0 ? new FakeResponse(502) : null;
        byte[] content = [1, 2, 3];
        int opened = 0;
        using IRegistry registry = new Client { Environment = { Variables = { ["DOTNET_CONTAINER_REGISTRY_CHUNKED_UPLOAD"] = chunked } } }.Open(server);
        await registry.UploadBlobAsync("a", new Descriptor("x", Digest.Of(content), 3), _ => { opened++; return ValueTask.FromResult<Stream>(new MemoryStream(content)); }, None);
        Assert.AreEqual(2, opened);
        Assert.AreEqual(2, server.Lines.Count(l => l.StartsWith("POST", StringComparison.Ordinal)));
        Assert.HasCount(1, server.Blobs);
    }

    private static async Task PauseAsync(Client client, string retryAfter)
    {
        await using var server = new FakeRegistry();
        _ = server.AddManifest("a", "1", [1]);
        int count = 0;
        server.Intercept = _ => count++ < 1 ? new FakeResponse(429).With("Retry-After", retryAfter) : null;
        using IRegistry registry = client.Open(server);
        Assert.IsNotNull(await registry.HeadManifestAsync("a", "1", None));
    }
}
