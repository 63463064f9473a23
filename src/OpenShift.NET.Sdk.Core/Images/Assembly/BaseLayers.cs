using System.Collections.Concurrent;
using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.LayerKnowledge;

namespace OpenShift.NET.Sdk.Images.Assembly;

/// <summary>
/// Sees to it that of every layer of a base image there is what an assembly needs: its scan, which is known or made of its blob. A layer whose scan is known is not fetched: nearly always the image's
/// destination has it, or can take it over from the base's repository; whoever does want its bytes after that reads them where the base image is.
/// </summary>
internal sealed class BaseLayers(Image baseImage, CachingBlobSource blobs, LayerScanCache scans, ILayerKnowledge? knowledge)
{
    private readonly ConcurrentDictionary<Digest, byte> _elsewhere = new();
    private readonly ConcurrentQueue<AssemblyWarning> _warnings = new();

    /// <summary>The layers that were not fetched.</summary>
    public IEnumerable<Digest> Elsewhere => _elsewhere.Keys;

    /// <summary>What was told and is not so.</summary>
    public IEnumerable<AssemblyWarning> Warnings => _warnings;

    /// <summary>Fetches what is missing.</summary>
    /// <param name="whole">Whether a scan without digests and scripts will not do.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="OpenShiftException">What the base image's blobs throw.</exception>
    public async Task PrepareAsync(bool whole, CancellationToken cancellationToken)
    {
        if (whole || knowledge is null or { IsVerified: true })
        {
            // Those of an earlier publish may be reduced, and are only what somebody told.
            scans.ForgetForProject(but: []);
        }

        await Parallel.ForAsync(0, baseImage.Manifest.Layers.Length, cancellationToken, async (i, token) =>
            await PrepareAsync(baseImage.Manifest.Layers[i], baseImage.Config.RootFs.DiffIds[i], whole, token).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async ValueTask PrepareAsync(Descriptor layer, Digest diffId, bool whole, CancellationToken cancellationToken)
    {
        if (knowledge is null || blobs.Cache.Contains(layer.Digest, layer.Size))
        {
            await blobs.EnsureAsync(layer, cancellationToken).ConfigureAwait(false);
            return;
        }

        LayerScan? told = null;
        LayerScan? known = scans.TryReadOwn(layer) ?? (whole || knowledge.IsVerified ? null : scans.TryRead(layer));
        if (known?.DiffId != diffId)
        {
            known = told = await knowledge.FindScanAsync(baseImage.Digest, layer, diffId, whole, cancellationToken).ConfigureAwait(false);
        }

        if (told is not null && (knowledge.IsVerified || knowledge.IsSampled()))
        {
            await blobs.EnsureAsync(layer, cancellationToken).ConfigureAwait(false);
            await CompareAsync(layer, diffId, told, whole, cancellationToken).ConfigureAwait(false);
            return;
        }

        // What is not kept, Check could not read.
        if (known is null || (told is not null && !scans.TryWriteForProject(told)))
        {
            await blobs.EnsureAsync(layer, cancellationToken).ConfigureAwait(false);
            _elsewhere.TryRemove(layer.Digest, out _);
            return;
        }

        _elsewhere[layer.Digest] = 0;
    }

    private async ValueTask CompareAsync(Descriptor layer, Digest diffId, LayerScan told, bool whole, CancellationToken cancellationToken)
    {
        LayerScan own = await scans.OfThisMachine.GetOrScanAsync(layer, diffId, blobs, cancellationToken).ConfigureAwait(false);
        bool same = LayerScanFile.Write(whole ? own : ReducedScan.Of(own)).SequenceEqual(LayerScanFile.Write(told));
        if (!same)
        {
            _warnings.Enqueue(new AssemblyWarning(
                ToolCodes.LayerKnowledgeWrong,
                $"What a repository tells of layer {layer.Digest} of the base image is not what is in it; what is in it was used",
                "Find out who can push to that repository, and delete the artifacts that refer to the base image there."));
        }
    }
}
