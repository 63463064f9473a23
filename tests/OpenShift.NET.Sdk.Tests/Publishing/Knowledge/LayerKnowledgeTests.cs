using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Sarif;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.LayerKnowledge;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.Bases;
using OpenShift.NET.Sdk.Publishing.Delivery;
using OpenShift.NET.Sdk.Publishing.Stages;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Registries.Referrers;
using OpenShift.NET.Sdk.Tests.Images;
using OpenShift.NET.Sdk.Tests.Registries.Fakes;

namespace OpenShift.NET.Sdk.Tests.Publishing.Knowledge;

/// <summary>What a machine fetches, makes and sends that has never seen the project, while its repository has.</summary>
[TestClass]
public sealed class LayerKnowledgeTests : IAsyncDisposable
{
    private const string Repository = "shop/web-api";
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeRegistry _registry = new();
    private readonly Image _base = BaseImages.Create();
    private int _clones;

    public async ValueTask DisposeAsync()
    {
        await _registry.DisposeAsync();
        _folder.Dispose();
    }

    [TestMethod]
    [DataRow(true, DisplayName = "the registry lists referrers")]
    [DataRow(false, DisplayName = "it does not")]
    public async Task A_machine_without_a_cache_fetches_no_base_layer_and_makes_and_sends_only_what_changed(bool lists)
    {
        _registry.ListsReferrers = lists;
        Clone first = await CloneAsync();
        Digest before = await first.PublishAsync();

        Clone same = await CloneAsync();
        Assert.AreEqual(before, await same.PublishAsync());
        AssertNoLayerFetched(same);
        Assert.IsEmpty(same.Sent);
        Assert.IsTrue(same.Record.Layers.All(static l => l.Elsewhere));
        CollectionAssert.AreEqual(first.Check.Messages.ToArray(), same.Check.Messages.ToArray());

        Clone changed = await CloneAsync("another program");
        Digest cold = await changed.PublishAsync();
        AssertNoLayerFetched(changed);
        Assert.AreEqual("packages", string.Join(' ', changed.Record.Layers.Where(static l => l.Elsewhere).Select(static l => l.Name)));
        Digest layer = changed.Record.Layers.Single(static l => !l.Elsewhere).Digest;
        Assert.Contains(layer, changed.SentBlobs);
        Assert.IsFalse(changed.SentBlobs.Intersect(same.Record.Layers.Select(static l => l.Digest).Concat(_base.Manifest.Layers.Select(static l => l.Digest))).Any(), "nothing that was there is sent");

        // With everything at hand the image is the same.
        File.WriteAllText(first.Facts.Files[0].Source, "another program");
        Assert.AreEqual(cold, await first.PublishAsync());

        // What another cold machine has left of its own layers serves the next one.
        Clone third = await CloneAsync("another program");
        Assert.AreEqual(cold, await third.PublishAsync());
        Assert.IsTrue(third.Record.Layers.All(static l => l.Elsewhere));
    }

    [TestMethod]
    public async Task Turned_off_nothing_is_asked_and_nothing_is_left()
    {
        Clone first = await CloneAsync(knowledge: new KnowledgeFacts { Mode = KnowledgeMode.None });
        await first.PublishAsync();
        Clone second = await CloneAsync(knowledge: new KnowledgeFacts { Mode = KnowledgeMode.None });
        await second.PublishAsync();
        Assert.DoesNotContain(static l => l.Contains("referrers", StringComparison.Ordinal) || l.Contains("sha256-", StringComparison.Ordinal), _registry.Lines);
        Assert.Contains(second.FetchOf(_base.Manifest.Layers[0].Digest), second.Lines);
    }

    [TestMethod]
    public async Task A_publish_of_nothing_new_asks_and_leaves_nothing()
    {
        Clone first = await CloneAsync();
        await first.PublishAsync();
        int asked = _registry.Requests.Count;
        await first.PublishAsync();
        string[] again = [.. _registry.Lines.Skip(asked)];
        Assert.DoesNotContain(static l => !l.StartsWith("HEAD ", StringComparison.Ordinal), again, string.Join('\n', again));
        Assert.ContainsSingle(static l => l == $"HEAD /v2/{Repository}/manifests/1.4.2", again);
    }

