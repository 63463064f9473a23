using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>
/// Keeps scans by layer digest, so that a base image is read once. One file per layer, of mode 0600 because scans hold texts of the image.
/// A file that is damaged, of another version or unreadable counts as not there; nothing that goes wrong here stops a publish.
/// </summary>
/// <param name="folder">The folder; made when it is first written to.</param>
/// <param name="ofProject">A folder of scans that this project alone may use, for they were made elsewhere; <see langword="null"/> for none. Nothing of it gets into the other one.</param>
public sealed class LayerScanCache(string folder, string? ofProject = null)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private static readonly int LayersAhead = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>The files of an image over all its layers, each scanned at most once.</summary>
    /// <param name="image">The image.</param>
    /// <param name="baseLayerCount">How many of its layers are the base image's.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="OpenShiftException">OSC0046: a layer is malformed; OSC0055: the layers together are beyond what is read; and what the image's blobs throw.</exception>
    public Task<FileTree> ReadTreeAsync(Image image, int baseLayerCount, CancellationToken cancellationToken) => ReadTreeAsync(image, baseLayerCount, ImageScanLimits.Default, cancellationToken);

    internal async Task<FileTree> ReadTreeAsync(Image image, int baseLayerCount, ImageScanLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        int count = image.Manifest.Layers.Length;
        if (count > limits.Layers)
        {
            throw ImageScanBudget.TooManyLayers(count, limits.Layers);
        }

        var budget = new ImageScanBudget(limits);
        var scans = new LayerScan[count];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // In their order and only a few ahead: what has been read and not been counted yet takes memory.
        var ahead = new Queue<Task<LayerScan>>(LayersAhead);
        try
        {
            for (int started = 0, kept = 0; kept < count; kept++)
            {
                for (; started < count && ahead.Count < LayersAhead; started++)
                {
                    int layer = started;
                    ahead.Enqueue(Task.Run(() => GetOrScanAsync(image.Manifest.Layers[layer], image.Config.RootFs.DiffIds[layer], image.Blobs, budget, stop.Token), stop.Token));
                }

                scans[kept] = budget.Keep(await ahead.Peek().ConfigureAwait(false));
                _ = ahead.Dequeue();
            }
        }
        catch
        {
            // Nobody reads of the image any more once this has returned.
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(ahead)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        return FileTree.Build(scans, baseLayerCount, limits);
    }

    /// <summary>The scan of a layer: the kept one, or a new one that is then kept.</summary>
    /// <param name="blob">The layer.</param>
    /// <param name="expectedDiffId">The digest of the uncompressed layer that the image configuration names, when it is known.</param>
    /// <param name="blobs">Where the layer can be read; asked only when there is no kept scan.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="OpenShiftException">OSC0046: the layer is malformed; and what <paramref name="blobs"/> throws.</exception>
    public Task<LayerScan> GetOrScanAsync(Descriptor blob, Digest? expectedDiffId, IBlobSource blobs, CancellationToken cancellationToken) =>
        GetOrScanAsync(blob, expectedDiffId, blobs, null, cancellationToken);

    private async Task<LayerScan> GetOrScanAsync(Descriptor blob, Digest? expectedDiffId, IBlobSource blobs, ImageScanBudget? budget, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(blob);
        ArgumentNullException.ThrowIfNull(blobs);
        if (TryRead(blob) is { } kept && (expectedDiffId is null || kept.DiffId == expectedDiffId))
        {
            budget?.SpendKept(kept);
            return kept;
        }

        Stream content = await blobs.OpenAsync(blob, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            LayerScan scan = await LayerScanner.ScanAsync(content, blob, expectedDiffId, null, budget, cancellationToken).ConfigureAwait(false);
            _ = TryWrite(scan);
            return scan;
        }
    }

    /// <summary>Fetches a layer that the cache of blobs does not have, and scans it while it streams.</summary>
    /// <param name="blob">The layer.</param>
    /// <param name="expectedDiffId">The digest of the uncompressed layer that the image configuration names.</param>
    /// <param name="cache">Where the layer is kept.</param>
    /// <param name="source">Where it comes from.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OpenShiftException">OSC0046: the layer is malformed; and what <paramref name="cache"/> and <paramref name="source"/> throw. Neither layer nor scan is then kept.</exception>
    internal ValueTask FetchAndScanAsync(Descriptor blob, Digest expectedDiffId, BlobCache cache, IBlobSource source, CancellationToken cancellationToken) =>
        cache.FetchAsync(
            blob,
            source,
            async (content, token) =>
            {
                LayerScan scan = await LayerScanner.ScanAsync(content, blob, expectedDiffId, null, token).ConfigureAwait(false);
                return () => TryWrite(scan);
            },
            cancellationToken);

    /// <summary>The same without the scans that were made elsewhere.</summary>
    internal LayerScanCache OfThisMachine => new(folder);

    /// <summary>The kept scan of a layer; <see langword="null"/> when there is none that can be used.</summary>
    public LayerScan? TryRead(Descriptor blob)
    {
        ArgumentNullException.ThrowIfNull(blob);
        return TryRead(folder, blob) ?? (ofProject is null ? null : TryRead(ofProject, blob));
    }

    /// <summary>The scan of a layer that this machine has made; <see langword="null"/> when there is none that can be used.</summary>
    internal LayerScan? TryReadOwn(Descriptor blob) => TryRead(folder, blob);

    /// <summary>Keeps a scan; <see langword="false"/> when the folder cannot be written.</summary>
    public bool TryWrite(LayerScan scan) => TryWrite(folder, scan);

    /// <summary>Keeps a scan that was made elsewhere, for this project alone.</summary>
    internal bool TryWriteForProject(LayerScan scan) => ofProject is not null && TryWrite(ofProject, scan);

    /// <summary>Forgets the scans that were made elsewhere, but for those of some layers.</summary>
    internal void ForgetForProject(IEnumerable<Descriptor> but)
    {
        HashSet<string> kept = [.. but.Select(b => Path.GetFileName(PathOf("", b.Digest)))];
        try
        {
            foreach (FileInfo file in ofProject is not null && Directory.Exists(ofProject) ? new DirectoryInfo(ofProject).EnumerateFiles() : [])
            {
                if (!kept.Contains(file.Name) && IsOurs(file.Name))
                {
                    file.Delete();
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is left is of layers that this image does not have, or is written again.
        }
    }

    private static LayerScan? TryRead(string folder, Descriptor blob)
    {
        try
        {
            string path = PathOf(folder, blob.Digest);
            return File.Exists(path) ? LayerScanFile.Read(File.ReadAllBytes(path), blob) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool TryWrite(string folder, LayerScan scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        string path = PathOf(folder, scan.Blob.Digest);
        string temporary = path + "." + Guid.NewGuid().ToString("N");
        try
        {
            CreateFolder(folder);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var file = new FileStream(temporary, options))
            {
                file.Write(LayerScanFile.Write(scan));
            }

            File.Move(temporary, path, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove(temporary);
            return false;
        }
    }

    /// <summary>Deletes scans that were written long ago: a base image that is still in use is scanned again once a month, one that is not leaves nothing behind.</summary>
    public void Trim() => Trim(DateTime.UtcNow);

    internal void Trim(DateTime now)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles())
                {
                    if (IsOurs(file.Name) && now - file.LastWriteTimeUtc > Kept)
                    {
                        file.Delete();
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process trims too: what is left now goes next time.
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nothing more can be done, and nobody reads a file of that name.
        }
    }

    // A folder named by mistake may hold the files of somebody else.
    private static bool IsOurs(string name) =>
        name.IndexOf(".scan", StringComparison.Ordinal) is > 0 and var dot && Digest.TryParse("sha256:" + name[..dot], out _);

    private static string PathOf(string folder, Digest digest) => Path.Combine(folder, FormattableString.Invariant($"{digest.Hex}.scan{LayerScanner.Version}"));

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
