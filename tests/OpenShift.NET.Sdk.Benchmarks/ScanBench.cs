using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>Scans an image of about 300 MB (this machine's programs, libraries and .NET installation in five gzip layers, as an OCI layout), cold and with the scans kept, against <c>gzip -dc</c> of the same layers.</summary>
internal static class ScanBench
{
    private const int Layers = 5;
    private const long LayerSize = 60L << 20;

    /// <summary>Measures and prints.</summary>
    public static async Task RunAsync(string root, int runs)
    {
        string layout = Path.Combine(root, "image");
        (string[] blobs, long bytes) = await WriteAsync(layout).ConfigureAwait(false);
        Image image = await LocalImageSource.Open(layout).ResolveAsync(new Platform("linux", "amd64"), CancellationToken.None).ConfigureAwait(false);
        var plain = new List<double>();
        var cold = new List<double>();
        var warm = new List<double>();
        int files = 0;
        for (int run = 0; run <= runs; run++)
        {
            var cache = new LayerScanCache(Path.Combine(root, "scans" + run.ToString(CultureInfo.InvariantCulture)));
            double gzip = await MillisecondsAsync(() => GzipAsync(blobs)).ConfigureAwait(false);
            double first = await MillisecondsAsync(async () => files = (await cache.ReadTreeAsync(image, 3, CancellationToken.None).ConfigureAwait(false)).Visible.Length).ConfigureAwait(false);
            double second = await MillisecondsAsync(() => cache.ReadTreeAsync(image, 3, CancellationToken.None)).ConfigureAwait(false);
            if (run > 0)
            {
                plain.Add(gzip);
                cold.Add(first);
                warm.Add(second);
            }
        }

        double of = Median(plain);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB, {files} entries, {Layers} layers, medians of {runs}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"gzip -dc   {of:0} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"scan cold  {Median(cold):0} ms  {Median(cold) / of:0.00} (target 1.3)"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"scan kept  {Median(warm):0} ms  {Median(warm) / of:0.000} (target 0.05)"));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static async Task<double> MillisecondsAsync(Func<Task> run)
    {
        long start = Stopwatch.GetTimestamp();
        await run().ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task GzipAsync(string[] blobs)
    {
        foreach (string blob in blobs)
        {
            using Process gzip = Process.Start(new ProcessStartInfo("sh") { ArgumentList = { "-c", "exec gzip -dc < \"$0\" > /dev/null", blob } })!;
            await gzip.WaitForExitAsync().ConfigureAwait(false);
        }
    }

    private static async Task<(string[] Blobs, long Bytes)> WriteAsync(string layout)
    {
        string folder = Directory.CreateDirectory(Path.Combine(layout, "blobs", "sha256")).FullName;
        string dotnet = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        using IEnumerator<FileInfo> files = MachineFiles.Below("/usr/lib", "/usr/bin", "/usr/share", dotnet).GetEnumerator();
        var blobs = new List<(Descriptor Layer, Digest DiffId, long Bytes)>();
        for (int i = 0; i < Layers; i++)
        {
            blobs.Add(await MachineFiles.WriteLayerAsync(files, LayerSize, folder).ConfigureAwait(false));
        }

        string diffIds = string.Join(',', blobs.Select(static b => $"\"{b.DiffId}\""));
        string layers = string.Join(',', blobs.Select(static b => Describe(b.Layer.MediaType, b.Layer.Digest.Hex, b.Layer.Size)));
        string config = Put(folder, MediaTypes.OciConfig, """{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":[""" + diffIds + "]}}");
        string manifest = Put(folder, MediaTypes.OciManifest, $"{{\"schemaVersion\":2,\"mediaType\":\"{MediaTypes.OciManifest}\",\"config\":{config},\"layers\":[{layers}]}}");
        await File.WriteAllTextAsync(Path.Combine(layout, "index.json"), $"{{\"schemaVersion\":2,\"manifests\":[{manifest}]}}").ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(layout, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""").ConfigureAwait(false);
        return ([.. blobs.Select(b => Path.Combine(folder, b.Layer.Digest.Hex))], blobs.Sum(static b => b.Bytes));
    }

    private static string Put(string folder, string mediaType, string document)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(document);
        string digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        File.WriteAllBytes(Path.Combine(folder, digest), bytes);
        return Describe(mediaType, digest, bytes.Length);
    }

    private static string Describe(string mediaType, string digest, long size) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"mediaType\":\"{mediaType}\",\"digest\":\"sha256:{digest}\",\"size\":{size}}}");
}
