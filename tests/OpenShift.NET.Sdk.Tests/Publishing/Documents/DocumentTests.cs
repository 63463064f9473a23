using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.BillsOfMaterials;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.Delivery;
using OpenShift.NET.Sdk.Publishing.Documents;
using OpenShift.NET.Sdk.Publishing.Stages;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Registries.Referrers;
using OpenShift.NET.Sdk.Tests.Images;
using OpenShift.NET.Sdk.Tests.Images.BillsOfMaterials;
using OpenShift.NET.Sdk.Tests.Images.BillsOfMaterials.Schemas;
using OpenShift.NET.Sdk.Tests.Registries.Fakes;

namespace OpenShift.NET.Sdk.Tests.Publishing.Documents;

/// <summary>Bill of materials and provenance of a publish: written once, attached where the registry says it lists them, told wherever they are.</summary>
[TestClass]
public sealed class DocumentTests : IAsyncDisposable
{
    private const string Repository = "shop/web-api";
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeRegistry _registry = new() { ListsReferrers = true };
    private readonly FakeEnvironment _environment = new();
    private readonly StageFolder _stages;

    public DocumentTests() => _stages = new StageFolder(_folder["obj"]);

    public async ValueTask DisposeAsync()
    {
        await _registry.DisposeAsync();
        _folder.Dispose();
    }

    [TestMethod]
    public async Task What_is_written_speaks_of_the_image_its_packages_and_its_sources_and_is_kept()
    {
        ProjectFacts facts = await AssembleAsync(await FactsAsync());
        DocumentResult first = await new DocumentStage(_environment, "1.0.0").RunAsync(facts, _stages, None);
        Assert.AreEqual("sbom.cdx.json sbom.spdx.json provenance.intoto.json", string.Join(' ', first.Files.Select(Path.GetFileName)));
        Assert.IsFalse(first.Reused);
        Assert.IsTrue((await new DocumentStage(_environment, "1.0.0").RunAsync(facts, _stages, None)).Reused);
        byte[] before = File.ReadAllBytes(_stages.CycloneDx);
        Assert.IsFalse((await new DocumentStage(_environment, "1.0.1").RunAsync(facts, _stages, None)).Reused, "another version of the tool");
        File.Delete(_stages.Spdx);
        Assert.IsFalse((await new DocumentStage(_environment, "1.0.0").RunAsync(facts, _stages, None)).Reused, "a file that is gone");
        CollectionAssert.AreEqual(before, File.ReadAllBytes(_stages.CycloneDx));

        using JsonDocument bill = JsonDocument.Parse(before);
        Assert.IsEmpty(BillSchemas.CycloneDx.Validate(bill.RootElement));
        JsonNode dapper = JsonNode.Parse(before)!["components"]!.AsArray().Single(static c => (string?)c!["name"] == "Dapper")!;
        Assert.AreEqual("Apache-2.0", (string?)dapper["licenses"]![0]!["expression"]);
        Assert.AreEqual("SHA-512", (string?)dapper["hashes"]![0]!["alg"]);
        Assert.AreEqual("00", ((string)dapper["hashes"]![0]!["content"]!)[..2]);

        JsonNode statement = JsonNode.Parse(File.ReadAllText(_stages.Provenance))!;
        Digest image = AssemblyStamp.TryRead(_stages)!.Image;
        Assert.AreEqual("https://in-toto.io/Statement/v1", (string?)statement["_type"]);
        Assert.AreEqual("https://slsa.dev/provenance/v1", (string?)statement["predicateType"]);
        Assert.AreEqual(image.Hex, (string?)statement["subject"]![0]!["digest"]!["sha256"]);
        JsonArray materials = statement["predicate"]!["buildDefinition"]!["resolvedDependencies"]!.AsArray();
        Assert.AreEqual("git+https://example.com/shop.git@0123456789abcdef", (string?)materials.Single(static m => m!["digest"]!["gitCommit"] is not null)!["uri"]);
        Assert.IsTrue(materials.Any(static m => (string?)m!["uri"] == "pkg:nuget/Dapper@2.1.66"));
        Assert.AreEqual("https://ci.example.com/runners/1", (string?)statement["predicate"]!["runDetails"]!["builder"]!["id"]);
        Assert.DoesNotContain("token", File.ReadAllText(_stages.Provenance) + File.ReadAllText(_stages.CycloneDx));
    }

