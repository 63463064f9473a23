using System.Text;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>
/// A base image of the size and the shape of dotnet/aspnet for Debian: below the .NET runtime two layers of a distribution, made of this machine's own programs and libraries,
/// with the package database of as many packages as the slim Debian has.
/// </summary>
internal sealed class DebianBase : IBlobSource
{
    private const long DistributionSize = 28L << 20;
    private const long LibrariesSize = 8L << 20;
    private const int Packages = 90;

    private readonly string _folder;
    private readonly IBlobSource _runtime;

    private DebianBase(string folder, IBlobSource runtime)
    {
        _folder = folder;
        _runtime = runtime;
    }

    /// <summary>Makes it.</summary>
    /// <param name="runtime">The image of the .NET runtime.</param>
    /// <param name="folder">Where to keep the layers.</param>
    public static async Task<Image> MakeAsync(Image runtime, string folder)
    {
        Directory.CreateDirectory(folder);
        FileTree tree = await new LayerScanCache(Path.Combine(folder, "scans")).ReadTreeAsync(runtime, 0, CancellationToken.None).ConfigureAwait(false);
        HashSet<string> there = [.. tree.Visible.Select(static f => f.Path.TrimStart('/'))];
        using IEnumerator<FileInfo> files = MachineFiles.Below("/usr/lib/x86_64-linux-gnu", "/usr/bin", "/usr/share").Where(f => !there.Contains(f.FullName[1..])).GetEnumerator();
        (Descriptor distribution, Digest diffId, _) = await MachineFiles.WriteLayerAsync(files, DistributionSize, folder, [("var/lib/dpkg/status", await DatabaseAsync().ConfigureAwait(false))]).ConfigureAwait(false);
        (Descriptor libraries, Digest librariesDiffId, _) = await MachineFiles.WriteLayerAsync(files, LibrariesSize, folder).ConfigureAwait(false);

        ImageConfig config = runtime.Config with
        {
            RootFs = runtime.Config.RootFs with { DiffIds = [diffId, librariesDiffId, .. runtime.Config.RootFs.DiffIds] },
            History = [new HistoryEntry { CreatedBy = "debian" }, new HistoryEntry { CreatedBy = "runtime-deps" }, .. runtime.Config.History],
        };
        byte[] configBytes = ImageJson.Write(config);
        ImageManifest manifest = runtime.Manifest with
        {
            Config = new Descriptor(runtime.Manifest.Config.MediaType, Digest.Of(configBytes), configBytes.Length),
            Layers = [distribution, libraries, .. runtime.Manifest.Layers],
        };
        byte[] manifestBytes = ImageJson.Write(manifest);
        return new Image(
            new Descriptor(runtime.Descriptor.MediaType, Digest.Of(manifestBytes), manifestBytes.Length),
            manifestBytes,
            manifest,
            configBytes,
            config,
            new DebianBase(folder, runtime.Blobs));
    }

    public ValueTask<Stream> OpenAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        string own = Path.Combine(_folder, blob.Digest.Hex);
        return File.Exists(own) ? ValueTask.FromResult<Stream>(File.OpenRead(own)) : _runtime.OpenAsync(blob, cancellationToken);
    }

    private static async Task<byte[]> DatabaseAsync()
    {
        const string status = "/var/lib/dpkg/status";
        string[] packages = File.Exists(status) ? (await File.ReadAllTextAsync(status).ConfigureAwait(false)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries) : [];
        return Encoding.UTF8.GetBytes(string.Join("\n\n", packages.Take(Packages)) + "\n\n");
    }
}
