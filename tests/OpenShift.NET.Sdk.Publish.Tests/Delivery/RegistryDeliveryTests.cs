using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Delivery;

/// <summary>Deliveries to a real registry.</summary>
[TestClass]
[DoNotParallelize]
public class RegistryDeliveryTests
{
    private static TestProject s_project = null!;
    private static RegistryServer s_registry = null!;
    private static string s_base = "";

    [ClassInitialize]
    public static void Start(TestContext _)
    {
        s_registry = RegistryServer.Start();
        s_base = EmbeddedLayout.CopyTo(s_registry);
        s_project = TestProject.Web("<UseAppHost>false</UseAppHost>", """
            <ContainerLabel Include="com.example.rule" Value="a:b%3Bc=d" />
            <ContainerEnvironmentVariable Include="GREETING" Value="one%3Btwo:three=4" />
            """);
        s_project.Dotnet(null, "publish", s_project.ProjectFile, "-nologo").MustSucceed();
    }

    [ClassCleanup]
    public static void Stop() => s_registry?.Dispose();

    [TestMethod]
    public void Only_what_is_new_is_sent()
    {
        using var proxy = new CountingProxy(s_registry.Port);
        TestProject project = TestProject.Web("<UseAppHost>false</UseAppHost>");
        string[] arguments = [$"-p:ContainerBaseImage={proxy.Host}/dotnet/aspnet:10.0", $"-p:ContainerRegistry={proxy.Host}", "-p:ContainerRepository=shop/web"];
        s_registry.TakeRequests();

        project.Publish(arguments).MustSucceed();
        IReadOnlyList<string> first = s_registry.TakeRequests();
        CollectionAssert.AreEqual((string[])["1", "1.4", "1.4.2"], s_registry.Tags("shop/web").ToArray());
        Assert.Contains(r => r.Contains("mount=", StringComparison.Ordinal) && r.Contains("from=dotnet", StringComparison.Ordinal) && r.Contains("\" 201 ", StringComparison.Ordinal), first, "base layers are mounted");
        Assert.DoesNotContain(r => r.Contains("mount=", StringComparison.Ordinal) && !r.Contains("\" 201 ", StringComparison.Ordinal), first);
        Assert.IsLessThan(200_000, proxy.TakeSent(), "no base layer is sent");

        // What is known of the layers is sent beside the image, so only the image's own blobs count.
        JsonNode manifest = JsonNode.Parse(Command.Run("skopeo", "inspect", "--raw", "--tls-verify=false", $"docker://{s_registry.Host}/shop/web:1.4.2").MustSucceed().Output)!;
        s_registry.TakeRequests();
        int firstTag = FirstIndex(first, "\"PUT /v2/shop/web/manifests/1");
        foreach (string blob in manifest["layers"]!.AsArray().Append(manifest["config"]).Select(d => d!["digest"]!.GetValue<string>().Replace(":", "%3A", StringComparison.Ordinal)))
        {
            Assert.IsLessThan(firstTag, LastIndex(first, $"={blob}"), "a tag is written after its blobs");
        }

        project.Publish([.. arguments, "--no-build"]).MustSucceed().MustSay("is up to date in the registry");
        string[] target = [.. s_registry.TakeRequests().Where(r => r.Contains("/v2/shop/web/", StringComparison.Ordinal))];
        JsonNode layers = Inspect("shop/web:1.4.2")["Layers"]!;
        Assert.HasCount(3 + layers.AsArray().Count + 1, target, "tags, layers and configuration:\n" + string.Join('\n', target));
        Assert.IsTrue(target.All(r => r.Contains("\"HEAD ", StringComparison.Ordinal)), string.Join('\n', target));
        foreach (string tag in (string[])["1.4.2", "1.4", "1"])
        {
            Assert.ContainsSingle(r => r.Contains($"\"HEAD /v2/shop/web/manifests/{tag} ", StringComparison.Ordinal), target);
        }

        Assert.IsLessThanOrEqualTo(6 * 1024, proxy.TakeSent(), "a publish of nothing new");

        project.Write("Program.cs", TestProject.WebProgram.Replace("hello", "goodbye", StringComparison.Ordinal));
        project.Publish(arguments).MustSucceed();
        string[] change = [.. s_registry.TakeRequests().Where(r => r.Contains("/v2/shop/web/blobs/uploads/", StringComparison.Ordinal) && r.Contains("\"PUT ", StringComparison.Ordinal))];
        Assert.HasCount(3, change, "the layer of the application, the configuration and what the layers were made from:\n" + string.Join('\n', change));
        Assert.IsLessThan(100_000, proxy.TakeSent(), "a change of one line");

        // A tag someone moved is moved back; everything else is there.
        Command.Run("skopeo", "copy", "--preserve-digests", "--src-tls-verify=false", "--dest-tls-verify=false", $"docker://{s_base}", $"docker://{s_registry.Host}/shop/web:1.4").MustSucceed();
        s_registry.TakeRequests();
        proxy.TakeSent();
        project.Publish([.. arguments, "--no-build"]).MustSucceed();
        string[] moved = [.. s_registry.TakeRequests().Where(r => r.Contains("\"PUT ", StringComparison.Ordinal))];
        Assert.ContainsSingle(r => r.Contains("/manifests/1.4 ", StringComparison.Ordinal), moved, string.Join('\n', moved));
        Assert.DoesNotContain(r => r.Contains("/blobs/", StringComparison.Ordinal), moved);
        Assert.AreEqual(Inspect("shop/web:1.4.2")["Digest"]!.GetValue<string>(), Inspect("shop/web:1.4")["Digest"]!.GetValue<string>());

        // A blob that the registry lost is sent again, although all tags are right.
        string lost = s_registry.LargestBlob();
        byte[] content = File.ReadAllBytes(lost);
        File.Delete(lost);
        project.Publish([.. arguments, "--no-build"]).MustSucceed().MustSay("Repaired localhost:");
        CollectionAssert.AreEqual(content, File.ReadAllBytes(lost));
        project.Publish([.. arguments, "--no-build"]).MustSucceed().MustSay("is up to date in the registry");
    }