    [TestMethod]
    [DataRow(AttachWhen.Auto, true, 3, false)]
    [DataRow(AttachWhen.Auto, false, 0, false)]
    [DataRow(AttachWhen.Always, true, 3, false)]
    [DataRow(AttachWhen.Always, false, 3, true)]
    [DataRow(AttachWhen.Never, true, 0, false)]
    public async Task Documents_are_attached_where_the_registry_lists_them_or_always(AttachWhen attach, bool lists, int attached, bool tag)
    {
        _registry.ListsReferrers = lists;
        ProjectFacts facts = await FactsAsync();
        facts = await AssembleAsync(facts with { SupplyChain = facts.SupplyChain with { Attach = attach } });
        await new DocumentStage(_environment, "1.0.0").RunAsync(facts, _stages, None);
        DocumentedImage image = await DeliverAsync(facts);
        int asked = _registry.Requests.Count;
        AttachResult result = await new AttachStage(_environment).RunAsync([image], wasThere: true, None);
        Assert.IsNull(result.Problem);
        Assert.HasCount(3, result.Documents);
        Assert.HasCount(attached, result.Documents.Where(static d => d.Artifact.Length > 0));
        Assert.AreEqual(attach == AttachWhen.Auto && !lists, result.IsUnlisted);
        Assert.AreEqual(tag, _registry.Manifests.ContainsKey($"{Repository}@sha256-{image.Image.Digest.Hex}"));
        string[] requests = [.. _registry.Lines.Skip(asked)];
        if (attached == 0)
        {
            Assert.DoesNotContain(static l => !l.StartsWith("GET ", StringComparison.Ordinal), requests, "nothing is left in a registry that would not list it");
        }

        using IRegistry registry = new Client().Open(_registry);
        var list = new ReferrerList(registry, Repository);
        foreach (DeliveredDocument document in result.Documents.Where(static d => d.Artifact.Length > 0))
        {
            string type = document.Kind switch { "CycloneDX" => "application/vnd.cyclonedx+json", "SPDX" => "application/spdx+json", _ => "application/vnd.in-toto+json" };
            Assert.AreEqual(document.Artifact, (await list.FindAsync(image.Image.Digest, type, None)).Single().Digest.ToString());
            ImageManifest manifest = ImageJson.ReadManifest(_registry.Manifests[$"{Repository}@{document.Artifact}"].Bytes, "it");
            Assert.AreEqual((type, image.Image.Digest), (manifest.ArtifactType, manifest.Subject!.Digest));
            CollectionAssert.AreEqual(File.ReadAllBytes(document.Path), _registry.Blobs[$"{Repository}@{manifest.Layers.Single().Digest}"]);
        }

        // Nothing changed: nobody is asked. On another machine one question tells that all is there.
        asked = _registry.Requests.Count;
        AttachResult again = await new AttachStage(_environment).RunAsync([image], wasThere: true, None);
        Assert.AreEqual(asked, _registry.Requests.Count);
        CollectionAssert.AreEqual(result.Documents.ToArray(), again.Documents.ToArray());

        // A registry that had lost the image is asked all the same: it has lost what was attached, too.
        await new AttachStage(_environment).RunAsync([image], wasThere: false, None);
        Assert.AreEqual(attach == AttachWhen.Never, asked == _registry.Requests.Count);
        asked = _registry.Requests.Count;
        File.Delete(_stages.AttachmentStamp);
        AttachResult elsewhere = await new AttachStage(_environment).RunAsync([image], wasThere: true, None);
        CollectionAssert.AreEqual(result.Documents.ToArray(), elsewhere.Documents.ToArray());
        Assert.DoesNotContain(static l => !l.StartsWith("GET ", StringComparison.Ordinal), _registry.Lines.Skip(asked));
    }

