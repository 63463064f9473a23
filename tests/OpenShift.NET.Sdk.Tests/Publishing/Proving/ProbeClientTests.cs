using System.Collections.Immutable;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Publishing.Proving.Probing;
using OpenShift.NET.Sdk.Tests.Publishing.Proving.Scripted;

namespace OpenShift.NET.Sdk.Tests.Publishing.Proving;

/// <summary>Probes are asked as the kubelet asks them.</summary>
[TestClass]
public sealed class ProbeClientTests
{
    private static readonly ProbeRequest Get = new() { Kind = "readinessProbe", Action = "httpGet", Port = 8080 };
    private readonly List<ScriptedRequest> _asked = [];

    [TestMethod]
    public async Task A_request_has_the_kubelets_headers_and_those_of_the_manifest()
    {
        await AskAsync(Get with { Path = "/ready?full=1", Headers = [new("X-Probe", "yes"), new("Accept", ""), new("Host", "shop.example.com")] });
        ScriptedRequest request = _asked.Single();
        Assert.AreEqual("GET /ready?full=1", $"{request.Method} {request.Path}");
        Assert.AreEqual("yes shop.example.com close", $"{request.Headers["X-Probe"]} {request.Headers["Host"]} {request.Headers["Connection"]}");
        Assert.StartsWith("kube-probe/1.", request.Headers["User-Agent"]);
        Assert.IsFalse(request.Headers.ContainsKey("Accept"));

        _asked.Clear();
        await AskAsync(Get);
        Assert.AreEqual("10.0.2.100:8080 */*", $"{_asked.Single().Headers["Host"]} {_asked.Single().Headers["Accept"]}");
    }

    [TestMethod]
    [DataRow(200, true)]
    [DataRow(204, true)]
    [DataRow(399, true)]
    [DataRow(400, false)]
    [DataRow(404, false)]
    [DataRow(503, false)]
    public async Task Statuses_from_200_to_399_are_successes(int status, bool succeeded) =>
        Assert.AreEqual(new ProbeAnswer(succeeded, $"{status}"), await AskAsync(Get with { Path = $"/{status}" }));

    [TestMethod]
    public async Task Redirects_are_followed_on_the_same_host_only()
    {
        Assert.AreEqual(new ProbeAnswer(true, "200 after a redirect to /200"), await AskAsync(Get with { Path = "/to-ok" }));
        Assert.AreEqual(new ProbeAnswer(false, "404 after a redirect to /404"), await AskAsync(Get with { Path = "/to-missing" }));
        Assert.AreEqual(new ProbeAnswer(true, "302 to https://login.example.com, another host, which probes do not follow"), await AskAsync(Get with { Path = "/to-login" }));
        Assert.AreEqual(new ProbeAnswer(false, "more redirects than probes follow"), await AskAsync(Get with { Path = "/loop" }));
    }

    [TestMethod]
    public async Task A_redirect_to_what_is_no_address_fails_and_one_that_names_none_is_a_success()
    {
        Assert.AreEqual(new ProbeAnswer(false, "302 to 'http://[shop', which is no address"), await AskAsync(Get with { Path = "/to-nothing" }));
        Assert.AreEqual(new ProbeAnswer(false, "302 to '//[shop/a', which is no address"), await AskAsync(Get with { Path = "/to-nothing-relative" }));
        Assert.AreEqual(new ProbeAnswer(true, "302"), await AskAsync(Get with { Path = "/302" }));
    }

    [TestMethod]
    public async Task Who_does_not_answer_is_told_from_who_does_not_listen()
    {
        Assert.AreEqual(new ProbeAnswer(false, "connection refused"), await AskAsync(Get with { Port = 9090 }));
        Assert.AreEqual(new ProbeAnswer(false, "no answer in 0.2 s"), await AskAsync(Get with { Path = "/slow", Timeout = TimeSpan.FromMilliseconds(200) }));
        Assert.AreEqual(new ProbeAnswer(false, "there is no port named web"), await AskAsync(Get with { Port = null, UnknownPort = "web" }));
        Assert.AreEqual("no TLS is spoken there", (await AskAsync(Get with { IsHttps = true })).Text);
        Assert.IsFalse((await AskAsync(Get with { Path = "/nonsense" })).Succeeded);
        Assert.AreEqual(new ProbeAnswer(true, "connected"), await AskAsync(new ProbeRequest { Kind = "livenessProbe", Action = "tcpSocket", Port = 8080 }));
        Assert.AreEqual(new ProbeAnswer(false, "connection refused"), await AskAsync(new ProbeRequest { Kind = "livenessProbe", Action = "tcpSocket", Port = 1 }));
        Assert.AreEqual(new ProbeAnswer(true, "exit code 0"), await AskAsync(new ProbeRequest { Kind = "livenessProbe", Action = "exec", Command = ["true"] }));
        Assert.AreEqual(new ProbeAnswer(false, "exit code 1: not yet"), await AskAsync(new ProbeRequest { Kind = "livenessProbe", Action = "exec", Command = ["false"] }));
    }

