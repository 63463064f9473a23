using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

/// <summary>A real registry (Debian's docker-registry) on the loopback address, with its storage in the test folder.</summary>
internal sealed class RegistryServer : IDisposable
{
    public const string User = "builder";
    public const string Password = "pa55-of-the-test";

    private readonly Process _process;
    private readonly string _folder;

    private RegistryServer(Process process, string folder, int port)
    {
        _process = process;
        _folder = folder;
        Port = port;
    }

    public int Port { get; }

    public string Host => $"localhost:{Port}";

    public string AccessLog => Path.Combine(_folder, "registry.log");

    /// <summary>Certificate of a server with TLS, in PEM; nobody trusts it without being told.</summary>
    public string CertificateFile => Path.Combine(_folder, "tls.crt");

    public static RegistryServer Start(bool withPassword = false, bool withTls = false)
    {
        Components.Require("docker-registry");
        string folder = Sandbox.NewFolder("registry");
        int port = FreePort();
        string auth = "";
        if (withPassword)
        {
            Components.Require("htpasswd");
            string file = Path.Combine(folder, "htpasswd");
            Command.Run("htpasswd", "-Bbc", file, User, Password).MustSucceed();
            auth = $"auth:\n  htpasswd:\n    realm: tests\n    path: {file}\n";
        }

        string tls = withTls ? $"  tls:\n    certificate: {folder}/tls.crt\n    key: {folder}/tls.key\n" : "";
        if (withTls)
        {
            WriteCertificate(folder);
        }

        string config = Path.Combine(folder, "config.yml");
        File.WriteAllText(config, $"version: 0.1\nlog:\n  accesslog:\n    disabled: false\nstorage:\n  filesystem:\n    rootdirectory: {folder}/storage\n  delete:\n    enabled: true\nhttp:\n  addr: 127.0.0.1:{port}\n{tls}{auth}");
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"exec docker-registry serve {config} >{folder}/registry.log 2>&1");
        Process process = Process.Start(start)!;
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        using var client = new HttpClient(handler);
        for (int attempt = 0; attempt < 100; attempt++)
        {
            try
            {
                using HttpResponseMessage response = client.GetAsync(new Uri($"{(withTls ? "https" : "http")}://127.0.0.1:{port}/v2/")).GetAwaiter().GetResult();
                return new RegistryServer(process, folder, port);
            }
            catch (HttpRequestException)
            {
                Thread.Sleep(100);
            }
        }

        process.Kill();
        throw new AssertFailedException("docker-registry did not start: " + File.ReadAllText(Path.Combine(folder, "registry.log")));
    }

    /// <summary>The lines of the access log since the last call.</summary>
    public IReadOnlyList<string> TakeRequests()
    {
        // The registry writes a line when a request has ended; wait until no more come.
        long length = -1;
        while (length != new FileInfo(AccessLog).Length)
        {
            length = new FileInfo(AccessLog).Length;
            Thread.Sleep(150);
        }

        string[] lines = ReadLog();
        string[] fresh = lines[_taken..];
        _taken = lines.Length;
        return [.. fresh.Where(l => l.Contains(" HTTP/1.1\" ", StringComparison.Ordinal))];
    }

    private int _taken;

    private string[] ReadLog()
    {
        using var stream = new FileStream(AccessLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The tags of a repository without those of the referrers tag schema; none when the repository does not exist.</summary>
    public IReadOnlyList<string> Tags(string repository)
    {
        string folder = Path.Combine(_folder, "storage/docker/registry/v2/repositories", repository, "_manifests/tags");
        return Directory.Exists(folder) ? [.. Directory.GetDirectories(folder).Select(f => Path.GetFileName(f)!).Where(static t => !t.StartsWith("sha256-", StringComparison.Ordinal)).Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>The file of the largest blob in the registry's storage.</summary>
    public string LargestBlob() =>
        Directory.GetFiles(Path.Combine(_folder, "storage/docker/registry/v2/blobs/sha256"), "data", SearchOption.AllDirectories).MaxBy(f => new FileInfo(f).Length)!;

    public bool HasRepository(string repository) => Directory.Exists(Path.Combine(_folder, "storage/docker/registry/v2/repositories", repository));

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static void WriteCertificate(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(folder, "tls.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "tls.key"), key.ExportPkcs8PrivateKeyPem());
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
