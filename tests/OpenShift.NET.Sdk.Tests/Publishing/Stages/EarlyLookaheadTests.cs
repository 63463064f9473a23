using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Assembly;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.LayerKnowledge;
using OpenShift.NET.Sdk.Images.Locks;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.Bases;
using OpenShift.NET.Sdk.Publishing.Knowledge;
using OpenShift.NET.Sdk.Publishing.Stages;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Registries.Referrers;
using OpenShift.NET.Sdk.Tests.Images;
using OpenShift.NET.Sdk.Tests.Registries;
using OpenShift.NET.Sdk.Tests.Registries.Fakes;

namespace OpenShift.NET.Sdk.Tests.Publishing.Stages;

/// <summary>The base image, looked at while the project is still being built.</summary>
[TestClass]
public sealed class EarlyLookaheadTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("early-");

    private string Cache => Path.Combine(_folder.FullName, "cache");

    private StageFolder Stage => new(Path.Combine(_folder.FullName, "obj"));

    public void Dispose() => _folder.Delete(recursive: true);

    [TestMethod]
    public async Task Unknown_layers_are_fetched_once_and_scanned_while_they_stream()
    {
        await using var server = new FakeRegistry();
        Image image = Add(server);
        using BaseLookahead ahead = BaseLookahead.StartEarly(Input(server), Stage, new FakeEnvironment())!;
        Descriptor layer = image.Manifest.Layers[0];
        var scans = new LayerScanCache(ImageAssembler.ScanFolder(Cache));
        await UntilAsync(() => scans.TryRead(layer) is not null && File.Exists(Path.Combine(Cache, "blobs/sha256", layer.Digest.Hex)));
        Assert.AreEqual(image.Config.RootFs.DiffIds[0], scans.TryRead(layer)!.DiffId);

        // Whoever wants them now, asks for nothing again.
        using RegistryBase taken = (await ahead.TakeAsync(Reference(server), new DestinationFacts(), null, None))!;
        Image resolved = await taken.Source.ResolveAsync(new Platform("linux", "amd64"), None);
        BlobCache cache = ahead.CacheOf(new ImageFacts { CacheDirectory = Cache })!;
        await cache.FetchAsync(resolved.Manifest.Layers[0], resolved.Blobs, None);
        Assert.AreEqual(1, server.Requests.Count(r => r.Path.EndsWith(layer.Digest.ToString(), StringComparison.Ordinal)));
        Assert.AreEqual(1, server.Requests.Count(static r => r.Method == "GET" && r.Path.Contains("/manifests/", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task Whoever_wants_a_layer_that_is_on_its_way_waits_for_it()
    {
        await using var server = new FakeRegistry();
        Image image = Add(server);
        Descriptor layer = image.Manifest.Layers[0];
        using var go = new ManualResetEventSlim();
        server.Intercept = r =>
        {
            if (r.Path.EndsWith(layer.Digest.ToString(), StringComparison.Ordinal))
            {
                go.Wait();
            }

            return null;
        };
        using BaseLookahead ahead = BaseLookahead.StartEarly(Input(server), Stage, new FakeEnvironment())!;
        using RegistryBase taken = (await ahead.TakeAsync(Reference(server), new DestinationFacts(), null, None))!;
        Image resolved = await taken.Source.ResolveAsync(new Platform("linux", "amd64"), None);
        await UntilAsync(() => server.Requests.Any(r => r.Path.EndsWith(layer.Digest.ToString(), StringComparison.Ordinal)));
        Task wanted = ahead.CacheOf(new ImageFacts { CacheDirectory = Cache })!.FetchAsync(layer, resolved.Blobs, None).AsTask();
        go.Set();
        await wanted;
        Assert.AreEqual(1, server.Requests.Count(r => r.Path.EndsWith(layer.Digest.ToString(), StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task What_others_have_left_is_read_ahead_and_handed_on_and_the_layer_is_not_fetched()
    {
        await using var server = new FakeRegistry();
        Image image = Add(server);
        Descriptor layer = image.Manifest.Layers[0];
        await LeaveScanAsync(server, "shop", image);
        server.Requests.Clear();
        ProjectInput input = Input(server, ("ContainerRegistry", server.Authority), ("ContainerRepository", "Shop"), ("Version", "1.4.2"));
        using BaseLookahead ahead = BaseLookahead.StartEarly(input, Stage, new FakeEnvironment())!;
        await UntilAsync(() => server.Requests.Any(static r => r.Path == "/v2/shop/manifests/1") && server.Requests.Any(static r => r.Method == "GET" && r.Path.StartsWith("/v2/shop/blobs/", StringComparison.Ordinal)));
        await Task.Delay(200);
        Assert.IsFalse(server.Requests.Any(r => r.Path.EndsWith(layer.Digest.ToString(), StringComparison.Ordinal)), "mounted, as it lies in the same registry");

        // Whoever wants it now, asks for nothing again; of another tag something is asked anew, of its own only.
        server.Requests.Clear();
        var facts = Sdk.Tests.Images.Projects.Web() with { Destination = new DestinationFacts { Registry = server.Authority, Repository = "shop", Tags = ["1.4.2", "1.4", "1"] } };
        RepositoryKnowledge knowledge = RepositoryKnowledge.Open(facts, new Platform("linux", "amd64"), new FakeEnvironment(), ahead.Knowledge)!;
        Assert.AreEqual(image.Config.RootFs.DiffIds[0], (await knowledge.FindScanAsync(image.Digest, layer, image.Config.RootFs.DiffIds[0], whole: false, None))!.DiffId);
        Assert.IsNull(await knowledge.FindLayerAsync("key", None));
        Assert.IsEmpty(server.Requests);
        facts = facts with { Destination = facts.Destination with { Tags = ["2"] } };
        knowledge = RepositoryKnowledge.Open(facts, new Platform("linux", "amd64"), new FakeEnvironment(), ahead.Knowledge)!;
        Assert.IsNotNull(await knowledge.FindScanAsync(image.Digest, layer, image.Config.RootFs.DiffIds[0], whole: false, None));
        Assert.IsNull(await knowledge.FindLayerAsync("key", None));
        CollectionAssert.AreEqual(new[] { "GET /v2/shop/manifests/2" }, server.Lines.ToArray());

        // Somewhere else nothing is known.
        facts = facts with { Destination = facts.Destination with { Repository = "other" } };
        using RepositoryKnowledge elsewhere = RepositoryKnowledge.Open(facts, new Platform("linux", "amd64"), new FakeEnvironment(), ahead.Knowledge)!;
        Assert.IsNull(await elsewhere.FindScanAsync(image.Digest, layer, image.Config.RootFs.DiffIds[0], whole: false, None));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_layer_that_others_know_is_fetched_all_the_same_when_it_has_to_pass_through_this_machine(bool isThere)
    {
        await using var server = new FakeRegistry();
        await using var destination = new FakeRegistry();
        await using var company = new FakeRegistry();
        Image image = Add(server);
        Descriptor layer = image.Manifest.Layers[0];
        await LeaveScanAsync(company, "base-scans", image);
        if (isThere)
        {
            _ = destination.AddBlob("shop", ((MemoryBlobs)image.Blobs).Contents[layer.Digest]);
        }

        using BaseLookahead ahead = BaseLookahead.StartEarly(
            Input(server, ("ContainerRegistry", destination.Authority), ("ContainerRepository", "shop"), ("OpenShiftLayerKnowledge", company.Authority + "/base-scans")), Stage, new FakeEnvironment())!;
        await UntilAsync(() => destination.Requests.Any(r => r.Method == "HEAD" && r.Path == $"/v2/shop/blobs/{layer.Digest}"));
        string fetch = $"GET /v2/base/blobs/{layer.Digest}";
        if (isThere)
        {
            await Task.Delay(200);
            Assert.DoesNotContain(fetch, server.Lines);
        }
        else
        {
            await UntilAsync(() => server.Lines.Contains(fetch));
        }
    }

    [TestMethod]
    public async Task Who_believes_nobody_fetches_what_others_know()
    {
        await using var server = new FakeRegistry();
        Image image = Add(server);
        await LeaveScanAsync(server, "shop", image);
        using BaseLookahead ahead = BaseLookahead.StartEarly(
            Input(server, ("ContainerRegistry", server.Authority), ("ContainerRepository", "shop"), ("OpenShiftLayerKnowledge", "Verify")), Stage, new FakeEnvironment())!;
        await UntilAsync(() => server.Lines.Contains($"GET /v2/base/blobs/{image.Manifest.Layers[0].Digest}"));
        Assert.IsNull(ahead.Knowledge);
    }

    [TestMethod]
    public async Task A_folder_that_was_published_from_before_only_asks_for_the_digest()
    {
        await using var server = new FakeRegistry();
        _ = Add(server);
        Directory.CreateDirectory(Stage.Path);
        await File.WriteAllTextAsync(Stage.AssemblyStamp, "");
        using BaseLookahead ahead = BaseLookahead.StartEarly(Input(server), Stage, new FakeEnvironment())!;
        using RegistryBase taken = (await ahead.TakeAsync(Reference(server), new DestinationFacts(), null, None))!;
        await Task.Delay(200);
        Assert.HasCount(1, server.Requests);
        Assert.IsNull(ahead.CacheOf(new ImageFacts { CacheDirectory = Cache }));
    }

    [TestMethod]
    public async Task A_locked_base_image_is_looked_at_by_its_digest()
    {
        await using var server = new FakeRegistry();
        Image image = Add(server);
        ImageReference reference = Reference(server);
        await File.WriteAllBytesAsync(Path.Combine(_folder.FullName, BaseLock.FileName), new BaseLock().With(reference, image.Digest).Write());
        using BaseLookahead ahead = BaseLookahead.StartEarly(Input(server), Stage, new FakeEnvironment())!;
        Assert.IsNull(await ahead.TakeAsync(reference, new DestinationFacts(), null, None));
        using RegistryBase taken = (await ahead.TakeAsync(ImageReference.Parse($"{reference}@{image.Digest}"), new DestinationFacts(), null, None))!;
        Assert.IsTrue(taken.IsLocked);
        using BaseLookahead updating = BaseLookahead.StartEarly(Input(server, ("_OpenShiftUpdateLock", "true")), Stage, new FakeEnvironment())!;
        using RegistryBase other = (await updating.TakeAsync(reference, new DestinationFacts(), null, None))!;
        Assert.IsFalse(other.IsLocked);
    }

    [TestMethod]
    public async Task Ending_the_build_takes_back_what_was_fetched_by_half()
    {
        await using var server = new FakeRegistry();
        Image image = Add(server);
        Descriptor layer = image.Manifest.Layers[0];
        server.Intercept = r => r.Path.EndsWith(layer.Digest.ToString(), StringComparison.Ordinal) ? new FakeResponse(200) { Hang = true } : null;
        BaseLookahead ahead = BaseLookahead.StartEarly(Input(server), Stage, new FakeEnvironment())!;
        await UntilAsync(() => Files().Any(static f => f.Contains(".tmp-", StringComparison.Ordinal)));
        ahead.Dispose();
        Assert.IsEmpty(Files());
    }

    [TestMethod]
    public async Task A_damaged_layer_leaves_neither_layer_nor_scan_and_is_nobodys_error()
    {
        await using var server = new FakeRegistry();
        Image image = Add(server, "no layer at all"u8.ToArray());
        Descriptor layer = image.Manifest.Layers[0];
        using BaseLookahead ahead = BaseLookahead.StartEarly(Input(server), Stage, new FakeEnvironment())!;
        await UntilAsync(() => server.Requests.Any(r => r.Path.EndsWith(layer.Digest.ToString(), StringComparison.Ordinal)));
        await UntilAsync(() => Files().Length == 0);
        using RegistryBase taken = (await ahead.TakeAsync(Reference(server), new DestinationFacts(), null, None))!;
        Assert.IsNotNull(taken);
    }

    [TestMethod]
    [DataRow("OpenShiftBaseImageArchive", "base.tar")]
    [DataRow("OpenShiftEmbeddedBase", "Always")]
    [DataRow("ContainerBaseImage", "no reference at all")]
    [DataRow("OpenShiftCacheSizeLimit", "much")]
    [DataRow("ContainerRuntimeIdentifier", "win-x64")]
    public async Task What_cannot_be_looked_at_is_left_to_Describe(string property, string value)
    {
        await using var server = new FakeRegistry();
        Assert.IsNull(BaseLookahead.StartEarly(Input(server, (property, value)), Stage, new FakeEnvironment()));
    }

    [TestMethod]
    public async Task Describe_keeps_the_question_that_was_asked_and_no_other_one()
    {
        await using var server = new FakeRegistry();
        _ = Add(server);
        using BaseLookahead ahead = BaseLookahead.StartEarly(Input(server), Stage, new FakeEnvironment())!;
        Assert.IsTrue(ahead.Asks(Input(server, ("Version", "1.4.2"))));
        Assert.IsFalse(ahead.Asks(Input(server, ("ContainerBaseImage", $"{server.Authority}/base:2"))), "a target has set another base image meanwhile");
        Assert.IsFalse(ahead.Asks(Input(server, ("ContainerRegistry", "push.example.com"))), "credentials depend on where is pushed to");
    }

    private Image Add(FakeRegistry server, byte[]? layer = null)
    {
        Image image = layer is null ? BaseImages.Create() : BaseImages.Create(tar: layer, layerType: MediaTypes.OciLayer);
        _ = server.AddManifest("base", "1", image.ManifestBytes.ToArray());
        foreach ((_, byte[] content) in ((MemoryBlobs)image.Blobs).Contents)
        {
            _ = server.AddBlob("base", content);
        }

        return image;
    }

    private static async Task LeaveScanAsync(FakeRegistry server, string repository, Image image)
    {
        byte[] content = ScanBlob.Write(new LayerScan { Blob = image.Manifest.Layers[0], DiffId = image.Config.RootFs.DiffIds[0], UncompressedSize = 1024 })!;
        _ = server.AddBlob(repository, content);
        var blob = new Descriptor(KnowledgeMediaTypes.ReducedScan, Digest.Of(content), content.Length)
        {
            Annotations = ImmutableSortedDictionary<string, string>.Empty.Add(KnowledgeMediaTypes.LayerAnnotation, image.Manifest.Layers[0].Digest.ToString()),
        };
        using IRegistry registry = new Client().Open(server);
        await new ReferrerList(registry, repository).AddAsync(image.Digest, KnowledgeMediaTypes.BaseRecord, RecordManifest.Write(KnowledgeMediaTypes.BaseRecord, image.Descriptor, [blob]), None);
    }

    private static ImageReference Reference(FakeRegistry server) => ImageReference.Parse($"{server.Authority}/base:1");

    private ProjectInput Input(FakeRegistry server, params (string Name, string Value)[] properties)
    {
        ImmutableDictionary<string, string> all = ImmutableDictionary<string, string>.Empty
            .Add("ContainerBaseImage", Reference(server).ToString())
            .Add("MSBuildProjectFullPath", Path.Combine(_folder.FullName, "Shop.csproj"))
            .Add("ContainerRuntimeIdentifier", "linux-x64")
            .Add("OpenShiftCacheDirectory", Cache);
        foreach ((string name, string value) in properties)
        {
            all = all.SetItem(name, value);
        }

        return new ProjectInput(all, []);
    }

    private string[] Files() => Directory.Exists(Cache) ? Directory.GetFiles(Cache, "*", SearchOption.AllDirectories) : [];

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (int i = 0; i < 1000 && !condition(); i++)
        {
            await Task.Delay(20);
        }

        Assert.IsTrue(condition());
    }
}
