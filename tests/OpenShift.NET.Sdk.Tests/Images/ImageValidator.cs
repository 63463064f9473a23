using System.Formats.Tar;
using System.IO.Compression;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Tests.Images;

/// <summary>Holds an image against the image specification: every blob, digest, size, diff id, count, and every tar entry.</summary>
internal static class ImageValidator
{
    /// <summary>Entries of each layer, the lowest first.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<TarEntry>>> ValidateAsync(Image image)
    {
        Assert.AreEqual(image.Descriptor.Digest, Digest.Of(image.ManifestBytes.Span));
        Assert.AreEqual(image.Descriptor.Size, image.ManifestBytes.Length);
        Assert.AreEqual(image.Manifest.Config.Digest, Digest.Of(image.ConfigBytes.Span));
        Assert.AreEqual(image.Manifest.Config.Size, image.ConfigBytes.Length);
        Assert.HasCount(image.Manifest.Layers.Length, image.Config.RootFs.DiffIds);
        Assert.AreEqual(image.Manifest.Layers.Length, image.Config.History.Count(h => h.EmptyLayer != true), "history");
        CollectionAssert.AreEqual(image.ManifestBytes.ToArray(), await ReadAsync(image, image.Descriptor), "manifest blob");
        CollectionAssert.AreEqual(image.ConfigBytes.ToArray(), await ReadAsync(image, image.Manifest.Config), "config blob");
        bool docker = image.Descriptor.MediaType == MediaTypes.DockerManifest;
        Assert.AreEqual(docker ? MediaTypes.DockerConfig : MediaTypes.OciConfig, image.Manifest.Config.MediaType);

        var layers = new List<IReadOnlyList<TarEntry>>();
        for (int i = 0; i < image.Manifest.Layers.Length; i++)
        {
            Descriptor layer = image.Manifest.Layers[i];
            Assert.AreEqual(docker, layer.MediaType.StartsWith("application/vnd.docker.", StringComparison.Ordinal), layer.MediaType);
            byte[] tar = Unpack(layer, await ReadAsync(image, layer));
            Assert.AreEqual(image.Config.RootFs.DiffIds[i], Digest.Of(tar), "diff id");
            layers.Add(Entries(tar));
        }

        return layers;
    }

    public static IReadOnlyList<TarEntry> Entries(byte[] tar)
    {
        var entries = new List<TarEntry>();
        using var reader = new TarReader(new MemoryStream(tar));
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            Assert.IsFalse(entry.Name.StartsWith('/') || entry.Name.Split('/').Contains(".."), entry.Name);
            Assert.IsFalse(entries.Any(e => e.Name == entry.Name), "twice: " + entry.Name);
            entries.Add(entry);
        }

        return entries;
    }

    public static async Task<byte[]> ReadAsync(Image image, Descriptor blob)
    {
        await using Stream stream = await image.Blobs.OpenAsync(blob, CancellationToken.None);
        using var buffer = new MemoryStream();
        await stream.CopyToAsync(buffer);
        return buffer.ToArray();
    }

    private static byte[] Unpack(Descriptor layer, byte[] blob)
    {
        if (layer.MediaType is MediaTypes.OciLayer or MediaTypes.DockerLayer)
        {
            return blob;
        }

        using var output = new MemoryStream();
        using Stream input = layer.MediaType == MediaTypes.OciLayerZstd
            ? new ZstdSharp.DecompressionStream(new MemoryStream(blob))
            : new GZipStream(new MemoryStream(blob), CompressionMode.Decompress);
        input.CopyTo(output);
        return output.ToArray();
    }
}
