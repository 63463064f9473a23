using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;
using static OpenShift.NET.Sdk.Tests.Images.FileTrees.TestLayer;

namespace OpenShift.NET.Sdk.Tests.Images.FileTrees;

[TestClass]
public sealed class CredentialDetectionTests
{
    [TestMethod]
    [DataRow("/root/.docker/config.json", "{\"auths\":{\"r\":{\"auth\":\"Zm9vOmJhcg==\"}}}", CredentialKind.RegistryCredentials)]
    [DataRow("/root/.aws/credentials", "[default]\naws_secret_access_key = abc\n", CredentialKind.CloudCredentials)]
    [DataRow("/app/kubeconfig", "users:\n- user:\n    token: abc\n", CredentialKind.KubernetesCredentials)]
    [DataRow("/root/.kube/config", "    client-key-data: Zm9v\n", CredentialKind.KubernetesCredentials)]
    [DataRow("/app/NuGet.Config", "<add key=\"ClearTextPassword\" value=\"abc\" />", CredentialKind.PackageFeedCredentials)]
    [DataRow("/app/nuget.config", "<apikeys><add key=\"https://x\" value=\"abc\" /></apikeys>", CredentialKind.PackageFeedCredentials)]
    [DataRow("/root/.npmrc", "//registry.example.com/:_authToken=abc", CredentialKind.PackageFeedCredentials)]
    [DataRow("/root/.netrc", "machine x\n login y\n password z\n", CredentialKind.PasswordFile)]
    [DataRow("/root/.git-credentials", "https://me:abc@example.com", CredentialKind.PasswordFile)]
    [DataRow("/root/.pgpass", "db:5432:*:app:abc", CredentialKind.PasswordFile)]
    [DataRow("/app/secrets.json", "{ \"Key\": \"abc\" }", CredentialKind.UserSecrets)]
    [DataRow("/app/x.ppk", "PuTTY-User-Key-File-3: ssh-ed25519", CredentialKind.PrivateKey)]
    [DataRow("/app/keys/key-1.xml", "<key><masterKey><value>x</value></masterKey></key>", CredentialKind.DataProtectionKey)]
    public void Files_with_credentials_are_recognised(string path, string text, CredentialKind kind)
    {
        Assert.AreEqual(kind, Classify(File(path, text: text)));
        Assert.IsTrue(CredentialDetection.NeedsText(path), "its text is kept by the scan");
    }

    [TestMethod]
    [DataRow("/root/.docker/config.json", "{\"auths\":{},\"credsStore\":\"desktop\"}")]
    [DataRow("/app/config.json", "{\"auth\":\"abc\"}")]
    [DataRow("/root/.aws/credentials", "# aws_secret_access_key = abc")]
    [DataRow("/app/NuGet.Config", "<add key=\"nuget.org\" value=\"https://api.nuget.org/v3/index.json\" />")]
    [DataRow("/app/NuGet.Config", "<add key=\"ClearTextPassword\" value=\"%FEED_TOKEN%\" />")]
    [DataRow("/root/.npmrc", "//registry.example.com/:_authToken=${NPM_TOKEN}")]
    [DataRow("/root/.npmrc", "registry=https://registry.example.com")]
    [DataRow("/app/id_rsa", "not a key")]
    [DataRow("/app/id_rsa.pub", "ssh-rsa AAAA")]
    [DataRow("/app/secrets.json", "")]
    [DataRow("/app/secrets.json", "{}")]
    [DataRow("/app/key-1.xml", "<masterKey><encryptedSecret/></masterKey>")]
    [DataRow("/etc/passwd", "root:x:0:0::/:/bin/sh")]
    public void Files_without_any_are_not(string path, string text) => Assert.IsNull(Classify(File(path, text: text)));

    [TestMethod]
    public void Content_counts_whatever_the_name_is()
    {
        Assert.AreEqual(CredentialKind.PrivateKey, Classify(File("/app/server.txt", marks: ContentMarks.PemPrivateKey)));
        Assert.AreEqual(CredentialKind.SshHostKey, Classify(File("/etc/ssh/ssh_host_rsa_key", marks: ContentMarks.PemPrivateKey)));
        Assert.AreEqual(CredentialKind.KeyStore, Classify(File("/app/data.bin", marks: ContentMarks.Pkcs12)));
    }

    [TestMethod]
    public void Keys_for_tests_and_the_base_images_own_stores_are_left_alone()
    {
        LayerFile key = File("/etc/pki/tls/private/localhost.key", marks: ContentMarks.PemPrivateKey);

        Assert.IsNull(Classify(key, Origin.Base));
        Assert.AreEqual(CredentialKind.PrivateKey, Classify(key));
        Assert.IsNull(Classify(key with { Path = "/usr/lib/python3/test/keycert.pem" }, Origin.Base));
        Assert.IsNotNull(Classify(key with { Path = "/app/test" }));
        Assert.IsNotNull(Classify(key with { Path = "/app/latest/x" }));
    }

    private static CredentialKind? Classify(LayerFile file, Origin origin = Origin.App) => CredentialDetection.Classify(new FileVersion(file, 0, origin, null));
}
