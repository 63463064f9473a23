using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Bases;
using OpenShift.NET.Sdk.Publishing.Knowledge;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Delivery;

/// <summary>To a registry (<c>ContainerRegistry</c>). Asking and sending share its connections.</summary>
internal sealed class RegistryDelivery(DestinationFacts destination, IEnvironment environment, IProgress<string>? notices = null) : IDelivery, IDisposable
{
    private readonly IRegistry _registry = RegistryFactory.Create(destination.Registry!, destination.InsecureRegistries, RegistryDirection.Push, CredentialVariables.All, environment, notices);

    public async Task<DeliveryResult> DeliverAsync(ImmutableArray<DeliverableImage> images, PlatformIndex? index, CancellationToken cancellationToken)
    {
        var pusher = new ImagePusher(_registry, destination.Repository, MountSourceOf(images, destination.Registry!));
        var publisher = new RecordPublisher(_registry, destination.Repository);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // At the same time, where something is known to be new; of several platforms that shows only when they are pushed.
        Task<(ImmutableArray<PreparedRecord> Records, string? Problem)>? preparing = index is null && _registry.UploadsInParallel ? publisher.PrepareAsync(images, stop.Token) : null;
        PushResult result;
        try
        {
            result = await PushAsync(pusher, images, index, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task?)preparing ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        (ImmutableArray<PreparedRecord> records, string? problem) = preparing is not null ? await preparing.ConfigureAwait(false)
            : result.TagsWritten.IsEmpty ? ([], null)
            : await publisher.PrepareAsync(images, cancellationToken).ConfigureAwait(false);
        ImmutableArray<string> names = DeliverableImage.NamesOf(destination);
        if (result.TagsWritten.IsEmpty)
        {
            return result is { BytesSent: 0, BlobsMounted: 0 }
                ? UpToDate()
                : new DeliveryResult(names, null, $"Repaired {string.Join(", ", names)}: the registry had lost a part of it, {ByteSize.ToText(result.BytesSent)} sent.") { BytesSent = result.BytesSent };
        }

        return new DeliveryResult(names, null, FormattableString.Invariant($"Pushed {string.Join(", ", names)}: {ByteSize.ToText(result.BytesSent)} sent, {result.BlobsSent} blobs new, {result.BlobsMounted + result.BlobsPresent} already there."))
        {
            BytesSent = result.BytesSent,
            NotKept = problem ?? await publisher.PublishAsync(records, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _registry.Dispose();

    private async Task<PushResult> PushAsync(ImagePusher pusher, ImmutableArray<DeliverableImage> images, PlatformIndex? index, CancellationToken cancellationToken)
    {
        LeftLayers[] left = [.. images.Select(i => new LeftLayers(i, environment, notices))];
        try
        {
            return index is null
                ? await pusher.PushAsync(images[0].Image with { Blobs = left[0] }, destination.Tags, cancellationToken).ConfigureAwait(false)
                : await pusher.PushIndexAsync(index.Bytes, index.Descriptor.MediaType, [.. index.Images.Select(i => i with { Blobs = left[images.Select(static d => d.Image.Digest).ToList().IndexOf(i.Digest)] })], destination.Tags, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Array.ForEach(left, static l => l.Dispose());
        }
    }

    /// <summary>Whether the registry has the whole image under every tag already, found out with nothing of the image but its manifest.</summary>
    public async Task<DeliveryResult?> TryLeaveAsync(StageFolder folder, Digest image, CancellationToken cancellationToken) =>
        await new ImagePusher(_registry, destination.Repository).IsUpToDateAsync(image, () => BlobsOf(folder, image), destination.Tags, cancellationToken).ConfigureAwait(false)
            ? UpToDate()
            : null;

    private DeliveryResult UpToDate()
    {
        ImmutableArray<string> names = DeliverableImage.NamesOf(destination);
        return new DeliveryResult(names, null, $"{string.Join(", ", names)} is up to date in the registry; nothing was sent.") { BytesSent = 0 };
    }

    // Assemble may be at work in the folder: what is not there, or not yet whole, is no answer.
    private static IEnumerable<Descriptor>? BlobsOf(StageFolder folder, Digest image)
    {
        try
        {
            byte[] manifest = File.ReadAllBytes(Path.Combine(folder.Image, "blobs", "sha256", image.Hex));
            return Digest.Of(manifest) == image && ImageJson.ReadManifest(manifest, folder.Image) is { Config: { } config } read ? [.. read.Layers, config] : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static MountSource? MountSourceOf(ImmutableArray<DeliverableImage> images, string registry) =>
        ImageReference.TryParse(images[0].Record.BaseName, out ImageReference? reference, out _)
            ? MountSource.Of(reference, registry, images.SelectMany(i => i.BaseLayers))
            : null;
}