    [TestMethod]
    public void A_base_named_by_digest_gives_the_same_layers_and_labels_and_variables_stay_whole()
    {
        string digest = Inspect("dotnet/aspnet:10.0")["Digest"]!.GetValue<string>();
        Push($"{s_registry.Host}/dotnet/aspnet@{digest}", "shop/by-digest").MustSucceed();
        Push(s_base, "shop/by-tag").MustSucceed();
        JsonNode byDigest = Inspect("shop/by-digest:1.4.2");
        JsonNode byTag = Inspect("shop/by-tag:1.4.2");
        Assert.AreEqual(byTag["Layers"]!.ToJsonString(), byDigest["Layers"]!.ToJsonString());
        Assert.AreEqual(digest, byTag["Labels"]!["org.opencontainers.image.base.digest"]!.GetValue<string>());
        Assert.AreEqual("a:b;c=d", byTag["Labels"]!["com.example.rule"]!.GetValue<string>());
        Assert.Contains("GREETING=one;two:three=4", byTag["Env"]!.AsArray().Select(e => e!.GetValue<string>()));
    }

    [TestMethod]
    public void Several_platforms_are_checked_first_and_the_index_is_last()
    {
        EmbeddedLayout.CopyTo(s_registry, "dotnet/multi", twoPlatforms: true);
        TestProject project = TestProject.Web("<UseAppHost>false</UseAppHost><SelfContained>false</SelfContained><RuntimeIdentifiers>linux-x64;linux-arm64</RuntimeIdentifiers>", """
            <ContainerLabel Include="com.example.rule" Value="a:b%3Bc=d" />
            <ContainerEnvironmentVariable Include="GREETING" Value="one%3Btwo:three=4" />
            """);
        string[] arguments = [$"-p:ContainerBaseImage={s_registry.Host}/dotnet/multi:10.0", $"-p:ContainerRegistry={s_registry.Host}"];
        s_registry.TakeRequests();
        CommandResult result = project.Publish([.. arguments, "-p:ContainerRepository=shop/multi", "-p:ContainerRuntimeIdentifiers=\"linux-x64;linux-arm64\""]).MustSucceed();
        string[] written = [.. s_registry.TakeRequests().Where(r => r.Contains("\"PUT /v2/shop/multi/manifests/", StringComparison.Ordinal))];
        Assert.IsGreaterThan(5, written.Length, result.Text + string.Join('\n', written));
        Assert.IsTrue(written[5..].All(r => r.Contains("/manifests/sha256", StringComparison.Ordinal)), "what is known of the layers comes last:\n" + string.Join('\n', written));
        written = written[..5];
        Assert.IsTrue(written[..2].All(r => r.Contains("/manifests/sha256:", StringComparison.Ordinal)), string.Join('\n', written));
        Assert.IsFalse(written[2..].Any(r => r.Contains("/manifests/sha256:", StringComparison.Ordinal)), string.Join('\n', written));
        foreach (string architecture in (string[])["amd64", "arm64"])
        {
            JsonNode image = Inspect("shop/multi:1.4.2", "--override-arch", architecture);
            Assert.AreEqual(architecture, image["Architecture"]!.GetValue<string>());
            Assert.AreEqual("a:b;c=d", image["Labels"]!["com.example.rule"]!.GetValue<string>());
            Assert.Contains("GREETING=one;two:three=4", image["Env"]!.AsArray().Select(e => e!.GetValue<string>()));
        }

        // The manifests name what every node can run: the index.
        string manifests = Path.Combine(project.Folder, "bin/Release/net10.0/publish/manifests/kubernetes/deployment.yaml");
        string indexDigest = Command.Run("skopeo", "inspect", "--raw", "--tls-verify=false", $"docker://{s_registry.Host}/shop/multi:1.4.2").MustSucceed().Output;
        indexDigest = "sha256:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(indexDigest.TrimEnd())));
        Assert.Contains($"image: {s_registry.Host}/shop/multi@{indexDigest}", File.ReadAllText(manifests));

        // A base for amd64 alone: nothing at all is delivered, not even the image it fits.
        project.Publish([$"-p:ContainerBaseImage={s_base}", arguments[1], "-p:ContainerRepository=shop/half", "-p:ContainerRuntimeIdentifiers=\"linux-x64;linux-arm64\""]).MustFailWith(project, "OSC0042", "arm64");
        Assert.IsFalse(s_registry.HasRepository("shop/half"));

        string archive = Path.Combine(project.Folder, "out/multi.tar");
        project.Publish([arguments[0], $"-p:ContainerArchiveOutputPath={archive}", "-p:ContainerRepository=shop/multi", "-p:ContainerRuntimeIdentifiers=\"linux-x64;linux-arm64\""]).MustSucceed();
        JsonNode index = JsonNode.Parse(Command.Run("skopeo", "inspect", "--raw", $"oci-archive:{archive}:1.4.2").MustSucceed().Output)!;
        CollectionAssert.AreEqual((string[])["amd64", "arm64"], index["manifests"]!.AsArray().Select(m => m!["platform"]!["architecture"]!.GetValue<string>()).ToArray());
    }

