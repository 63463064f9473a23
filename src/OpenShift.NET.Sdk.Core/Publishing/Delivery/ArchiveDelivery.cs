using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Publishing.Delivery;

/// <summary>To an archive or layout folder (<c>ContainerArchiveOutputPath</c>). An archive that is as it was left is not written again.</summary>
internal sealed class ArchiveDelivery : IDelivery
{
    public async Task<DeliveryResult> DeliverAsync(ImmutableArray<DeliverableImage> images, PlatformIndex? index, CancellationToken cancellationToken)
    {
        DestinationFacts destination = images[0].Facts.Destination;
        string path = destination.ArchivePath!;
        OutputFolders.CheckArchive(images[0].Facts);
        ImmutableArray<string> names = DeliverableImage.NamesOf(destination);
        if (destination.ArchiveFormat == ArchiveFormat.OciLayout)
        {
            // One entry, named by the first tag: an entry has room for one name, and of several entries skopeo, podman and buildah ask which is meant, while Shipwright takes them for an index of images.
            ImmutableArray<string> tag = [.. destination.Tags.Take(1)];
            ImmutableArray<string> name = [.. names.Take(1)];
            await (index is null
                ? OciLayout.WriteAsync(images[0].Image, path, tag, cancellationToken)
                : OciLayout.WriteAsync(index, path, tag, cancellationToken)).ConfigureAwait(false);
            return new DeliveryResult(name, path, $"Wrote {string.Join(", ", name)} to the OCI layout {path}.");
        }

        string fingerprint = FingerprintOf(images, index, destination);
        string recordFile = images[0].Folder.Delivery;
        if (OutputPlace.Of(path).IsFile && IsAsLeft(path, StageJson.TryRead(recordFile, StageJson.Default.DeliveryRecord), fingerprint))
        {
            return new DeliveryResult(names, path, $"{path} already holds {string.Join(", ", names)}; nothing was written.");
        }

        if (index is not null)
        {
            await OciArchive.WriteAsync(index, path, names, cancellationToken).ConfigureAwait(false);
        }
        else if (destination.ArchiveFormat == ArchiveFormat.Docker)
        {
            await DockerArchive.WriteAsync(images[0].Image, path, names, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await OciArchive.WriteAsync(images[0].Image, path, names, cancellationToken).ConfigureAwait(false);
        }

        if (!OutputPlace.Of(path).IsFile)
        {
            // Nobody can say later what a device or a FIFO holds.
            return new DeliveryResult(names, path, $"Wrote {string.Join(", ", names)} into {path}.");
        }

        var written = new FileInfo(OutputPlace.Of(path).Path);
        var record = new DeliveryRecord { Fingerprint = fingerprint, Size = written.Length, ModifiedTicks = written.LastWriteTimeUtc.Ticks };
        await StageJson.WriteAsync(recordFile, record, StageJson.Default.DeliveryRecord, cancellationToken).ConfigureAwait(false);
        return new DeliveryResult(names, path, $"Wrote {string.Join(", ", names)} to {path} ({ByteSize.ToText(written.Length)}).");
    }

    private static string FingerprintOf(ImmutableArray<DeliverableImage> images, PlatformIndex? index, DestinationFacts destination)
    {
        using var fingerprint = new Fingerprint();
        fingerprint.Add(destination.ArchiveFormat.ToString());
        fingerprint.Add(destination.ArchivePath!);
        fingerprint.Add(index?.Descriptor.Digest.ToString() ?? "");
        foreach (string part in images.Select(i => i.Image.Digest.ToString()).Concat(DeliverableImage.NamesOf(destination)))
        {
            fingerprint.Add(part);
        }

        return fingerprint.Finish();
    }

    private static bool IsAsLeft(string path, DeliveryRecord? record, string fingerprint)
    {
        var file = new FileInfo(OutputPlace.Of(path).Path);
        return record is not null && record.Fingerprint == fingerprint && file.Exists && file.Length == record.Size && file.LastWriteTimeUtc.Ticks == record.ModifiedTicks;
    }
}