    [TestMethod]
    public async Task A_registry_that_takes_no_artifacts_is_told_of_once_and_everything_goes_on()
    {
        _registry.TakesArtifacts = false;
        Clone first = await CloneAsync();
        Digest digest = await first.PublishAsync();
        Assert.IsNotNull(first.Delivered!.NotKept);
        Clone second = await CloneAsync();
        Assert.AreEqual(digest, await second.PublishAsync());
        Assert.Contains(second.FetchOf(_base.Manifest.Layers[0].Digest), second.Lines);
    }

    [TestMethod]
    [DataRow("wrong digest")]
    [DataRow("too big")]
    [DataRow("unknown version")]
    [DataRow("nonsense")]
    [DataRow("gone")]
    public async Task A_damaged_record_is_ignored_and_the_layers_are_read(string damage)
    {
        Clone first = await CloneAsync();
        Digest digest = await first.PublishAsync();
        foreach (string name in _registry.Manifests.Where(static m => m.Value.Bytes.AsSpan().IndexOf("vnd.openshift-net-sdk"u8) >= 0).Select(static m => m.Key).ToArray())
        {
            (byte[] bytes, string type) = _registry.Manifests[name];
            string text = System.Text.Encoding.UTF8.GetString(bytes);
            switch (damage)
            {
                case "unknown version":
                    _registry.Manifests[name] = (System.Text.Encoding.UTF8.GetBytes(text.Replace("record.v1", "record.v9", StringComparison.Ordinal)), type);
                    break;
                case "nonsense":
                    _registry.Manifests[name] = ("[[[["u8.ToArray(), type);
                    break;
                case "gone":
                    _registry.Manifests.TryRemove(name, out _);
                    break;
                case "too big" when type == MediaTypes.OciManifest:
                    ImageManifest manifest = ImageJson.ReadManifest(bytes, "it");
                    Replace(manifest, ImageJson.Write(manifest with { Layers = [.. manifest.Layers.Select(static l => l with { Size = 1L << 40 })] }), name);
                    break;
                case "wrong digest" when type == MediaTypes.OciManifest:
                    foreach (Descriptor blob in ImageJson.ReadManifest(bytes, "it").Layers)
                    {
                        _registry.Blobs[$"{Repository}@{blob.Digest}"] = [.. Enumerable.Repeat((byte)'x', (int)blob.Size)];
                    }

                    break;
            }
        }

        Clone second = await CloneAsync();
        Assert.AreEqual(digest, await second.PublishAsync());
        Assert.Contains(second.FetchOf(_base.Manifest.Layers[0].Digest), second.Lines, "the layer is read");
        Assert.IsFalse(second.Record.Layers.Any(static l => l.Elsewhere));
        CollectionAssert.AreEqual(first.Check.Messages.ToArray(), second.Check.Messages.ToArray());
    }

