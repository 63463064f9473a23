using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Assembly;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.LayerKnowledge;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Registries.Referrers;

namespace OpenShift.NET.Sdk.Publishing.Knowledge;

/// <summary>Leaves beside a delivered image what the next publish on another machine wants to know of it.</summary>
/// <param name="registry">The destination's registry.</param>
/// <param name="repository">The destination's repository.</param>
internal sealed class RecordPublisher(IRegistry registry, string repository)
{
    private readonly ReferrerList _referrers = new(registry, repository);

    /// <summary>Sends what the records of some images are made of. What comes of it, nobody sees before <see cref="PublishAsync"/>.</summary>
    /// <returns>The records, or why there are none.</returns>
    public async Task<(ImmutableArray<PreparedRecord> Records, string? Problem)> PrepareAsync(ImmutableArray<DeliverableImage> images, CancellationToken cancellationToken)
    {
        var records = ImmutableArray.CreateBuilder<PreparedRecord>();
        string? problem = images[0].Facts.Knowledge.Mode == KnowledgeMode.None ? null : await AfterDelivery.TryAsync(
            registry,
            async token =>
            {
                foreach (DeliverableImage image in images)
                {
                    Task<PreparedRecord?> ofImage = PrepareImageAsync(image, token);
                    if (!registry.UploadsInParallel)
                    {
                        await ofImage.ConfigureAwait(false);
                    }

                    PreparedRecord?[] both = await Task.WhenAll(ofImage, PrepareBaseAsync(image, token)).ConfigureAwait(false);
                    records.AddRange(both.OfType<PreparedRecord>());
                }
            },
            cancellationToken).ConfigureAwait(false);
        return (records.DistinctBy(static r => Digest.Of(r.Manifest)).ToImmutableArray(), problem);
    }

    /// <summary>Leaves the records beside their images, which are there by now.</summary>
    /// <returns>Why it could not be done; <see langword="null"/> when it was. Only the next publish is slower for it.</returns>
    public Task<string?> PublishAsync(ImmutableArray<PreparedRecord> records, CancellationToken cancellationToken) =>
        AfterDelivery.TryAsync(
            registry,
            token => Task.WhenAll(records.Select(async record =>
            {
                await _referrers.AddAsync(record.Subject, record.ArtifactType, record.Manifest, token).ConfigureAwait(false);
                record.Done?.Invoke();
            })),
            cancellationToken);

    private async Task<PreparedRecord?> PrepareImageAsync(DeliverableImage image, CancellationToken cancellationToken)
    {
        int below = image.Record.BaseLayerCount;
        ImmutableArray<Descriptor> layers = image.Image.Manifest.Layers;
        if (layers.Length - below != image.Record.Layers.Length || image.Record.Layers.Any(static l => l.Key.Length == 0))
        {
            // Assembled by a version that did not note what its layers were made from.
            return null;
        }

        var record = new ImageRecord(
            image.Record.BaseDigest,
            [.. image.Record.Layers.Select((l, i) => new KnownLayer(l.Key, l.Digest, layers[below + i].Size, image.Image.Config.RootFs.DiffIds[below + i], l.Bytes))]);
        return await PrepareAsync(KnowledgeMediaTypes.ImageRecord, image.Image.Descriptor, [(KnowledgeMediaTypes.Layers, null, record.Write())], null, cancellationToken).ConfigureAwait(false);
    }

    // Once for a base: its scans are the same whoever makes them.
    private async Task<PreparedRecord?> PrepareBaseAsync(DeliverableImage image, CancellationToken cancellationToken)
    {
        var done = new RecordStore(Path.Combine(image.Facts.Image.CacheDirectory, "records"));
        string name = Digest.Of(System.Text.Encoding.UTF8.GetBytes($"{registry.Name}/{repository} {image.Record.BaseDigest} {KnowledgeMediaTypes.BaseRecord}")).Hex;

        // The registry may have lost it since: nothing refers to an artifact but its own subject.
        if (done.Read(name) is { } earlier && (await _referrers.FindAsync(image.Record.BaseDigest, KnowledgeMediaTypes.BaseRecord, cancellationToken).ConfigureAwait(false)).Any(r => r.Digest.ToString() == earlier))
        {
            return null;
        }

        // Only what this machine has read itself is handed on.
        var scans = new LayerScanCache(ImageAssembler.ScanFolder(image.Facts.Image.CacheDirectory));
        var blobs = new List<(string, Digest?, byte[])>();
        foreach (Descriptor layer in image.BaseLayers)
        {
            if (scans.TryReadOwn(layer) is not { } scan || ScanBlob.Write(ReducedScan.Of(scan)) is not { } reduced || ScanBlob.Write(scan) is not { } whole)
            {
                return null;
            }

            blobs.Add((KnowledgeMediaTypes.ReducedScan, layer.Digest, reduced));
            blobs.Add((KnowledgeMediaTypes.Scan, layer.Digest, whole));
        }

        PreparedRecord? prepared = await PrepareAsync(KnowledgeMediaTypes.BaseRecord, new Descriptor(MediaTypes.OciManifest, image.Record.BaseDigest, image.Record.BaseSize), blobs, Remember, cancellationToken).ConfigureAwait(false);
        return prepared is null ? null : prepared with { Done = () => Remember(Digest.Of(prepared.Manifest)) };

        void Remember(Digest manifest) => done.Write(name, manifest.ToString());
    }

    private async Task<PreparedRecord?> PrepareAsync(string artifactType, Descriptor subject, IReadOnlyList<(string MediaType, Digest? Layer, byte[] Content)> contents, Action<Digest>? remember, CancellationToken cancellationToken)
    {
        var blobs = ImmutableArray.CreateBuilder<Descriptor>();
        foreach ((string mediaType, Digest? layer, byte[] content) in contents)
        {
            var blob = new Descriptor(mediaType, Digest.Of(content), content.Length);
            blobs.Add(layer is null ? blob : blob with { Annotations = ImmutableSortedDictionary<string, string>.Empty.Add(KnowledgeMediaTypes.LayerAnnotation, layer.Value.ToString()) });
        }

        byte[] manifest = RecordManifest.Write(artifactType, subject, blobs.ToImmutable());
        Digest digest = Digest.Of(manifest);
        if (remember is not null && (await _referrers.FindAsync(subject.Digest, artifactType, cancellationToken).ConfigureAwait(false)).Any(r => r.Digest == digest))
        {
            remember(digest);
            return null;
        }

        var sent = blobs.Select((b, i) => (Blob: b, Content: (ReadOnlyMemory<byte>)contents[i].Content)).Append((Blob: RecordManifest.EmptyConfig, Content: RecordManifest.EmptyContent)).DistinctBy(static b => b.Blob.Digest);
        await Parallel.ForEachAsync(sent, new ParallelOptions { MaxDegreeOfParallelism = registry.UploadsInParallel ? 4 : 1, CancellationToken = cancellationToken }, async (blob, token) =>
            await registry.UploadIfMissingAsync(repository, blob.Blob, blob.Content, token).ConfigureAwait(false)).ConfigureAwait(false);
        return new PreparedRecord(artifactType, subject.Digest, manifest);
    }
}
