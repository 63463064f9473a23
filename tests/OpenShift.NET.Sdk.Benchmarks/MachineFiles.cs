using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>Layers made of files that this machine has.</summary>
internal static class MachineFiles
{
    private const long Largest = 2 << 20;

    /// <summary>The files below some folders, small ones only: a base image has many of them, and a few giants would flatter who reads them.</summary>
    public static IEnumerable<FileInfo> Below(params string[] folders) =>
        folders
            .SelectMany(static f => new DirectoryInfo(f).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Device, IgnoreInaccessible = true }))
            .Where(static f => f.FullName.Length < 100 && f.LinkTarget is null && f.Length < Largest);

    /// <summary>Writes a gzip layer into a folder of blobs, from as many of the next files as make its size.</summary>
    /// <returns>The layer, the digest of its tar and the bytes of its files.</returns>
    public static async Task<(Descriptor Layer, Digest DiffId, long Bytes)> WriteLayerAsync(IEnumerator<FileInfo> files, long size, string folder, params (string Path, byte[] Content)[] more)
    {
        string tar = Path.Combine(folder, "tar");
        long written = 0;
        using (var writer = new TarWriter(File.Create(tar), TarEntryFormat.Ustar))
        {
            while (written < size && files.MoveNext())
            {
                await writer.WriteEntryAsync(files.Current.FullName, files.Current.FullName[1..]).ConfigureAwait(false);
                written += files.Current.Length;
            }

            foreach ((string path, byte[] content) in more)
            {
                await writer.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(content) }).ConfigureAwait(false);
            }
        }

        Digest diffId = await DigestAsync(tar).ConfigureAwait(false);
        string packed = tar + ".gz";
        using (FileStream input = File.OpenRead(tar))
        using (var gzip = new GZipStream(File.Create(packed), CompressionLevel.Optimal))
        {
            await input.CopyToAsync(gzip).ConfigureAwait(false);
        }

        File.Delete(tar);
        Digest digest = await DigestAsync(packed).ConfigureAwait(false);
        var layer = new Descriptor(MediaTypes.OciLayerGzip, digest, new FileInfo(packed).Length);
        File.Move(packed, Path.Combine(folder, digest.Hex), overwrite: true);
        return (layer, diffId, written);
    }

    private static async Task<Digest> DigestAsync(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Digest.Parse("sha256:" + Convert.ToHexStringLower(await SHA256.HashDataAsync(file).ConfigureAwait(false)));
    }
}