    [TestMethod]
    public async Task A_forged_layer_gets_into_no_image_and_a_forged_scan_is_found_by_looking()
    {
        Clone first = await CloneAsync();
        Digest digest = await first.PublishAsync();

        // The key of our packages is said to be that of another layer, which is there.
        Digest evil = _registry.AddBlob(Repository, BaseImages.Gzip(BaseImages.Tar(BaseImages.File("app/Dapper.dll", "evil"))));
        ImageRecord record = new(first.Record.BaseDigest, [.. first.Record.Layers.Select((l, i) => new KnownLayer(l.Key, evil, _registry.Blobs[$"{Repository}@{evil}"].Length, Digest.Of("another tar"u8), l.Bytes))]);
        await LeaveAsync(KnowledgeMediaTypes.ImageRecord, first.Image.Descriptor, KnowledgeMediaTypes.Layers, null, record.Write());

        // The base is said to have nothing in it.
        Descriptor layer = _base.Manifest.Layers[0];
        var scan = new LayerScan { Blob = layer, DiffId = _base.Config.RootFs.DiffIds[0], UncompressedSize = 1024 };
        await LeaveAsync(KnowledgeMediaTypes.BaseRecord, _base.Descriptor, KnowledgeMediaTypes.ReducedScan, layer.Digest, ScanBlob.Write(scan)!);

        Clone second = await CloneAsync();
        await second.PublishAsync();
        Assert.DoesNotContain(evil, second.Image.Manifest.Layers.Select(static l => l.Digest));
        Assert.IsFalse(second.Record.Layers.Any(static l => l.Elsewhere), "what has another tar was made anew");

        Clone verified = await CloneAsync(knowledge: new KnowledgeFacts { Mode = KnowledgeMode.Verify });
        Assert.AreEqual(digest, await verified.PublishAsync());
        Assert.AreEqual(ToolCodes.LayerKnowledgeWrong, verified.Record.Warnings.Single().Code);
        CollectionAssert.AreEqual(first.Check.Messages.ToArray(), verified.Check.Messages.ToArray());
    }

    [TestMethod]
    public async Task A_right_record_stands_being_verified()
    {
        await (await CloneAsync()).PublishAsync();
        Clone verified = await CloneAsync(knowledge: new KnowledgeFacts { Mode = KnowledgeMode.Verify });
        await verified.PublishAsync();
        Assert.IsEmpty(verified.Record.Warnings);
        Assert.Contains(verified.FetchOf(_base.Manifest.Layers[0].Digest), verified.Lines);
        Assert.Contains(static l => l.Contains("sha256-", StringComparison.Ordinal), verified.Lines);
    }

    [TestMethod]
    public async Task Scans_of_a_base_come_from_a_repository_that_is_named_and_from_no_other()
    {
        await (await CloneAsync(repository: "company/bases")).PublishAsync();
        foreach (Descriptor layer in _base.Manifest.Layers)
        {
            // As if it had been mounted when the project was first published.
            _registry.AddBlob(Repository, ((MemoryBlobs)_base.Blobs).Contents[layer.Digest]);
        }

        Clone unnamed = await CloneAsync(tag: "1");
        await unnamed.PublishAsync();
        Assert.DoesNotContain(static l => l.Contains("company/", StringComparison.Ordinal), unnamed.Lines);
        Assert.Contains(unnamed.FetchOf(_base.Manifest.Layers[0].Digest), unnamed.Lines);

        foreach (string record in _registry.Manifests.Keys.Where(static m => m.StartsWith(Repository + "@sha256-", StringComparison.Ordinal)).ToArray())
        {
            _registry.Manifests.TryRemove(record, out _);
        }

        Clone named = await CloneAsync(tag: "2", knowledge: new KnowledgeFacts { Mode = KnowledgeMode.Trust, Repositories = [$"{_registry.Authority}/company/bases"] });
        await named.PublishAsync();
        Assert.DoesNotContain(named.FetchOf(_base.Manifest.Layers[0].Digest), named.Lines);
    }

    [TestMethod]
    public async Task What_the_registry_lost_since_is_made_again()
    {
        await (await CloneAsync()).PublishAsync();
        Clone second = await CloneAsync();
        Digest digest = await second.PublishAsync();
        Assert.IsTrue(second.Record.Layers.All(static l => l.Elsewhere));

        foreach (Descriptor layer in second.Image.Manifest.Layers)
        {
            _registry.Blobs.TryRemove($"{Repository}@{layer.Digest}", out _);
        }

        Assert.AreEqual(digest, await second.PublishAsync());
        foreach (Descriptor layer in second.Image.Manifest.Layers)
        {
            Assert.IsTrue(_registry.Blobs.ContainsKey($"{Repository}@{layer.Digest}"), $"{layer.Digest} is there again");
        }

        Assert.IsFalse(second.Record.Layers.Any(static l => l.Elsewhere));
    }

