using System.Runtime.Versioning;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using OpenShift.NET.Sdk.Clusters;
using OpenShift.NET.Sdk.Clusters.Access;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Tests.Clusters.Fakes;
using OpenShift.NET.Sdk.Tests.Registries.Fakes;

namespace OpenShift.NET.Sdk.Tests.Clusters;

/// <summary>Credentials go to the one server that the kubeconfig names, over a connection that it trusts.</summary>
[TestClass]
public sealed class ApiServerTests
{
    private const string Path = "api/v1/namespaces/shop";

    [TestMethod]
    public async Task Its_certificate_is_held_against_the_authority_that_is_named()
    {
        using X509Certificate2 certificate = Certificates.SelfSigned("api.internal");
        using X509Certificate2 other = Certificates.SelfSigned();
        await using var cluster = new FakeCluster(certificate);
        ClusterAccess access = Access($"https://{cluster.Authority}", cluster.Token!, certificate.ExportCertificatePem());
        Assert.IsTrue((await GetAsync(access)).IsSuccess);
        Assert.IsTrue((await GetAsync(Access($"https://{cluster.Authority}", cluster.Token!, null, trustsAnyone: true))).IsSuccess);
        Assert.IsTrue((await GetAsync(Access($"https://{cluster.Authority}", cluster.Token!, certificate.ExportCertificatePem(), "api.internal"))).IsSuccess);

        int asked = cluster.Requests.Count;
        foreach (ClusterAccess wrong in (ClusterAccess[])[Access($"https://{cluster.Authority}", cluster.Token!, other.ExportCertificatePem()), Access($"https://{cluster.Authority}", cluster.Token!, null)])
        {
            Assert.Contains("cannot be spoken to by TLS: its certificate is not trusted. Name its authority in the kubeconfig", (await FailsAsync(wrong)).Message);
        }

        Assert.Contains("its certificate is another host's", (await FailsAsync(Access($"https://{cluster.Authority}", cluster.Token!, certificate.ExportCertificatePem(), "api.elsewhere"))).Message);
        Assert.HasCount(asked, cluster.Requests, "Nobody who is not trusted hears the token.");
        Assert.Contains("cannot be understood", (await FailsAsync(Access($"https://{cluster.Authority}", cluster.Token!, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"))).Message);
    }

    [TestMethod]
    public async Task The_token_goes_neither_elsewhere_nor_over_an_open_line()
    {
        await using var elsewhere = new FakeCluster();
        await using var cluster = new FakeCluster();
        cluster.Intercept = _ => new FakeResponse(307).With("Location", $"http://{elsewhere.Authority}/{Path}");
        Assert.Contains("sends elsewhere, where the credentials must not go", (await FailsAsync(Access($"http://{cluster.Authority}", cluster.Token!))).Message);
        Assert.IsEmpty(elsewhere.Requests);
        Assert.Contains("is spoken to without TLS", (await FailsAsync(Access("http://api.example.com:8080", "t0ken"))).Message);
        Assert.Contains("has characters that no token has", (await FailsAsync(Access($"http://{cluster.Authority}", "to\nken"))).Message);
    }

    [TestMethod]
    public async Task A_busy_server_is_asked_again_and_one_that_is_none_is_told()
    {
        await using var cluster = new FakeCluster();
        int count = 0;
        cluster.Intercept = _ => ++count < 3 ? FakeCluster.Status(429, "TooManyRequests", "busy").With("Retry-After", "1") : null;
        Assert.IsTrue((await GetAsync(Access($"http://{cluster.Authority}", cluster.Token!))).IsSuccess);
        Assert.AreEqual(3, count);
        cluster.Intercept = _ => new FakeResponse(200, Encoding.UTF8.GetBytes("<html>log in</html>"));
        Assert.Contains("answers with something that is no API server's answer", (await FailsAsync(Access($"http://{cluster.Authority}", cluster.Token!))).Message);
        cluster.Intercept = _ => new FakeResponse(200) { Abort = true };
        Assert.Contains("cannot be reached: the connection breaks", (await FailsAsync(Access($"http://{cluster.Authority}", cluster.Token!))).Message);
    }

    [TestMethod]
    public async Task Who_acts_for_another_says_so()
    {
        await using var cluster = new FakeCluster();
        await GetAsync(new ClusterAccess { Context = "c", Server = new Uri($"http://{cluster.Authority}/"), Namespace = "shop", Token = cluster.Token, ActsFor = ("bob", ["ops"]) });
        Assert.AreEqual("bob ops", cluster.Requests.Select(static r => $"{r.Headers["Impersonate-User"]} {r.Headers["Impersonate-Group"]}").Single());
    }

    [TestMethod]
    [UnsupportedOSPlatform("windows")]
    public async Task A_program_gives_the_credentials()
    {
        string folder = Directory.CreateTempSubdirectory("osc-exec-").FullName;
        try
        {
            await using var cluster = new FakeCluster();
            Assert.IsTrue((await GetAsync(Asks($$$"""test "$KUBERNETES_EXEC_INFO" && test "$1 $MORE" = "get-token x" && printf '{"status":{"token":"{{{cluster.Token}}}"}}' """))).IsSuccess);
            foreach ((string script, string said) in ((string, string)[])[("echo s3cret >&2; exit 3", "ends with exit code 3"), ("echo s3cret", "answers with something that is no credential"), ("echo '{\"status\":{}}'", "answers with something that is no credential")])
            {
                OpenShiftException e = await FailsAsync(Asks(script));
                Assert.Contains(said, e.Message);
                Assert.DoesNotContain("s3cret", e.ToString());
            }

            Assert.Contains("is in no folder of PATH", (await FailsAsync(Asks("", "no-such-program"))).Message);

            ClusterAccess Asks(string script, string? command = null)
            {
                string file = System.IO.Path.Combine(folder, Guid.NewGuid().ToString("N"));
                File.WriteAllText(file, "#!/bin/sh\n" + script + "\n");
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                return new ClusterAccess
                {
                    Context = "c",
                    Server = new Uri($"http://{cluster.Authority}/"),
                    Namespace = "shop",
                    Program = new AccessProgram(command ?? file, ["get-token"], [("MORE", "x")], "client.authentication.k8s.io/v1", "config"),
                };
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ClusterAccess Access(string server, string token, string? authorities = null, string? name = null, bool trustsAnyone = false) =>
        new() { Context = "c", Server = new Uri(server + "/"), Namespace = "shop", User = "u", Token = token, Authorities = authorities, ServerName = name, TrustsAnyone = trustsAnyone };

    private static async Task<ApiAnswer> GetAsync(ClusterAccess access)
    {
        using ApiServer server = await ApiServer.OpenAsync(access, new FakeEnvironment { Variables = { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "" } }, new QuickTime(), CancellationToken.None);
        return await server.GetAsync(Path, CancellationToken.None);
    }

    private static async Task<OpenShiftException> FailsAsync(ClusterAccess access)
    {
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => GetAsync(access));
        Assert.AreEqual(ToolCodes.ApplyFailed, e.Code, e.Message);
        return e;
    }
}
