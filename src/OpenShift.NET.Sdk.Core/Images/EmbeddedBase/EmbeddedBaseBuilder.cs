using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.EmbeddedBase.Hosts;
using OpenShift.NET.Sdk.Images.EmbeddedBase.Plans;
using OpenShift.NET.Sdk.Images.Layers;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Images.EmbeddedBase;

/// <summary>
/// Makes a base image of the host's own .NET runtime and the libraries it needs, so that a publish works where no registry can be reached.
/// The image is made once and kept in the cache; it is made anew only when something on the host has changed.
/// </summary>
public static class EmbeddedBaseBuilder
{
    private const string Created = "1970-01-01T00:00:01Z";

    /// <summary>Makes the image, or finds it in the cache. Safe for publishes that run at the same time.</summary>
    /// <exception cref="OpenShiftException">OSC0047: the host cannot serve; OSC0044: the cache cannot be written.</exception>
    public static ValueTask<EmbeddedBaseImage> BuildAsync(EmbeddedBaseRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return OperatingSystem.IsLinux()
            ? BuildAsync(request, "/", cancellationToken)
            : throw new OpenShiftException(ToolCodes.EmbeddedBaseUnavailable, "An embedded base image can be made on Linux only", EmbeddedBasePlanner.Remedy);
    }

    /// <summary>Makes the image of the host below a root folder.</summary>
    internal static async ValueTask<EmbeddedBaseImage> BuildAsync(EmbeddedBaseRequest request, string root, CancellationToken cancellationToken)
    {
        BlobCache cache = BlobCache.Open(request.OutputFolder);
        var records = new RecordStore(Path.Combine(cache.Directory, "embedded"));
        string key = EmbeddedBaseRecord.KeyOf(request, root);
        try
        {
            if (records.Read(key) is { } text
                && EmbeddedBaseRecord.ReadIfCurrent(text, new HostFileSystem(root)) is { } known
                && await FindAsync(known, cache, cancellationToken).ConfigureAwait(false) is { } kept)
            {
                return kept;
            }

            var host = new HostFileSystem(root);
            EmbeddedBasePlan plan = EmbeddedBasePlanner.Plan(request, host);

            // A plan that comes out as before needs no new image: most of what changes on a host is of no matter here.
            string planKey = plan.Key();
            if (records.Read(planKey) is not { } planned
                || EmbeddedBaseRecord.ReadIfCurrent(planned, new HostFileSystem(root)) is not { } same
                || await FindAsync(same, cache, cancellationToken).ConfigureAwait(false) is not { } image)
            {
                image = await MakeAsync(plan, cache, cancellationToken).ConfigureAwait(false);
            }

            var record = new EmbeddedBaseRecord(image.Name, image.Image.Descriptor);
            if (record.Write(new HostFileSystem(root)) is { } withoutState && record.Write(host) is { } withState)
            {
                records.Write(planKey, withoutState);
                records.Write(key, withState);
            }

            return image;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw EmbeddedBasePlanner.Unreadable(request.DotnetRoot, e);
        }
    }

    private static async ValueTask<EmbeddedBaseImage?> FindAsync(EmbeddedBaseRecord record, BlobCache cache, CancellationToken cancellationToken)
    {
        if (await ReadAsync(record.Manifest, cache, cancellationToken).ConfigureAwait(false) is not { } manifestBytes)
        {
            return null;
        }

        ImageManifest manifest = ImageJson.ReadManifest(manifestBytes, record.Name);
        foreach (Descriptor layer in manifest.Layers)
        {
            if (!cache.Contains(layer.Digest, layer.Size))
            {
                return null;
            }
        }

        return await ReadAsync(manifest.Config, cache, cancellationToken).ConfigureAwait(false) is { } configBytes
            ? new EmbeddedBaseImage(
                record.Name,
                new Image(record.Manifest, manifestBytes, manifest, configBytes, ImageJson.ReadConfig(configBytes, record.Name), Blobs(cache)),
                Made: false)
            : null;
    }

    private static async ValueTask<byte[]?> ReadAsync(Descriptor blob, BlobCache cache, CancellationToken cancellationToken)
    {
        Stream? content = await cache.TryOpenAsync(blob, cancellationToken).ConfigureAwait(false);
        if (content is null)
        {
            return null;
        }

        await using (content.ConfigureAwait(false))
        {
            return await DocumentReader.ReadAsync(content, blob.Size, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async ValueTask<EmbeddedBaseImage> MakeAsync(EmbeddedBasePlan plan, BlobCache cache, CancellationToken cancellationToken)
    {
        var layers = ImmutableArray.CreateBuilder<Descriptor>(plan.Layers.Length);
        var diffIds = ImmutableArray.CreateBuilder<Digest>(plan.Layers.Length);
        var history = ImmutableArray.CreateBuilder<HistoryEntry>(plan.Layers.Length);
        foreach (EmbeddedLayer layer in plan.Layers)
        {
            WrittenLayer written = await EmbeddedLayerWriter.WriteAsync(cache, layer, cancellationToken).ConfigureAwait(false);
            layers.Add(new Descriptor(MediaTypes.OciLayerGzip, written.Digest, written.Size));
            diffIds.Add(written.DiffId);
            history.Add(new HistoryEntry { Created = Created, CreatedBy = "OpenShift.NET.Sdk embedded base: " + layer.Title });
        }

        var config = new ImageConfig
        {
            Created = Created,
            Architecture = plan.Platform.Architecture,
            Os = plan.Platform.Os,
            Variant = plan.Platform.Variant,
            Config = new ExecutionConfig { User = "1654", Env = plan.Environment, Labels = plan.Labels },
            RootFs = new RootFileSystem { DiffIds = diffIds.ToImmutable() },
            History = history.ToImmutable(),
        };
        byte[] configBytes = ImageJson.Write(config);
        var manifest = new ImageManifest
        {
            Config = new Descriptor(MediaTypes.OciConfig, await cache.AddAsync(configBytes, cancellationToken).ConfigureAwait(false), configBytes.Length),
            Layers = layers.ToImmutable(),
        };
        byte[] manifestBytes = ImageJson.Write(manifest);
        var descriptor = new Descriptor(MediaTypes.OciManifest, await cache.AddAsync(manifestBytes, cancellationToken).ConfigureAwait(false), manifestBytes.Length);
        return new EmbeddedBaseImage(plan.Name, new Image(descriptor, manifestBytes, manifest, configBytes, config, Blobs(cache)), Made: true);
    }

    private static CachingBlobSource Blobs(BlobCache cache) => new(cache, new LostBlobs());
}
