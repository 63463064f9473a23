using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Delivery;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Stages;

/// <summary>The stage Deliver: the checked images go where the project says, bit for bit; of several platforms all images first, their index last.</summary>
/// <param name="environment">Environment variables and home folder, for registries and programs.</param>
/// <param name="notices">Hears, on any thread, that a registry is being waited for.</param>
public sealed class DeliverStage(IEnvironment environment, IProgress<string>? notices = null) : IDisposable
{
    private RegistryDelivery? _registry;

    /// <summary>Asks the registry whether there is anything to deliver at all; the image is not read for that.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="folder">The stage folder.</param>
    /// <param name="ahead">The same question when it was asked before; <see langword="null"/> when it was not. The caller disposes of it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The result when there is nothing; <see langword="null"/> when the image is to be delivered, or goes elsewhere than to a registry.</returns>
    /// <exception cref="OpenShiftException">OSC0020: the stage folder holds no image; OSC008n: the registry.</exception>
    public async Task<DeliveryResult?> TryLeaveAsync(ProjectFacts facts, StageFolder folder, DeliveryLookahead? ahead, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Destination is not { ArchivePath: null, Registry: not null } destination)
        {
            return null;
        }

        Digest image = (AssemblyStamp.TryRead(folder) ?? throw DeliverableImage.Incomplete(folder)).Image;
        return (ahead is null ? null : await ahead.AnswerAsync(destination, image, cancellationToken).ConfigureAwait(false))
            ?? await To(destination).TryLeaveAsync(folder, image, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Delivers.</summary>
    /// <param name="images">The images, one a platform.</param>
    /// <param name="index">The index over them; <see langword="null"/> for one image by itself.</param>
    /// <param name="cancellationToken">Cancels; no tag and no archive is written after that.</param>
    /// <exception cref="OpenShiftException">OSC008n: the destination refused; OSC0041: a blob is not what was checked.</exception>
    public async Task<DeliveryResult> RunAsync(ImmutableArray<DeliverableImage> images, PlatformIndex? index, CancellationToken cancellationToken)
    {
        DestinationFacts destination = images[0].Facts.Destination;
        IDelivery delivery = destination switch
        {
            { ArchivePath: not null } => new ArchiveDelivery(),
            { Registry: not null } => To(destination),
            _ => new LocalDelivery(environment),
        };
        try
        {
            return await delivery.DeliverAsync(images, index, cancellationToken).ConfigureAwait(false);
        }
        catch (OpenShiftException e) when (e.Code == ToolCodes.InvalidArchive && images.Any(static i => i.Record.Layers.Any(static l => l.Elsewhere)))
        {
            // A layer that was left at the destination was deleted there within this very publish.
            foreach (DeliverableImage image in images)
            {
                File.Delete(image.Folder.AssemblyStamp);
            }

            throw new OpenShiftException(e.Code, e.Seen, "It was deleted while this publish ran: publish again.", e.Place, e);
        }
        catch (OpenShiftException e) when (e.Code == ToolCodes.CorruptBlob)
        {
            await ForgetDamagedAsync(images, cancellationToken).ConfigureAwait(false);
            throw new OpenShiftException(e.Code, e.Seen, "The damaged copy on this machine was deleted: publish again.", e.Place, e);
        }
    }

    /// <summary>Closes the connections to the registry.</summary>
    public void Dispose() => _registry?.Dispose();

    // A publish has one destination.
    private RegistryDelivery To(DestinationFacts destination) => _registry ??= new RegistryDelivery(destination, environment, notices);

    // A layout's blobs are hard links into the cache, so what is damaged in one is damaged in both; kept, it would fail every publish to come.
    private static async Task ForgetDamagedAsync(ImmutableArray<DeliverableImage> images, CancellationToken cancellationToken)
    {
        foreach (DeliverableImage image in images)
        {
            BlobCache cache = BlobCache.Open(image.Facts.Image.CacheDirectory);
            foreach (Descriptor layer in image.Image.Manifest.Layers)
            {
                string path = cache.PathOf(layer.Digest);
                if (File.Exists(path))
                {
                    FileStream file = File.OpenRead(path);
                    await using (file.ConfigureAwait(false))
                    {
                        if (await Digest.OfAsync(file, cancellationToken).ConfigureAwait(false) == layer.Digest)
                        {
                            continue;
                        }
                    }

                    cache.Remove(layer.Digest);
                }
            }

            File.Delete(image.Folder.AssemblyStamp);
            OciLayout.DeleteStage(image.Folder.Image);
        }
    }
}
