using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Stores;
using ZstdSharp;

namespace OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

/// <summary>
/// Unpacks images into folders for overlayfs, which are kept: the base's layers flattened into one, since they change together, and each of the application's layers in one of its own,
/// since it may be the only one that changed. A folder is named after its layer and all below it, so what it hides and which folders it implies fits; it appears whole, by rename.
/// </summary>
/// <param name="cacheDirectory">The cache folder.</param>
/// <param name="owner">The user that all files are given to; <see langword="null"/> when that is who runs this.</param>
/// <param name="limits">What an image may take; <see langword="null"/> for <see cref="ImageScanLimits.Default"/>.</param>
internal sealed class ImageUnpacker(string cacheDirectory, uint? owner, ImageScanLimits? limits = null)
{
    // Other layouts of the folders never meet those of today.
    private const string Format = "1";

    // The kernel takes one page of options, in which every folder is named; the others are flattened.
    private const int MostFolders = 50;
    private const int NameLength = 32;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>The folder that holds the unpacked layers. Those of one owner are no use to another.</summary>
    public string Folder { get; } = Path.Combine(Path.GetFullPath(cacheDirectory), "sandbox", FormattableString.Invariant($"{Format}-{owner ?? UnixFile.EffectiveUser()}"));

    /// <summary>Unpacks what is not there yet.</summary>
    /// <returns>The names of the folders, the topmost first.</returns>
    /// <exception cref="OpenShiftException">OSC0044: the cache cannot be written; OSC0046: a layer is malformed; OSC0055: the image is beyond what is read; and what its blobs throw.</exception>
    public async Task<ImmutableArray<string>> UnpackAsync(Image image, int baseLayers, CancellationToken cancellationToken)
    {
        ImmutableArray<Descriptor> layers = image.Manifest.Layers;
        ImageScanLimits most = limits ?? ImageScanLimits.Default;
        if (layers.Length > most.Layers)
        {
            throw ImageScanBudget.TooManyLayers(layers.Length, most.Layers);
        }

        var budget = new ImageScanBudget(most);
        try
        {
            Create(Folder);
            int flattened = Math.Clamp(baseLayers, Math.Max(1, layers.Length - MostFolders), Math.Max(1, layers.Length));
            var names = new List<string>();
            string chain = string.Join('\n', layers.Take(flattened).Select(static l => l.Digest.ToString()));
            await EnsureAsync(chain, layers[..Math.Min(flattened, layers.Length)], image.Blobs, names, budget, cancellationToken).ConfigureAwait(false);
            foreach (Descriptor layer in layers.Skip(flattened))
            {
                chain = Digest.Of(System.Text.Encoding.ASCII.GetBytes(chain)) + "\n" + layer.Digest;
                await EnsureAsync(chain, [layer], image.Blobs, names, budget, cancellationToken).ConfigureAwait(false);
            }

            return [.. names];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Of(ToolCodes.CacheNotWritable, Folder, $"The folder '{Folder}', into which the image is unpacked to be run,", "set OpenShiftCacheDirectory to another folder", e);
        }
    }

    /// <summary>Deletes what has not been used for long.</summary>
    public async Task TrimAsync(CancellationToken cancellationToken)
    {
        var old = new List<string>();
        try
        {
            if (!Directory.Exists(Folder))
            {
                return;
            }

            foreach (FileSystemInfo entry in new DirectoryInfo(Folder).EnumerateFileSystemInfos())
            {
                bool isLeft = entry.Name.Contains(".tmp-", StringComparison.Ordinal) && DateTime.UtcNow - entry.LastWriteTimeUtc > TimeSpan.FromDays(1);
                if (isLeft || DateTime.UtcNow - entry.LastWriteTimeUtc > Kept)
                {
                    string gone = TemporaryName.Of(entry.FullName);
                    Directory.Move(entry.FullName, gone);
                    old.Add(gone);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another publish trims too: what is left now goes next time.
        }

        if (old.Count > 0)
        {
            await FolderRemoval.RunAsync(old, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Create(string folder)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);

        // Whoever the application runs as passes only this folder, its working directory; the ones above it need not let anybody in.
        Directory.CreateDirectory(folder);
        UnixFile.SetMode(folder, 0b111_001_001);
    }

    private async Task EnsureAsync(string chain, ImmutableArray<Descriptor> layers, IBlobSource blobs, List<string> names, ImageScanBudget budget, CancellationToken cancellationToken)
    {
        string name = Digest.Of(System.Text.Encoding.ASCII.GetBytes(chain)).Hex[..NameLength];
        string folder = Path.Combine(Folder, name);
        if (!IsThere(folder))
        {
            using PublishLock one = await LockAsync(folder + ".lock", cancellationToken).ConfigureAwait(false);
            if (!IsThere(folder))
            {
                // Whoever held the lock before and did not come to the end left this.
                await FolderRemoval.RunAsync([.. Directory.EnumerateDirectories(Folder, name + ".tmp-*")], cancellationToken).ConfigureAwait(false);
                await UnpackAsync(folder, layers, blobs, new LowerFolders([.. names.Select(n => Path.Combine(Folder, n))]), budget, cancellationToken).ConfigureAwait(false);
            }
        }

        names.Insert(0, name);
    }

    private static bool IsThere(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return false;
        }

        try
        {
            Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It then only looks older than it is.
        }

        return true;
    }

    private static async Task<PublishLock> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (PublishLock.TryTake(path) is { } taken)
            {
                return taken;
            }

            await Task.Delay(Poll, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task UnpackAsync(string folder, ImmutableArray<Descriptor> layers, IBlobSource blobs, LowerFolders lower, ImageScanBudget budget, CancellationToken cancellationToken)
    {
        string temporary = TemporaryName.Of(folder);
        try
        {
            _ = UnixFile.TryMakeFolder(temporary, 0b111_000_000);
            var unpacker = new LayerUnpacker(temporary, lower, owner, budget);
            foreach (Descriptor layer in layers)
            {
                await ApplyAsync(unpacker, layer, blobs, budget, cancellationToken).ConfigureAwait(false);
            }

            unpacker.Finish();
            Directory.Move(temporary, folder);
        }
        catch
        {
            await FolderRemoval.RunAsync([temporary], CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    internal static async Task ApplyAsync(LayerUnpacker unpacker, Descriptor layer, IBlobSource blobs, ImageScanBudget budget, CancellationToken cancellationToken)
    {
        Stream blob = await blobs.OpenAsync(layer, cancellationToken).ConfigureAwait(false);
        await using (blob.ConfigureAwait(false))
        {
            try
            {
                var stored = new PrefetchStream(blob);
                Stream tar = await LayerCompression.OpenAsync(stored, layer.MediaType, cancellationToken).ConfigureAwait(false);
                await using (tar.ConfigureAwait(false))
                {
                    await unpacker.ApplyAsync(new TarEntries(new PrefetchStream(new BoundedContent(tar, stored, LayerScanLimits.Default.UncompressedSize, budget))), cancellationToken).ConfigureAwait(false);

                    // The blob's digest is verified at its end.
                    await stored.DrainAsync(cancellationToken).ConfigureAwait(false);
                }
            }
            catch (LayerFormatException e)
            {
                throw LayerScanner.Invalid(layer, e.Message, e);
            }
            catch (PathTooLongException e)
            {
                throw LayerScanner.Invalid(layer, "has a path longer than Linux allows", e);
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ZstdException)
            {
                throw LayerScanner.Invalid(layer, "cannot be decompressed: it is truncated or damaged", e);
            }
        }
    }
}