    [TestMethod]
    public void Credentials_come_from_files_and_variables_and_never_show()
    {
        using RegistryServer registry = RegistryServer.Start(withPassword: true);
        string folder = Sandbox.NewFolder("auth");
        string token = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{RegistryServer.User}:{RegistryServer.Password}"));
        string auths = "{\"auths\":{\"" + registry.Host + "\":{\"auth\":\"" + token + "\"}}}";
        File.WriteAllText(Path.Combine(folder, "config.json"), auths);
        string authFile = Path.Combine(folder, "auth.json");
        File.WriteAllText(authFile, auths);
        string empty = Sandbox.NewFolder("empty");
        var none = new Dictionary<string, string?> { ["DOCKER_CONFIG"] = empty, ["REGISTRY_AUTH_FILE"] = null, ["XDG_RUNTIME_DIR"] = empty, ["HOME"] = Environment.GetEnvironmentVariable("HOME"), ["XDG_CONFIG_HOME"] = empty };

        string log = Path.Combine(folder, "publish.binlog");
        PushWith(none, "shop/missing").MustFailWith(s_project, "OSC0081", "podman login");
        CommandResult wrong = PushWith(new(none) { ["DOTNET_CONTAINER_REGISTRY_UNAME"] = RegistryServer.User, ["DOTNET_CONTAINER_REGISTRY_PWORD"] = "wr0ng-secret" }, "shop/wrong", "-v:detailed", $"-bl:{log}");
        wrong.MustFail().MustSay("error OSC0081").MustNotSay("wr0ng-secret");

        // MSBuild itself records every environment variable in a binary log, with or without this package; what this package makes of them must not be there.
        Assert.IsFalse(Contains(log, Convert.ToBase64String(Encoding.UTF8.GetBytes($"{RegistryServer.User}:wr0ng-secret"))));
        Assert.IsFalse(registry.HasRepository("shop"));

        PushWith(new(none) { ["DOCKER_CONFIG"] = folder }, "shop/docker").MustSucceed();
        PushWith(new(none) { ["REGISTRY_AUTH_FILE"] = authFile }, "shop/podman", "-v:detailed", $"-bl:{log}").MustSucceed().MustNotSay(RegistryServer.Password).MustNotSay(token);
        Assert.IsFalse(Contains(log, RegistryServer.Password) || Contains(log, token));
        PushWith(new(none) { ["DOTNET_CONTAINER_REGISTRY_UNAME"] = RegistryServer.User, ["DOTNET_CONTAINER_REGISTRY_PWORD"] = RegistryServer.Password }, "shop/variables", "-v:detailed", $"-bl:{log}").MustSucceed().MustNotSay(RegistryServer.Password);
        Assert.IsFalse(Contains(log, token));
        foreach (string repository in (string[])["shop/docker", "shop/podman", "shop/variables"])
        {
            CollectionAssert.AreEqual((string[])["1", "1.4", "1.4.2"], registry.Tags(repository).ToArray(), repository);
        }

        CommandResult PushWith(Dictionary<string, string?> environment, string repository, params string[] more) =>
            s_project.Publish(environment, ["--no-build", "-p:OpenShiftEmbeddedBase=Always", $"-p:ContainerRegistry={registry.Host}", $"-p:ContainerRepository={repository}", .. more]);
    }

