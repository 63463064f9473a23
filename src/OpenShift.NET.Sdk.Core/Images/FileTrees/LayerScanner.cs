using System.Globalization;
using System.IO.Compression;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using ZstdSharp;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>Reads a layer once, front to back, and notes what rules want to know of it. Nothing is unpacked to disk.</summary>
public static class LayerScanner
{
    /// <summary>Version of what a scan notes; a cached scan of another version is not used.</summary>
    public const int Version = 5;

    /// <summary>Reads a layer to its end.</summary>
    /// <param name="blob">The layer as it is stored; read to its end, not disposed of.</param>
    /// <param name="descriptor">The layer's descriptor.</param>
    /// <param name="expectedDiffId">The digest of the uncompressed layer that the image configuration names, when it is known.</param>
    /// <param name="limits">Limits; <see langword="null"/> for <see cref="LayerScanLimits.Default"/>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="OpenShiftException">OSC0046: the layer is truncated, damaged, malformed, too large or in an unsupported compression; and what <paramref name="blob"/> itself throws.</exception>
    public static Task<LayerScan> ScanAsync(Stream blob, Descriptor descriptor, Digest? expectedDiffId, LayerScanLimits? limits, CancellationToken cancellationToken) =>
        ScanAsync(blob, descriptor, expectedDiffId, limits, null, cancellationToken);

    /// <summary>Reads a layer of an image to its end.</summary>
    /// <param name="blob">The layer as it is stored; read to its end, not disposed of.</param>
    /// <param name="descriptor">The layer's descriptor.</param>
    /// <param name="expectedDiffId">The digest of the uncompressed layer that the image configuration names, when it is known.</param>
    /// <param name="limits">Limits; <see langword="null"/> for <see cref="LayerScanLimits.Default"/>.</param>
    /// <param name="budget">What all layers of the image may take together; <see langword="null"/> for a layer by itself.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="OpenShiftException">OSC0046 as above; OSC0055: the image is beyond what is read.</exception>
    internal static async Task<LayerScan> ScanAsync(Stream blob, Descriptor descriptor, Digest? expectedDiffId, LayerScanLimits? limits, ImageScanBudget? budget, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(blob);
        ArgumentNullException.ThrowIfNull(descriptor);
        limits ??= LayerScanLimits.Default;
        try
        {
            var stored = new PrefetchStream(blob);
            Stream tar = await LayerCompression.OpenAsync(stored, descriptor.MediaType, cancellationToken).ConfigureAwait(false);
            await using (tar.ConfigureAwait(false))
            {
                using var content = new LayerContent(tar, limits.UncompressedSize, stored, budget);
                var entries = new LayerEntries(limits, budget);
                await TarReading.ReadAsync(content, entries, limits, cancellationToken).ConfigureAwait(false);
                await content.DrainAsync(cancellationToken).ConfigureAwait(false);
                await stored.DrainAsync(cancellationToken).ConfigureAwait(false);
                CheckSize(stored, tar, descriptor);
                Digest diffId = content.Finish();
                if (expectedDiffId is { } expected && expected != diffId)
                {
                    throw new LayerFormatException($"has the uncompressed digest {diffId}, not {expected} as the image configuration says");
                }

                return entries.ToScan(descriptor, diffId, content.Length);
            }
        }
        catch (LayerFormatException e)
        {
            throw Invalid(descriptor, e.Message, e);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ZstdException)
        {
            throw Invalid(descriptor, "cannot be decompressed: it is truncated or damaged", e);
        }
    }

    private static void CheckSize(PrefetchStream stored, Stream tar, Descriptor descriptor)
    {
        // GZipStream takes a member that ends inside its header or trailer for a whole one (RFC 1952, 2.3: at least 18 bytes).
        if (tar is GZipStream && stored.Count < 18)
        {
            throw new LayerFormatException("is truncated");
        }

        if (descriptor.Size > 0 && stored.Count != descriptor.Size)
        {
            throw new LayerFormatException(string.Create(CultureInfo.InvariantCulture, $"is truncated or damaged: it has {stored.Count} bytes"));
        }
    }

    /// <summary>The refusal of a layer.</summary>
    /// <param name="descriptor">Which.</param>
    /// <param name="seen">What is wrong with it, a predicate.</param>
    /// <param name="cause">Its cause.</param>
    internal static OpenShiftException Invalid(Descriptor descriptor, string seen, Exception cause) => new(
        ToolCodes.InvalidLayer,
        string.Create(CultureInfo.InvariantCulture, $"Layer {descriptor.Digest} ({descriptor.MediaType}, {descriptor.Size} bytes) {seen}"),
        "Fetch the image again, or build it anew; a copy in a cache or archive can be damaged.",
        innerException: cause);
}
