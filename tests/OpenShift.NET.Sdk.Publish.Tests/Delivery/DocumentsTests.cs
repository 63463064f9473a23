using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Delivery;

/// <summary>Bill of materials and provenance of real publishes, read back from a real registry (which lists no referrers: the lists are tags).</summary>
[TestClass]
[DoNotParallelize]
public sealed class DocumentsTests
{
    private const string Items = """
        <Project>
          <Target Name="TellItems" AfterTargets="OpenShiftDeliver">
            <Message Importance="high" Text="document %(OpenShiftImageDocument.Kind) %(OpenShiftImageDocument.ImageDigest) %(OpenShiftImageDocument.ArtifactDigest) %(OpenShiftImageDocument.Identity)" />
            <Message Importance="high" Text="delivered [%(OpenShiftDeliveredImage.RuntimeIdentifier)] %(OpenShiftDeliveredImage.Identity)" />
          </Target>
        </Project>
        """;

    [TestMethod]
    public void They_name_what_is_in_the_image_and_travel_with_it_once()
    {
        using var registry = RegistryServer.Start();
        string baseImage = EmbeddedLayout.CopyTo(registry);
        TestProject project = TestProject.Web("<UseAppHost>false</UseAppHost>", "<PackageReference Include=\"NuGet.Versioning\" Version=\"8.0.0\" />");
        project.Write("Directory.Build.targets", Items);
        string[] arguments = [$"-p:ContainerBaseImage={baseImage}", $"-p:ContainerRegistry={registry.Host}", "-p:ContainerRepository=shop/web", "-p:OpenShiftSbomFormat=CycloneDX%3BSPDX", "-p:OpenShiftSbomAttach=Always", "-v:n"];
        CommandResult first = project.Publish(arguments).MustSucceed();
        string digest = Inspect($"{registry.Host}/shop/web:1.4.2")["Digest"]!.GetValue<string>();
        string name = $"{registry.Host}/shop/web@{digest}";
        first.MustSay($"cosign sign {name}").MustSay($"cosign attest --type cyclonedx --predicate {project.Intermediate}/sbom.cdx.json {name}").MustSay($"--type slsaprovenance1 --predicate - {name}").MustSay($"delivered [linux-").MustSay(name);

        JsonNode bill = JsonNode.Parse(File.ReadAllText(Path.Combine(project.Intermediate, "sbom.cdx.json")))!;
        JsonArray components = bill["components"]!.AsArray();
        JsonNode package = components.Single(static c => (string?)c!["purl"] == "pkg:nuget/NuGet.Versioning@8.0.0")!;
        Assert.AreEqual("Apache-2.0", (string?)package["licenses"]![0]!["expression"]);
        Assert.AreEqual(128, ((string)package["hashes"]![0]!["content"]!).Length);
        Assert.IsTrue(components.Any(static c => ((string?)c!["purl"])?.StartsWith("pkg:nuget/Microsoft.NETCore.App.Runtime.linux-", StringComparison.Ordinal) == true), bill.ToJsonString());
        Assert.IsTrue(components.Any(static c => (string?)c!["type"] == "application" && (string?)c["name"] == "WebApi"));
        Assert.AreEqual($"sha256:{(string)bill["metadata"]!["component"]!["hashes"]![0]!["content"]!}", digest);

        // What others find: the list of what refers to the image, the artifacts, the documents.
        JsonArray list = Get(registry, $"manifests/sha256-{digest["sha256:".Length..]}")["manifests"]!.AsArray();
        foreach ((string type, string file) in ((string, string)[])[("application/vnd.cyclonedx+json", "sbom.cdx.json"), ("application/spdx+json", "sbom.spdx.json"), ("application/vnd.in-toto+json", "provenance.intoto.json")])
        {
            JsonNode entry = list.Single(e => (string?)e!["artifactType"] == type)!;
            JsonNode artifact = Get(registry, $"manifests/{(string)entry["digest"]!}");
            Assert.AreEqual(digest, (string?)artifact["subject"]!["digest"]);
            Assert.AreEqual(file, (string?)artifact["layers"]![0]!["annotations"]!["org.opencontainers.image.title"]);
            Assert.AreEqual(File.ReadAllText(Path.Combine(project.Intermediate, file)), Fetch(registry, $"blobs/{(string)artifact["layers"]![0]!["digest"]!}"));
            first.MustSay($" {digest} {(string)entry["digest"]!} {project.Intermediate}/{file}");
        }

        Assert.AreEqual("https://slsa.dev/provenance/v1", (string?)list.Single(static e => (string?)e!["artifactType"] == "application/vnd.in-toto+json")!["annotations"]!["in-toto.io/predicate-type"]);

        registry.TakeRequests();
        project.Publish([.. arguments, "--no-build"]).MustSucceed().MustSay("is up to date in the registry").MustSay($" {digest} ");
        Assert.DoesNotContain(static r => !r.Contains("\"HEAD ", StringComparison.Ordinal), registry.TakeRequests().Where(static r => r.Contains("/v2/shop/web/", StringComparison.Ordinal)));

        // The same image made elsewhere has the same bill.
        string before = File.ReadAllText(Path.Combine(project.Intermediate, "sbom.cdx.json"));
        TestProject other = TestProject.Web("<UseAppHost>false</UseAppHost>", "<PackageReference Include=\"NuGet.Versioning\" Version=\"8.0.0\" />");
        other.Publish([$"-p:ContainerBaseImage={baseImage}", $"-p:ContainerArchiveOutputPath={other.Folder}/out.tar", "-p:ContainerRepository=shop/web"]).MustSucceed().MustNotSay("cosign");
        Assert.AreEqual(before, File.ReadAllText(Path.Combine(other.Intermediate, "sbom.cdx.json")));
        Assert.IsFalse(File.Exists(Path.Combine(other.Intermediate, "sbom.spdx.json")));
    }