    [TestMethod]
    public async Task A_scan_that_is_lost_in_between_is_made_of_the_layer_where_that_is()
    {
        await (await CloneAsync()).PublishAsync();
        Clone second = await CloneAsync();
        await second.PublishAsync();
        Assert.IsNotNull(second.ReadScan(_base.Manifest.Layers[0]));
        second.Forget();
        Assert.IsNull(second.ReadScan(_base.Manifest.Layers[0]));
        CollectionAssert.AreEqual(second.Check.Messages.ToArray(), (await second.CheckAsync()).Messages.ToArray());
    }

    [TestMethod]
    public async Task Who_needs_all_layers_gets_them()
    {
        await (await CloneAsync()).PublishAsync();
        Clone second = await CloneAsync();
        await second.PublishAsync();
        DeliverableImage image = await second.OpenAsync();
        Assert.IsTrue(LeftLayers.Has(image));
        await LeftLayers.CompleteAsync(image, new FakeEnvironment(), null, None);
        foreach (Descriptor layer in image.Image.Manifest.Layers)
        {
            using var content = new MemoryStream();
            await using Stream blob = await image.Image.Blobs.OpenAsync(layer, None);
            await blob.CopyToAsync(content, None);
            Assert.AreEqual(layer.Digest, Digest.Of(content.ToArray()));
        }

        Assert.IsFalse(LeftLayers.Has(await second.OpenAsync()));
    }

    [TestMethod]
    public async Task A_file_in_place_of_one_of_the_base_and_a_script_want_the_whole_scan()
    {
        await (await CloneAsync()).PublishAsync();
        Clone over = await CloneAsync(facts: f => f with { Image = f.Image with { WorkingDirectory = "/usr/bin/" }, Files = [.. f.Files, Sdk.Tests.Images.Projects.File(_folder, "dotnet", content: "host")] });
        await over.PublishAsync();
        AssertNoLayerFetched(over);
        LayerScan kept = over.ReadScan(_base.Manifest.Layers[0])!;
        Assert.IsNotNull(kept.Files.Single(static f => f.Path == "/usr/bin/dotnet").ContentDigest);

        Clone plain = await CloneAsync();
        await plain.PublishAsync();
        Assert.IsNull(plain.ReadScan(_base.Manifest.Layers[0])!.Files.Single(static f => f.Path == "/usr/bin/dotnet").ContentDigest);

        Clone script = await CloneAsync(facts: static f => f with { Image = f.Image with { AppCommand = ["/app/start.sh"] } });
        await script.PublishAsync();
        Assert.IsNotNull(script.ReadScan(_base.Manifest.Layers[0])!.Files.Single(static f => f.Path == "/usr/bin/dotnet").ContentDigest);
    }

    private void AssertNoLayerFetched(Clone clone)
    {
        foreach (Descriptor layer in clone.Image.Manifest.Layers)
        {
            Assert.DoesNotContain(l => l.StartsWith("GET ", StringComparison.Ordinal) && l.EndsWith(layer.Digest.ToString(), StringComparison.Ordinal), clone.Lines);
        }

        Assert.DoesNotContain(clone.FetchOf(_base.Manifest.Layers[0].Digest), clone.Lines);
    }

    private void Replace(ImageManifest before, byte[] after, string name)
    {
        _registry.Manifests.TryRemove(name, out _);
        Digest digest = _registry.AddManifest(Repository, null, after);
        string tag = $"{Repository}@sha256-{before.Subject!.Digest.Hex}";
        _registry.Manifests[tag] = (ImageJson.Write(new ImageIndex { Manifests = [new Descriptor(MediaTypes.OciManifest, digest, after.Length) { ArtifactType = before.ArtifactType }] }), MediaTypes.OciIndex);
    }

