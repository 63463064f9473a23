using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Assembly;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.LayerKnowledge;

namespace OpenShift.NET.Sdk.Tests.Images.Assembly;

[TestClass]
public sealed class BaseLayersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryBlobs _blobs = new();
    private readonly Image _base;

    public BaseLayersTests() => _base = BaseImages.Create(_blobs);

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task A_layer_whose_scan_is_told_is_not_fetched_unless_it_is_the_one_that_is_looked_at()
    {
        LayerScan right = ReducedScan.Of(await LayerScanner.ScanAsync(new MemoryStream(_blobs.Contents[Layer.Digest]), Layer, null, null, CancellationToken.None));

        BaseLayers believed = await PrepareAsync(new Knowledge(right, sampled: false));
        Assert.AreEqual(0, _blobs.Opened);
        CollectionAssert.AreEqual((Digest[])[Layer.Digest], believed.Elsewhere.ToArray());

        BaseLayers held = await PrepareAsync(new Knowledge(right, sampled: true));
        Assert.AreEqual(1, _blobs.Opened);
        Assert.IsEmpty(held.Elsewhere);
        Assert.IsEmpty(held.Warnings);

        BaseLayers forged = await PrepareAsync(new Knowledge(right with { Files = right.Files[1..] }, sampled: true));
        Assert.AreEqual(ToolCodes.LayerKnowledgeWrong, forged.Warnings.Single().Code);
        Assert.Contains(Layer.Digest.ToString(), forged.Warnings.Single().Seen);
    }

    [TestMethod]
    public async Task A_layer_of_which_nobody_knows_is_fetched()
    {
        Assert.IsEmpty((await PrepareAsync(new Knowledge(null, sampled: false))).Elsewhere);
        Assert.IsEmpty((await PrepareAsync(null)).Elsewhere);
        Assert.AreEqual(2, _blobs.Opened);
    }

    private Descriptor Layer => _base.Manifest.Layers[0];

    // On a machine with an empty cache each time.
    private async Task<BaseLayers> PrepareAsync(ILayerKnowledge? knowledge)
    {
        string machine = _folder[Guid.NewGuid().ToString("N")];
        var layers = new BaseLayers(_base, new CachingBlobSource(BlobCache.Open(machine), _blobs), new LayerScanCache(Path.Combine(machine, "scans"), Path.Combine(machine, "told")), knowledge);
        await layers.PrepareAsync(whole: false, CancellationToken.None);
        return layers;
    }

    private sealed class Knowledge(LayerScan? scan, bool sampled) : ILayerKnowledge
    {
        public bool IsVerified => false;

        public bool IsSampled() => sampled;

        public ValueTask<LayerScan?> FindScanAsync(Digest baseImage, Descriptor layer, Digest diffId, bool whole, CancellationToken cancellationToken) => ValueTask.FromResult(scan);

        public ValueTask<KnownLayer?> FindLayerAsync(string key, CancellationToken cancellationToken) => ValueTask.FromResult<KnownLayer?>(null);

        public ValueTask<bool> IsAtDestinationAsync(Descriptor blob, CancellationToken cancellationToken) => ValueTask.FromResult(true);
    }
}
