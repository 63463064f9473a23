using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Assembly;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.LayerKnowledge;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Delivery;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Registries.Referrers;

namespace OpenShift.NET.Sdk.Publishing.Knowledge;

/// <summary>Leaves beside a delivered image what the next publish on another machine wants to know of it.</summary>
/// <param name="registry">The destination's registry.</param>
/// <param name="repository">The destination's repository.</param>
internal sealed class RecordPublisher(IRegistry registry, string repository)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ReferrerList _referrers = new(registry, repository);

    /// <summary>Leaves the records of the images of one publish.</summary>
    /// <returns>Why it could not be done; <see langword="null"/> when it was. Only the next publish is slower for it.</returns>
    public async Task<string?> PublishAsync(ImmutableArray<DeliverableImage> images, CancellationToken cancellationToken)
    {
        if (images[0].Facts.Knowledge.Mode == "None")
        {
            return null;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            foreach (DeliverableImage image in images)
            {
                await Task.WhenAll(PublishImageAsync(image, limit.Token), PublishBaseAsync(image, limit.Token)).ConfigureAwait(false);
            }

            return null;
        }
        catch (OpenShiftException e)
        {
            return e.Seen;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return FormattableString.Invariant($"Registry '{registry.Name}' did not take it within {Patience.TotalSeconds} s");
        }
    }

    private async Task PublishImageAsync(DeliverableImage image, CancellationToken cancellationToken)
    {
        int below = image.Record.BaseLayerCount;
        ImmutableArray<Descriptor> layers = image.Image.Manifest.Layers;
        if (layers.Length - below != image.Record.Layers.Length || image.Record.Layers.Any(static l => l.Key.Length == 0))
        {
            // Assembled by a version that did not note what its layers were made from.
            return;
        }

        var record = new ImageRecord(
            image.Record.BaseDigest,
            [.. image.Record.Layers.Select((l, i) => new KnownLayer(l.Key, l.Digest, layers[below + i].Size, image.Image.Config.RootFs.DiffIds[below + i], l.Bytes))]);
        await PublishAsync(KnowledgeMediaTypes.ImageRecord, image.Image.Descriptor, [(KnowledgeMediaTypes.Layers, null, record.Write())], cancellationToken).ConfigureAwait(false);
    }

    // Once for a base: its scans are the same whoever makes them.
    private async Task PublishBaseAsync(DeliverableImage image, CancellationToken cancellationToken)
    {
        var done = new RecordStore(Path.Combine(image.Facts.Image.CacheDirectory, "records"));
        string name = Digest.Of(System.Text.Encoding.UTF8.GetBytes($"{registry.Name}/{repository} {image.Record.BaseDigest} {KnowledgeMediaTypes.BaseRecord}")).Hex;
        if (done.Read(name) is not null)
        {
            return;
        }

        // Only what this machine has read itself is handed on.
        var scans = new LayerScanCache(ImageAssembler.ScanFolder(image.Facts.Image.CacheDirectory));
        var blobs = new List<(string, Digest?, byte[])>();
        foreach (Descriptor layer in image.BaseLayers)
        {
            if (scans.TryReadOwn(layer) is not { } scan || ScanBlob.Write(ReducedScan.Of(scan)) is not { } reduced || ScanBlob.Write(scan) is not { } whole)
            {
                return;
            }

            blobs.Add((KnowledgeMediaTypes.ReducedScan, layer.Digest, reduced));
            blobs.Add((KnowledgeMediaTypes.Scan, layer.Digest, whole));
        }

        await PublishAsync(KnowledgeMediaTypes.BaseRecord, new Descriptor(MediaTypes.OciManifest, image.Record.BaseDigest, image.Record.BaseSize), blobs, cancellationToken).ConfigureAwait(false);
        done.Write(name, "");
    }

    private async Task PublishAsync(string artifactType, Descriptor subject, IReadOnlyList<(string MediaType, Digest? Layer, byte[] Content)> contents, CancellationToken cancellationToken)
    {
        var blobs = ImmutableArray.CreateBuilder<Descriptor>();
        foreach ((string mediaType, Digest? layer, byte[] content) in contents)
        {
            var blob = new Descriptor(mediaType, Digest.Of(content), content.Length);
            blobs.Add(layer is null ? blob : blob with { Annotations = ImmutableSortedDictionary<string, string>.Empty.Add(KnowledgeMediaTypes.LayerAnnotation, layer.Value.ToString()) });
        }

        byte[] manifest = RecordManifest.Write(artifactType, subject, blobs.ToImmutable());
        Digest digest = Digest.Of(manifest);
        if ((await _referrers.FindAsync(subject.Digest, artifactType, cancellationToken).ConfigureAwait(false)).Any(r => r.Digest == digest))
        {
            return;
        }

        foreach ((Descriptor blob, ReadOnlyMemory<byte> content) in blobs.Select((b, i) => (b, (ReadOnlyMemory<byte>)contents[i].Content)).Append((RecordManifest.EmptyConfig, RecordManifest.EmptyContent)).DistinctBy(static b => b.Item1.Digest))
        {
            if (!await registry.BlobExistsAsync(repository, blob, cancellationToken).ConfigureAwait(false))
            {
                await registry.UploadBlobAsync(repository, blob, _ => ValueTask.FromResult<Stream>(new MemoryStream(content.ToArray(), writable: false)), cancellationToken).ConfigureAwait(false);
            }
        }

        await _referrers.AddAsync(subject.Digest, artifactType, manifest, cancellationToken).ConfigureAwait(false);
    }
}