    [TestMethod]
    public void Every_platform_of_an_index_has_its_own()
    {
        using var registry = RegistryServer.Start();
        string baseImage = EmbeddedLayout.CopyTo(registry, twoPlatforms: true);
        TestProject project = TestProject.Web("<ContainerRuntimeIdentifiers>linux-x64;linux-arm64</ContainerRuntimeIdentifiers><RuntimeIdentifiers>linux-x64;linux-arm64</RuntimeIdentifiers><UseAppHost>false</UseAppHost><SelfContained>false</SelfContained>");
        project.Write("Directory.Build.targets", Items);
        CommandResult result = project.Publish([$"-p:ContainerBaseImage={baseImage}", $"-p:ContainerRegistry={registry.Host}", "-p:ContainerRepository=shop/both", "-p:OpenShiftSbomAttach=Always", "-v:n"]).MustSucceed();
        JsonNode index = Get(registry, "manifests/1.4.2", "shop/both");
        foreach (JsonNode? image in index["manifests"]!.AsArray())
        {
            string digest = (string)image!["digest"]!;
            string[] types = [.. Get(registry, $"manifests/sha256-{digest["sha256:".Length..]}", "shop/both")["manifests"]!.AsArray().Select(static e => (string)e!["artifactType"]!).Where(static t => !t.Contains("openshift-net-sdk", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
            Assert.AreEqual("application/vnd.cyclonedx+json application/vnd.in-toto+json", string.Join(' ', types));
            result.MustSay($"document CycloneDX {digest} sha256:");
        }

        result.MustSay($"cosign sign --recursive {registry.Host}/shop/both@sha256:").MustSay("delivered [] ");
    }

    private static JsonNode Inspect(string image) => JsonNode.Parse(Command.Run("skopeo", "inspect", "--tls-verify=false", $"docker://{image}").MustSucceed().Output)!;

    private static JsonNode Get(RegistryServer registry, string path, string repository = "shop/web") => JsonNode.Parse(Fetch(registry, path, repository))!;

    private static string Fetch(RegistryServer registry, string path, string repository = "shop/web")
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{registry.Host}/v2/{repository}/{path}"));
        request.Headers.TryAddWithoutValidation("Accept", "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json, application/vnd.docker.distribution.manifest.list.v2+json");
        using HttpResponseMessage response = client.Send(request);
        using var reader = new StreamReader(response.EnsureSuccessStatusCode().Content.ReadAsStream());
        return reader.ReadToEnd();
    }
}
