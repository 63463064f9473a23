using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Locks;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.AnyImage;
using OpenShift.NET.Sdk.Publishing.Bases;
using OpenShift.NET.Sdk.Publishing.Stages;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Registries.Authentication;
using OpenShift.NET.Sdk.Registries.Credentials;
using OpenShift.NET.Sdk.Registries.Transport;
using OpenShift.NET.Sdk.Tests.Images;
using OpenShift.NET.Sdk.Tests.Registries.Fakes;

namespace OpenShift.NET.Sdk.Tests.Registries.Credentials;

/// <summary>
/// The credential variables name no registry. Two registries that both ask for a password: the user named <c>own</c>, data names <c>other</c>,
/// which records what it is sent.
/// </summary>
[TestClass]
public sealed class VariablesStayWithTheirRegistryTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Platform Amd64 = new("linux", "amd64");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("DOTNET_CONTAINER_REGISTRY")]
    [DataRow("DOTNET_CONTAINER_PULL_REGISTRY")]
    [DataRow("SDK_CONTAINER_REGISTRY")]
    public async Task A_registry_that_a_label_names_is_not_sent_them(string variables)
    {
        await using FakeRegistry own = Registry(), other = Registry();
        await AddAsync(own, "app", Labelled($"{other.Authority}/base:1"));
        ImageCheckResult result = await CheckAsync(Variables(variables), $"{own.Authority}/app:1", null);
        Assert.IsNull(result.Publication.Base);
        Assert.Contains(n => n.Contains(ToolCodes.RegistryUnauthorized, StringComparison.Ordinal), result.Notes);
        Assert.IsTrue(own.Requests.Any(r => r.Authorization is not null));
        Assert.IsNotEmpty(other.Requests, "it was asked, anonymously");
        MustNotKnow(other);
    }

    [TestMethod]
    public async Task A_label_that_names_the_same_registry_is_followed_with_them()
    {
        await using FakeRegistry own = Registry();
        await AddAsync(own, "base", BaseImages.Create());
        await AddAsync(own, "app", Labelled($"{own.Authority}/base:1"));
        Assert.IsNotNull((await CheckAsync(Variables("DOTNET_CONTAINER_REGISTRY"), $"{own.Authority}/app:1", null)).Publication.Base);
    }

    [TestMethod]
    public async Task A_registry_that_a_label_names_is_sent_what_is_stored_for_it()
    {
        await using FakeRegistry own = Registry(), other = Registry("stored:secret");
        await AddAsync(other, "base", BaseImages.Create());
        await AddAsync(own, "app", Labelled($"{other.Authority}/base:1"));
        FakeEnvironment environment = Variables("DOTNET_CONTAINER_REGISTRY");
        environment.Variables["REGISTRY_AUTH_FILE"] = _folder.Write("auth.json", "{\"auths\":{\"" + other.Authority + "\":{\"auth\":\"" + Convert.ToBase64String("stored:secret"u8) + "\"}}}");
        Assert.IsNotNull((await CheckAsync(environment, $"{own.Authority}/app:1", null)).Publication.Base);
        MustNotKnow(other);
    }

    [TestMethod]
    public async Task Of_two_registries_on_the_command_line_the_images_gets_them()
    {
        await using FakeRegistry own = Registry(), other = Registry();
        await AddAsync(own, "app", Labelled(null));
        await Failures.ExpectAsync(ToolCodes.RegistryUnauthorized, () => CheckAsync(Variables("DOTNET_CONTAINER_REGISTRY"), $"{own.Authority}/app:1", $"{other.Authority}/base:1"));
        MustNotKnow(other);
    }

    [TestMethod]
    public async Task The_base_image_of_an_image_on_disk_is_the_one_registry_of_the_command_line()
    {
        await using FakeRegistry own = Registry();
        Image image = Labelled(null);
        await AddAsync(own, "base", image);
        await OciLayout.WriteAsync(image, _folder["image"], [], None);
        Assert.IsNotNull((await CheckAsync(Variables("DOTNET_CONTAINER_REGISTRY"), "oci:" + _folder["image"], $"{own.Authority}/base:1")).Publication.Base);
    }

    [TestMethod]
    [DataRow("DOTNET_CONTAINER_REGISTRY", false, false)]
    [DataRow("SDK_CONTAINER_REGISTRY", false, false)]
    [DataRow("DOTNET_CONTAINER_PUSH_REGISTRY", false, false)]
    [DataRow("DOTNET_CONTAINER_PULL_REGISTRY", false, true)]
    [DataRow("DOTNET_CONTAINER_REGISTRY", true, true)]
    [DataRow("DOTNET_CONTAINER_PULL_REGISTRY", true, true)]
    [DataRow("DOTNET_CONTAINER_PUSH_REGISTRY", true, false)]
    public async Task The_base_image_of_a_project_gets_those_for_pulling_and_all_others_only_at_the_destination(string variables, bool isDestination, bool allowed)
    {
        await using FakeRegistry registry = Registry();
        await AddAsync(registry, "base", BaseImages.Create());
        using var source = new RegistryBase(
            ImageReference.Parse($"{registry.Authority}/base:1"),
            new DestinationFacts { Registry = isDestination ? registry.Authority : "push.example" },
            Variables(variables));
        if (allowed)
        {
            Assert.StartsWith("registry ", await source.IdentityAsync(None));
            return;
        }

        await Failures.ExpectAsync(ToolCodes.RegistryUnauthorized, async () => _ = await source.IdentityAsync(None));
        MustNotKnow(registry);
    }

    [TestMethod]
    public async Task A_lock_file_leads_to_no_other_registry()
    {
        await using FakeRegistry own = Registry(), other = Registry();
        var lockFile = new BaseLock { Images = BaseLockOf($"{other.Authority}/base:1", $"{own.Authority}/../{other.Authority}/base:1", $"{own.Authority}/base:2") };
        _ = _folder.Write(BaseLock.FileName, Encoding.UTF8.GetString(lockFile.Write()));
        ProjectFacts facts = Tests.Images.Projects.Web() with
        {
            Identity = new ProjectIdentity { Name = "App", ProjectFile = _folder["App.csproj"], AssemblyName = "App", Version = "1.0.0" },
            Image = new ImageFacts { BaseImage = $"{own.Authority}/base:1", CacheDirectory = _folder["cache"], AppCommand = ["dotnet", "/app/App.dll"] },
            Destination = new DestinationFacts { Registry = own.Authority, Repository = "app", Tags = ["1"] },
        };
        await Failures.ExpectAsync(ToolCodes.BaseImageNotFound, () => new AssembleStage(Variables("DOTNET_CONTAINER_REGISTRY")).RunAsync(facts, new StageFolder(_folder["obj"]), None));
        Assert.IsEmpty(other.Requests);
    }

    /// <summary>Whatever the user's own registry answers is data as well.</summary>
    [TestMethod]
    [DataRow("redirect")]
    [DataRow("redirect to a registry that asks for a token")]
    [DataRow("location")]
    [DataRow("realm")]
    [DataRow("redirect of the token service")]
    [DataRow("urls of a layer")]
    [DataRow("mount")]
    public async Task Nothing_a_registry_answers_sends_them_elsewhere(string path)
    {
        await using FakeRegistry own = Registry(), other = Registry();
        byte[] content = [1, 2, 3];
        var blob = new Descriptor(MediaTypes.OciLayerGzip, Digest.Of(content), content.Length);
        string elsewhere = $"http://{other.Authority}";
        if (path.EndsWith("token", StringComparison.Ordinal))
        {
            other.Realm = "/token";
        }

        own.Intercept = request => path switch
        {
            "realm" => new FakeResponse(401).With("WWW-Authenticate", $"Bearer realm=\"{elsewhere}/token\",service=\"x\""),
            "redirect of the token service" when request.Path == "/token" => new FakeResponse(307).With("Location", elsewhere + "/token"),
            "redirect of the token service" => new FakeResponse(401).With("WWW-Authenticate", $"Bearer realm=\"http://{own.Authority}/token\""),
            _ when request.Authorization is null => null,
            "location" or "mount" when request.Method == "POST" => new FakeResponse(202).With("Location", elsewhere + "/upload"),
            "redirect" or "redirect to a registry that asks for a token" when request.Method == "GET" => new FakeResponse(307).With("Location", elsewhere + "/v2/a/blobs/x"),
            _ => null,
        };
        FakeEnvironment environment = Variables("DOTNET_CONTAINER_REGISTRY");
        using IRegistry registry = RegistryFactory.Create(own.Authority, [], RegistryDirection.Push, CredentialVariables.All, environment);
        try
        {
            if (path == "urls of a layer")
            {
                string layer = $$"""{"mediaType":"{{MediaTypes.OciLayerGzip}}","digest":"{{blob.Digest}}","size":3,"urls":["{{elsewhere}}/layer"]}""";
                string config = $$"""{"mediaType":"{{MediaTypes.OciConfig}}","digest":"{{own.AddBlob("a", Encoding.UTF8.GetBytes($$$"""{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["{{{blob.Digest}}}"]}}"""))}}","size":SIZE}""";
                config = config.Replace("SIZE", own.Blobs.Values.Single().Length.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
                _ = own.AddManifest("a", "1", Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"config":{{config}},"layers":[{{layer}}]}"""));
                Image image = await new RegistryImageSource(registry, ImageReference.Parse($"{own.Authority}/a:1")).ResolveAsync(Amd64, None);
                await using Stream stream = await image.Blobs.OpenAsync(image.Manifest.Layers[0], None);
            }
            else if (path == "location")
            {
                await registry.UploadBlobAsync("a", blob, _ => ValueTask.FromResult<Stream>(new MemoryStream(content)), None);
            }
            else if (path == "mount")
            {
                _ = await registry.TryMountBlobAsync("a", blob.Digest, "b", None);
                await registry.UploadBlobAsync("a", blob, _ => ValueTask.FromResult<Stream>(new MemoryStream(content)), None);
            }
            else
            {
                await using Stream stream = await registry.OpenBlobAsync("a", blob, None);
            }
        }
        catch (OpenShiftException)
        {
            // What the other registry was sent is the question, not whether it helped.
        }

        Assert.AreEqual(path == "urls of a layer", other.Requests.IsEmpty, "the other registry is led to");
        MustNotKnow(other);
    }

    [TestMethod]
    public async Task A_token_service_on_another_host_is_told_with_a_way_out()
    {
        using X509Certificate2 certificate = Certificates.SelfSigned("registry.corp.example", "evil.test", "auth.corp.example");
        await using var own = new FakeRegistry(certificate) { Realm = "https://evil.test/token", Login = "me:hunter2" };
        await using var other = new FakeRegistry(certificate) { Login = "me:hunter2" };
        using IRegistry registry = Remote(own, other, certificate);
        OpenShiftException e = await Failures.ExpectAsync(ToolCodes.RegistryUnauthorized, async () => _ = await registry.HeadManifestAsync("a", "1", None));
        Assert.Contains("'evil.test'", e.Seen);
        Assert.Contains("DOTNET_CONTAINER_REGISTRY_UNAME", e.Seen);
        Assert.Contains("podman login registry.corp.example", e.Remedy);
        Assert.IsTrue(other.Requests.Single() is { Authorization: null, Path: "/token" });
        MustNotKnow(other);
    }

    [TestMethod]
    [DataRow("registry.corp.example")]
    [DataRow("evil.test")]
    public async Task A_token_service_on_another_host_gets_what_is_stored_for_the_registry_or_for_itself(string storedFor)
    {
        using X509Certificate2 certificate = Certificates.SelfSigned("registry.corp.example", "evil.test", "auth.corp.example");
        await using var own = new FakeRegistry(certificate) { Realm = "https://evil.test/token" };
        await using var other = new FakeRegistry(certificate) { Login = "stored:secret" };
        FakeEnvironment environment = Variables("DOTNET_CONTAINER_REGISTRY");
        environment.Variables["REGISTRY_AUTH_FILE"] = _folder.Write("auth.json", "{\"auths\":{\"" + storedFor + "\":{\"auth\":\"" + Convert.ToBase64String("stored:secret"u8) + "\"}}}");
        using IRegistry registry = Remote(own, other, certificate, environment);
        _ = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.HeadManifestAsync("a", "1", None).AsTask());
        Assert.AreEqual("Basic " + Convert.ToBase64String("stored:secret"u8), other.Requests.First().Authorization);
        MustNotKnow(other);
    }

    [TestMethod]
    public async Task A_token_service_of_the_same_domain_gets_them()
    {
        using X509Certificate2 certificate = Certificates.SelfSigned("registry.corp.example", "evil.test", "auth.corp.example");
        await using var own = new FakeRegistry(certificate) { Realm = "https://auth.corp.example/token", Login = "me:hunter2" };
        await using var other = new FakeRegistry(certificate) { Login = "me:hunter2" };
        using IRegistry registry = Remote(own, other, certificate);
        _ = await Assert.ThrowsExactlyAsync<OpenShiftException>(() => registry.HeadManifestAsync("a", "1", None).AsTask());
        Assert.AreEqual("Basic " + Convert.ToBase64String("me:hunter2"u8), other.Requests.First().Authorization);
    }

    [TestMethod]
    [DataRow("docker.io", "https://auth.docker.io/token", true)]
    [DataRow("registry.gitlab.com", "https://gitlab.com/jwt/auth", true)]
    [DataRow("quay.io", "https://quay.io/v2/auth", true)]
    [DataRow("registry.corp.example:5000", "https://auth.corp.example:5001/auth", true)]
    [DataRow("Registry.Corp.Example", "https://registry.corp.example/auth", true)]
    [DataRow("quay.io", "https://evil.io/token", false)]
    [DataRow("registry.co.uk", "https://evil.co.uk/token", false)]
    [DataRow("docker.io", "https://auth.docker.io.evil.test/token", false)]
    [DataRow("docker.io", "https://evildocker.io/token", false)]
    [DataRow("10.0.0.5:5000", "https://10.0.0.6/token", false)]
    [DataRow("10.0.0.5:5000", "https://10.0.0.5:5001/token", true)]
    [DataRow("localhost:5000", "http://localhost:5000/token", true)]
    [DataRow("localhost:5000", "http://localhost:5001/token", false)]
    public void Which_token_service_is_the_registrys_own(string registry, string realm, bool own) =>
        Assert.AreEqual(own, RealmPolicy.IsOwn(new RegistryEndpoint(registry, []), new Uri(realm)));

    private static FakeRegistry Registry(string login = "me:hunter2") => new() { Login = login };

    private static FakeEnvironment Variables(string prefix) => new() { Variables = { [prefix + "_UNAME"] = "me", [prefix + "_PWORD"] = "hunter2" } };

    private static IRegistry Remote(FakeServer own, FakeServer other, X509Certificate2 certificate, IEnvironment? environment = null) => new Client
    {
        Authority = certificate,
        Hosts = { ["registry.corp.example"] = own, ["evil.test"] = other, ["auth.corp.example"] = other },
        Credentials = CredentialChain.Default(environment ?? Variables("DOTNET_CONTAINER_REGISTRY"), RegistryDirection.Push, new FakeCredentialProgram((_, _) => null), "registry.corp.example", CredentialVariables.All),
    }.Open("registry.corp.example");

    private static void MustNotKnow(FakeServer server)
    {
        foreach (FakeRequest request in server.Requests)
        {
            string all = request + request.Target + string.Join('\n', request.Headers.Select(h => h.Value)) + Encoding.UTF8.GetString(request.Body);
            Assert.DoesNotContain("hunter2", all);
            Assert.DoesNotContain(Convert.ToBase64String("me:hunter2"u8), all);
        }
    }

    private static Image Labelled(string? baseName)
    {
        ImageConfig config = BaseImages.Config;
        return BaseImages.Create(config: config with
        {
            Config = (config.Config ?? new ExecutionConfig()) with
            {
                Labels = baseName is null ? null : ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("org.opencontainers.image.base.name", baseName),
            },
        });
    }

    private static ImmutableSortedDictionary<string, Digest> BaseLockOf(params string[] names) =>
        names.Aggregate(ImmutableSortedDictionary.Create<string, Digest>(StringComparer.Ordinal), static (images, name) => images.Add(name, Digest.Of("x"u8)));

    private static async Task AddAsync(FakeRegistry registry, string repository, Image image)
    {
        _ = registry.AddManifest(repository, "1", image.ManifestBytes.ToArray());
        _ = registry.AddBlob(repository, image.ConfigBytes.ToArray());
        foreach (Descriptor layer in image.Manifest.Layers)
        {
            using var content = new MemoryStream();
            await using Stream stream = await image.Blobs.OpenAsync(layer, None);
            await stream.CopyToAsync(content);
            _ = registry.AddBlob(repository, content.ToArray());
        }
    }

    private Task<ImageCheckResult> CheckAsync(IEnvironment environment, string image, string? baseImage) =>
        new ImageCheck(environment).RunAsync(new ImageCheckRequest { Image = image, Base = baseImage, Platform = Amd64, CacheDirectory = _folder["cache"] }, null, None);
}
