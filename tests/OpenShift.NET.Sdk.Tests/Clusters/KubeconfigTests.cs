using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;
using OpenShift.NET.Sdk.Clusters.Access;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Tests.Registries.Fakes;

namespace OpenShift.NET.Sdk.Tests.Clusters;

[TestClass]
public sealed class KubeconfigTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("osc-kubeconfig-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DataRow("token", null)]
    [DataRow("certificate", null)]
    [DataRow("password", "other")]
    public async Task It_says_what_the_client_of_Kubernetes_reads_in_it(string context, string? ns)
    {
        using X509Certificate2 certificate = Certificates.SelfSigned("api.example.com");
        string pem = certificate.ExportCertificatePem();
        string key = certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();
        Directory.CreateDirectory(Path.Combine(_folder, "pki"));
        File.WriteAllText(Path.Combine(_folder, "pki/ca.crt"), pem);
        File.WriteAllText(Path.Combine(_folder, "config"), $"""
            apiVersion: v1
            kind: Config
            current-context: certificate
            clusters:
            - name: one
              cluster:
                server: https://api.example.com:6443
                certificate-authority: pki/ca.crt
                tls-server-name: api.internal
            - name: two
              cluster:
                server: https://two.example.com/k8s/clusters/c-1
                insecure-skip-tls-verify: true
            contexts:
            - name: token
              context: {"{"} cluster: one, user: token, namespace: shop {"}"}
            - name: certificate
              context: {"{"} cluster: one, user: certificate {"}"}
            - name: password
              context: {"{"} cluster: two, user: password {"}"}
            users:
            - name: token
              user: {"{"} token: sha256~abc {"}"}
            - name: certificate
              user:
                client-certificate-data: {Convert.ToBase64String(Encoding.UTF8.GetBytes(pem))}
                client-key-data: {Convert.ToBase64String(Encoding.UTF8.GetBytes(key))}
            - name: password
              user: {"{"} username: me, password: "pass: word" {"}"}
            """);
        ClusterAccess access = await ReadAsync(context, ns);
        KubernetesClientConfiguration known = KubernetesClientConfiguration.BuildConfigFromConfigFile(Path.Combine(_folder, "config"), context);
        Assert.AreEqual(new Uri(known.Host.TrimEnd('/') + "/"), access.Server);
        Assert.AreEqual(ns ?? known.Namespace ?? "default", access.Namespace);
        Assert.AreEqual(known.AccessToken, access.Token);
        Assert.AreEqual(known.Username, access.Password?.Name);
        Assert.AreEqual(known.Password, access.Password?.Password);
        Assert.AreEqual(known.SkipTlsVerify, access.TrustsAnyone);
        Assert.AreEqual(known.TlsServerName, access.ServerName);
        Assert.AreEqual(known.ClientCertificateData, access.Certificate is { } own ? Convert.ToBase64String(Encoding.UTF8.GetBytes(own.Certificate)) : null);
        Assert.AreEqual(known.ClientCertificateKeyData, access.Certificate is { } mine ? Convert.ToBase64String(Encoding.UTF8.GetBytes(mine.Key)) : null);
        Assert.AreEqual(known.SslCaCerts is null, access.Authorities is null);
        Assert.DoesNotContain("sha256~abc", access.ToString());
    }

    [TestMethod]
    public async Task Of_several_files_the_first_that_says_something_wins()
    {
        File.WriteAllText(Path.Combine(_folder, "a"), "current-context: x\nclusters:\n- {name: c, cluster: {server: 'https://a.example'}}\n");
        File.WriteAllText(Path.Combine(_folder, "b"), "current-context: y\nclusters:\n- {name: c, cluster: {server: 'https://b.example'}}\ncontexts:\n- {name: x, context: {cluster: c, user: ''}}\n");
        var environment = new FakeEnvironment { Variables = { ["KUBECONFIG"] = string.Join(Path.PathSeparator, Path.Combine(_folder, "none"), Path.Combine(_folder, "a"), Path.Combine(_folder, "b")) } };
        ClusterAccess access = await KubeconfigReader.ReadAsync(environment, null, null, CancellationToken.None);
        Assert.AreEqual(("x", "https://a.example/", "default", ""), (access.Context, access.Server.ToString(), access.Namespace, access.User));
        Assert.IsFalse(access.HasCredentials);
    }

    [TestMethod]
    [DataRow("contexts: [", "is no kubeconfig: it cannot be understood")]
    [DataRow("a: b\n", "has no current context")]
    [DataRow("current-context: x\n", "has no context 'x'")]
    [DataRow("current-context: x\ncontexts:\n- {name: x, context: {cluster: c}}\n", "has no cluster 'c', which context 'x' names")]
    [DataRow("current-context: x\ncontexts:\n- {name: x, context: {cluster: c, user: u}}\nclusters:\n- {name: c, cluster: {server: 'https://a'}}\n", "has no user 'u', which context 'x' names")]
    [DataRow("current-context: x\ncontexts:\n- {name: x, context: {cluster: c}}\nclusters:\n- {name: c, cluster: {server: 'ftp://a'}}\n", "The server of cluster 'c' in")]
    [DataRow("current-context: x\ncontexts:\n- {name: x, context: {cluster: c}}\nclusters:\n- {name: c, cluster: {server: 'https://a', certificate-authority-data: '!!'}}\n", "certificate-authority-data in")]
    [DataRow("current-context: x\ncontexts:\n- {name: x, context: {cluster: c, user: u}}\nclusters:\n- {name: c, cluster: {server: 'https://a'}}\nusers:\n- {name: u, user: {tokenFile: no-such-file}}\n", "no-such-file', which")]
    [DataRow("current-context: x\ncontexts:\n- {name: x, context: {cluster: c, user: u}}\nclusters:\n- {name: c, cluster: {server: 'https://a'}}\nusers:\n- {name: u, user: {client-certificate-data: YQ==}}\n", "has a certificate or a key, and not the other")]
    [DataRow("current-context: x\ncontexts:\n- {name: x, context: {cluster: c, user: u}}\nclusters:\n- {name: c, cluster: {server: 'https://a'}}\nusers:\n- {name: u, user: {auth-provider: {name: gcp}}}\n", "has an auth-provider")]
    [DataRow("users:\n- name: u\n  user: {token: s3cret-t0ken\n", "is no kubeconfig")]
    public async Task What_cannot_be_understood_is_told_without_what_it_holds(string text, string said)
    {
        File.WriteAllText(Path.Combine(_folder, "config"), text);
        OpenShiftException e = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => ReadAsync(null, null));
        Assert.AreEqual(ToolCodes.ApplyFailed, e.Code);
        Assert.Contains(said, e.Message);
        Assert.DoesNotContain("s3cret-t0ken", e.ToString());
    }

    private Task<ClusterAccess> ReadAsync(string? context, string? ns) =>
        KubeconfigReader.ReadAsync(new FakeEnvironment { Variables = { ["KUBECONFIG"] = Path.Combine(_folder, "config") } }, context, ns, CancellationToken.None);
}