    [TestMethod]
    public async Task A_registry_that_refuses_is_told_of_and_asked_again()
    {
        ProjectFacts facts = await FactsAsync();
        facts = await AssembleAsync(facts with { SupplyChain = facts.SupplyChain with { Attach = AttachWhen.Always } });
        await new DocumentStage(_environment, "1.0.0").RunAsync(facts, _stages, None);
        DocumentedImage image = await DeliverAsync(facts);
        _registry.TakesArtifacts = false;
        AttachResult result = await new AttachStage(_environment).RunAsync([image], wasThere: true, None);
        Assert.IsNotNull(result.Problem);
        Assert.HasCount(0, result.Documents.Where(static d => d.Artifact.Length > 0));
        _registry.TakesArtifacts = true;
        Assert.IsNull((await new AttachStage(_environment).RunAsync([image], wasThere: true, None)).Problem);
    }

    [TestMethod]
    public void The_lines_to_sign_name_digests_and_quote_paths()
    {
        var digest = Digest.Of("image"u8);
        string name = $"registry.example.com/shop/web-api@{digest}";
        var image = new DeliveredManifest(name, digest, MediaTypes.OciManifest, "linux-x64");
        DeliveredDocument[] documents = [new("/my obj/sbom.cdx.json", "CycloneDX", name, digest, ""), new("/obj/sbom.spdx.json", "SPDX", name, digest, ""), new("/obj/provenance.intoto.json", "Provenance", name, digest, "")];
        Assert.AreEqual(
            $"""
            cosign sign {name}
            cosign attest --type cyclonedx --predicate '/my obj/sbom.cdx.json' {name}
            cosign attest --type spdxjson --predicate /obj/sbom.spdx.json {name}
            jq .predicate /obj/provenance.intoto.json | cosign attest --type slsaprovenance1 --predicate - {name}
            """,
            string.Join('\n', SigningLines.Of([image], documents)));
        var index = new DeliveredManifest("r/a@" + digest, digest, MediaTypes.OciIndex, "");
        Assert.AreEqual($"cosign sign --recursive r/a@{digest}", string.Join('\n', SigningLines.Of([image, index], [])));
    }

    private async Task<ProjectFacts> FactsAsync()
    {
        Image sample = BaseImages.Create();
        using (IRegistry registry = new Client().Open(_registry))
        {
            await new ImagePusher(registry, "base").PushAsync(sample, ["1"], None);
        }

        _folder.Write("packages/dapper/2.1.66/dapper.nuspec", "<package><metadata><license type=\"expression\">Apache-2.0</license></metadata></package>");
        _folder.Write("packages/dapper/2.1.66/dapper.2.1.66.nupkg.sha512", Convert.ToBase64String(new byte[64]));
        ProjectFacts web = Sdk.Tests.Images.Projects.Web(
            new PublishFile { Path = "Web.Api.dll", Source = _folder.Write("publish/Web.Api.dll", "a program") },
            new PublishFile { Path = "Web.Api.deps.json", Source = _folder.Write("publish/Web.Api.deps.json", SampleBill.Dependencies) });
        return web with
        {
            Identity = web.Identity with { RepositoryUrl = "https://user:token@example.com/shop.git", Revision = "0123456789abcdef" },
            Image = web.Image with { BaseImage = $"{_registry.Authority}/base:1", BaseImageIsExplicit = true, CacheDirectory = _folder["cache"] },
            Destination = new DestinationFacts { Registry = _registry.Authority, Repository = Repository, Tags = ["1.4.2"] },
            Knowledge = new KnowledgeFacts { Mode = KnowledgeMode.None },
            SupplyChain = new SupplyChainFacts { Formats = ["CycloneDX", "SPDX"], Provenance = true, BuilderId = "https://ci.example.com/runners/1", PackageFolders = [_folder["packages"]] },
        };
    }

    private async Task<ProjectFacts> AssembleAsync(ProjectFacts facts)
    {
        await new AssembleStage(_environment).RunAsync(facts, _stages, None);
        return facts;
    }

    private async Task<DocumentedImage> DeliverAsync(ProjectFacts facts)
    {
        await new DeliverStage(_environment).RunAsync([await DeliverableImage.OpenAsync(facts, _stages, None)], null, None);
        return new DocumentedImage(facts, _stages, GeneratedImage.Read(_stages));
    }
}