    private async Task LeaveAsync(string artifactType, Descriptor subject, string mediaType, Digest? layer, byte[] content)
    {
        _registry.AddBlob(Repository, content);
        var blob = new Descriptor(mediaType, Digest.Of(content), content.Length);
        blob = layer is null ? blob : blob with { Annotations = ImmutableSortedDictionary<string, string>.Empty.Add(KnowledgeMediaTypes.LayerAnnotation, layer.Value.ToString()) };
        using IRegistry registry = new Client().Open(_registry);
        await new ReferrerList(registry, Repository).AddAsync(subject.Digest, artifactType, RecordManifest.Write(artifactType, subject, [blob]), None);
    }

    private async Task<Clone> CloneAsync(string program = "a program", KnowledgeFacts? knowledge = null, string repository = Repository, string tag = "1.4.2", Func<ProjectFacts, ProjectFacts>? facts = null)
    {
        if (_clones++ == 0)
        {
            using IRegistry registry = new Client().Open(_registry);
            await new ImagePusher(registry, "base").PushAsync(_base, ["1"], None);
        }

        string name = $"clone{_clones}";
        ProjectFacts web = Sdk.Tests.Images.Projects.Web(
            new PublishFile { Path = "Web.Api.dll", Source = _folder.Write($"{name}/Web.Api.dll", program) },
            new PublishFile { Path = "Dapper.dll", Source = _folder.Write($"{name}/Dapper.dll", "a package"), Origin = FileOrigin.Package });
        web = web with
        {
            Image = web.Image with { BaseImage = $"{_registry.Authority}/base:1", BaseImageIsExplicit = true, CacheDirectory = _folder[name + "/cache"] },
            Destination = new DestinationFacts { Registry = _registry.Authority, Repository = repository, Tags = [tag] },
            Knowledge = knowledge ?? new KnowledgeFacts { Mode = KnowledgeMode.Trust },
        };
        return new Clone(_registry, facts is null ? web : facts(web), new StageFolder(_folder[name + "/obj"]));
    }

    /// <summary>A fresh clone on a machine with an empty cache.</summary>
    private sealed class Clone(FakeRegistry registry, ProjectFacts facts, StageFolder stages)
    {
        private int _asked;

        public ProjectFacts Facts => facts;

        public AssemblyRecord Record { get; private set; } = null!;

        public CheckResult Check { get; private set; } = null!;

        public Image Image { get; private set; } = null!;

        public DeliveryResult? Delivered { get; private set; }

        public string[] Lines => [.. registry.Lines.Skip(_asked)];

        public string[] Sent => [.. Lines.Where(static l => l.StartsWith("PUT ", StringComparison.Ordinal))];

        public Digest[] SentBlobs => [.. registry.Requests.Skip(_asked).Where(static r => r.Method == "PUT" && r.Query["digest"] is not null).Select(static r => Digest.Parse(r.Query["digest"]!))];

        public string FetchOf(Digest layer) => $"GET /v2/base/blobs/{layer}";

        public async Task<Digest> PublishAsync()
        {
            _asked = registry.Requests.Count;
            var environment = new FakeEnvironment();
            AssembleResult result = await new AssembleStage(environment).RunAsync(facts, stages, None);
            Check = await CheckAsync();
            using var deliver = new DeliverStage(environment);
            DeliverableImage image = await OpenAsync();
            Delivered = await deliver.TryLeaveAsync(facts, stages, null, None) ?? await deliver.RunAsync([image], null, None);
            Record = result.Record ?? image.Record;
            Image = image.Image;
            return image.Image.Digest;
        }

        public Task<CheckResult> CheckAsync() => new CheckStage(new SarifOptions { ToolVersion = "1.0.0" }, new DateOnly(2026, 1, 1)).RunAsync(facts, stages, None);

        /// <summary>Loses the scans that came from elsewhere and the report that was made of them.</summary>
        public void Forget()
        {
            Directory.Delete(stages.Image + ".scans", recursive: true);
            File.Delete(stages.Messages);
        }

        public Task<DeliverableImage> OpenAsync() => DeliverableImage.OpenAsync(facts, stages, None);

        public LayerScan? ReadScan(Descriptor layer) => new LayerScanCache(stages.Path + "/none", stages.Image + ".scans").TryRead(layer);
    }
}