    [TestMethod]
    public async Task Who_speaks_no_HTTP2_is_no_gRPC_server()
    {
        ProbeAnswer answer = await AskAsync(new ProbeRequest { Kind = "readinessProbe", Action = "grpc", Port = 8080 });
        Assert.IsFalse(answer.Succeeded);
        Assert.AreEqual("connection refused", (await AskAsync(new ProbeRequest { Kind = "readinessProbe", Action = "grpc", Port = 9090 })).Text);
    }

    [TestMethod]
    [DataRow(1, "", true, "SERVING")]
    [DataRow(2, "", false, "NOT_SERVING")]
    [DataRow(1, "live", true, "SERVING")]
    public async Task The_gRPC_health_protocol_is_asked(int status, string service, bool succeeded, string text)
    {
        await using var server = new GrpcHealthServer((byte)status);
        using var client = new ProbeClient(server);
        Assert.AreEqual(new ProbeAnswer(succeeded, text), await client.AskAsync(new ProbeRequest { Kind = "readinessProbe", Action = "grpc", Port = 8080, Service = service, Timeout = TimeSpan.FromSeconds(5) }, CancellationToken.None));
        Assert.AreEqual(service.Length == 0 ? "00-00-00-00-00" : "00-00-00-00-06-0A-04-6C-69-76-65", BitConverter.ToString(server.Request));
    }

    [TestMethod]
    public async Task A_server_without_the_health_service_is_told_so()
    {
        await using var server = new GrpcHealthServer(null);
        using var client = new ProbeClient(server);
        Assert.AreEqual(new ProbeAnswer(false, "UNIMPLEMENTED: the gRPC health service is not mapped"), await client.AskAsync(new ProbeRequest { Kind = "readinessProbe", Action = "grpc", Port = 8080, Timeout = TimeSpan.FromSeconds(5) }, CancellationToken.None));
    }

    private async Task<ProbeAnswer> AskAsync(ProbeRequest request)
    {
        var script = new Script
        {
            ListensAfter = TimeSpan.Zero,
            Answer = r =>
            {
                _asked.Add(r);
                if (r.Path == "/slow")
                {
                    Thread.Sleep(1000);
                }

                return r.Path switch
                {
                    "/to-ok" => ScriptedRequest.Status(301, "Location: /200"),
                    "/to-missing" => ScriptedRequest.Status(307, "Location: http://10.0.2.100:8080/404"),
                    "/to-login" => ScriptedRequest.Status(302, "Location: https://login.example.com/x"),
                    "/to-nothing" => ScriptedRequest.Status(302, "Location: http://[shop"),
                    "/to-nothing-relative" => ScriptedRequest.Status(302, "Location: //[shop/a"),
                    "/loop" => ScriptedRequest.Status(302, "Location: /loop"),
                    "/nonsense" => "SSH-2.0-OpenSSH_9\r\n\r\n",
                    _ when int.TryParse(r.Path.AsSpan(1), out int status) => ScriptedRequest.Status(status),
                    _ => ScriptedRequest.Ok("Healthy"),
                };
            },
            Execute = static c => c == "true" ? (0, "") : (1, "not yet\nmore"),
        };
        await using var container = new ScriptedContainer(script, new ContainerSpecification { Name = "x", Command = ["x"], WorkingDirectory = "/", Environment = ImmutableDictionary<string, string>.Empty }, static () => { });
        using var client = new ProbeClient(container);
        return await client.AskAsync(request with { Timeout = request.Timeout == TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(5) : request.Timeout }, CancellationToken.None);
    }
}