    [TestMethod]
    [DataRow("true")]
    [DataRow("false")]
    public void A_registry_with_TLS_is_pulled_from_and_pushed_to(string native)
    {
        using RegistryServer registry = RegistryServer.Start(withPassword: true, withTls: true);
        var environment = new Dictionary<string, string?> { ["SSL_CERT_FILE"] = registry.CertificateFile, ["DOTNET_CONTAINER_REGISTRY_UNAME"] = RegistryServer.User, ["DOTNET_CONTAINER_REGISTRY_PWORD"] = RegistryServer.Password };
        s_project.Publish(environment, "--no-build", $"-p:OpenShiftNativeTasks={native}", "-p:OpenShiftEmbeddedBase=Always", $"-p:ContainerRegistry={registry.Host}", "-p:ContainerRepository=shop/tls").MustSucceed();
        CollectionAssert.AreEqual((string[])["1", "1.4", "1.4.2"], registry.Tags("shop/tls").ToArray());
        s_project.Publish(environment, "--no-build", $"-p:OpenShiftNativeTasks={native}", $"-p:ContainerBaseImage={registry.Host}/shop/tls:1.4.2", $"-p:ContainerRegistry={registry.Host}", "-p:ContainerRepository=shop/tls-child").MustSucceed();
        CollectionAssert.AreEqual((string[])["1", "1.4", "1.4.2"], registry.Tags("shop/tls-child").ToArray());
    }

    private static CommandResult Push(string baseImage, string repository) =>
        s_project.Publish("--no-build", $"-p:ContainerBaseImage={baseImage}", $"-p:ContainerRegistry={s_registry.Host}", $"-p:ContainerRepository={repository}");

    private static JsonNode Inspect(string image, params string[] options) =>
        JsonNode.Parse(Command.Run("skopeo", [.. options, "inspect", "--tls-verify=false", $"docker://{s_registry.Host}/{image}"]).MustSucceed().Output)!;

    private static bool Contains(string log, string secret)
    {
        using var content = new MemoryStream();
        using (var unpacked = new GZipStream(File.OpenRead(log), CompressionMode.Decompress))
        {
            unpacked.CopyTo(content);
        }

        return content.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0;
    }

    private static int FirstIndex(IReadOnlyList<string> lines, string text) => Enumerable.Range(0, lines.Count).First(i => lines[i].Contains(text, StringComparison.Ordinal));

    private static int LastIndex(IReadOnlyList<string> lines, string text) => Enumerable.Range(0, lines.Count).Last(i => lines[i].Contains(text, StringComparison.Ordinal));
}
