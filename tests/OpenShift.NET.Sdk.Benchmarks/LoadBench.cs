using System.Diagnostics;
using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>What reading an image costs by the number of its layers and files: made-up images of small files, and a base of 1 GB; cold, and with the scans kept.</summary>
internal static class LoadBench
{
    private static readonly (int Layers, int Files, int Size)[] Loads =
    [
        (10, 100, 1_000),
        (10, 1_000, 1_000),
        (10, 10_000, 1_000),
        (10, 100_000, 1_000),
        (100, 1_000, 1_000),
        (100, 10_000, 1_000),
        (100, 100_000, 1_000),
        (500, 1_000, 1_000),
        (500, 100_000, 1_000),
        (10, 10_000, 100_000),
    ];

    /// <summary>Measures and prints.</summary>
    public static async Task RunAsync(string root, int runs)
    {
        Console.WriteLine("| layers | files | bytes | cold | a file | scans kept | a file | kept scans | managed memory after |\n|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach ((int layers, int files, int size) in Loads)
        {
            string folder = Path.Combine(root, "load");
            Image image = await MakeAsync(folder, layers, files, size).ConfigureAwait(false);
            var cold = new List<double>();
            var warm = new List<double>();
            long kept = 0;
            long memory = 0;
            for (int run = 0; run <= runs; run++)
            {
                string scans = Path.Combine(folder, "scans" + run.ToString(CultureInfo.InvariantCulture));
                var cache = new LayerScanCache(scans);
                double first = await MillisecondsAsync(() => cache.ReadTreeAsync(image, layers, CancellationToken.None)).ConfigureAwait(false);
                double second = await MillisecondsAsync(() => cache.ReadTreeAsync(image, layers, CancellationToken.None)).ConfigureAwait(false);
                kept = Directory.GetFiles(scans).Sum(static f => new FileInfo(f).Length);
                memory = GC.GetTotalMemory(forceFullCollection: true);
                if (run > 0)
                {
                    cold.Add(first);
                    warm.Add(second);
                }
            }

            Program.Delete(folder);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {layers} | {files:N0} | {Sizes.Of((long)files * size)} | {Medians.Of(cold):0} ms | {Medians.Of(cold) * 1000 / files:0.0} µs | {Medians.Of(warm):0.0} ms | {Medians.Of(warm) * 1000 / files:0.0} µs | {Sizes.Of(kept)} | {Sizes.Of(memory)} |"));
        }
    }

    private static async Task<Image> MakeAsync(string folder, int layers, int files, int size)
    {
        string blobs = Directory.CreateDirectory(Path.Combine(folder, "blobs", "sha256")).FullName;
        byte[] content = new byte[size];
        var descriptors = new List<Descriptor>();
        var diffIds = new List<Digest>();
        for (int layer = 0, file = 0; layer < layers; layer++)
        {
            using var tar = new MemoryStream();
            using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
            {
                for (int last = (int)((long)files * (layer + 1) / layers); file < last; file++)
                {
                    // As compressible as programs are: half of it repeats.
                    new Random(file).NextBytes(content.AsSpan(0, size / 2));
                    await writer.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, string.Create(CultureInfo.InvariantCulture, $"usr/lib/d{file / 200}/file{file}.so")) { DataStream = new MemoryStream(content) }).ConfigureAwait(false);
                }
            }

            diffIds.Add(Digest.Of(tar.GetBuffer().AsSpan(0, (int)tar.Length)));
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            {
                tar.Position = 0;
                await tar.CopyToAsync(gzip).ConfigureAwait(false);
            }

            var digest = Digest.Of(packed.GetBuffer().AsSpan(0, (int)packed.Length));
            descriptors.Add(new Descriptor(MediaTypes.OciLayerGzip, digest, packed.Length));
            await File.WriteAllBytesAsync(Path.Combine(blobs, digest.Hex), packed.ToArray()).ConfigureAwait(false);
        }

        var config = new ImageConfig { Architecture = "amd64", Os = "linux", RootFs = new RootFileSystem { DiffIds = [.. diffIds] } };
        byte[] configBytes = ImageJson.Write(config);
        var manifest = new ImageManifest { Config = new Descriptor(MediaTypes.OciConfig, Digest.Of(configBytes), configBytes.Length), Layers = [.. descriptors] };
        byte[] manifestBytes = ImageJson.Write(manifest);
        return new Image(new Descriptor(MediaTypes.OciManifest, Digest.Of(manifestBytes), manifestBytes.Length), manifestBytes, manifest, configBytes, config, OciLayout.BlobsOf(folder));
    }

    private static async Task<double> MillisecondsAsync(Func<Task> run)
    {
        long start = Stopwatch.GetTimestamp();
        await run().ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
