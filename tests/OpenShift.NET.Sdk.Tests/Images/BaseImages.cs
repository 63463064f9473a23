using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Tests.Images;

/// <summary>Small base images.</summary>
internal static class BaseImages
{
    public static ImageConfig Config { get; } = new()
    {
        Architecture = "amd64",
        Os = "linux",
        Created = "2026-01-01T00:00:00Z",
        Config = new ExecutionConfig
        {
            Env = ["PATH=/usr/bin", "APP_UID=1654", "ASPNETCORE_HTTP_PORTS=8080"],
            Labels = ImmutableSortedDictionary<string, string>.Empty.Add("io.k8s.description", "the base").Add("vendor", "Base Inc.").Add("team", "kept"),
        },
    };

    public static byte[] Tar(params TarEntry[] entries)
    {
        using var output = new MemoryStream();
        using (var tar = new TarWriter(output, leaveOpen: true))
        {
            foreach (TarEntry entry in entries)
            {
                tar.WriteEntry(entry);
            }
        }

        return output.ToArray();
    }

    public static byte[] Gzip(byte[] content)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return output.ToArray();
    }

    public static TarEntry Folder(string path, UnixFileMode mode = (UnixFileMode)0b111_101_101) => new PaxTarEntry(TarEntryType.Directory, path) { Mode = mode };

    public static TarEntry Link(string path, string target) => new PaxTarEntry(TarEntryType.SymbolicLink, path) { LinkName = target };

    public static TarEntry File(string path, string content) =>
        new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)) };

    public static byte[] DefaultLayer { get; } = Tar(
        Folder("usr/"), Folder("usr/bin/"), File("usr/bin/dotnet", "host"), Folder("var/"), Folder("run/"), Link("var/run", "/run"), Folder("tmp/", (UnixFileMode)0b1_111_111_111));

    public static Image Create(MemoryBlobs? blobs = null, ImageConfig? config = null, bool docker = false, byte[]? tar = null, string? layerType = null)
    {
        blobs ??= new MemoryBlobs();
        tar ??= DefaultLayer;
        byte[] packed = layerType switch
        {
            MediaTypes.OciLayerZstd => new ZstdSharp.Compressor().Wrap(tar).ToArray(),
            MediaTypes.OciLayer => tar,
            _ => Gzip(tar),
        };
        Descriptor layer = blobs.Add(layerType ?? (docker ? MediaTypes.DockerLayerGzip : MediaTypes.OciLayerGzip), packed);
        config ??= Config;
        config = config with { RootFs = new RootFileSystem { DiffIds = [Digest.Of(tar)] } };
        byte[] configBytes = ImageJson.Write(config);
        var manifest = new ImageManifest
        {
            MediaType = docker ? MediaTypes.DockerManifest : MediaTypes.OciManifest,
            Config = blobs.Add(docker ? MediaTypes.DockerConfig : MediaTypes.OciConfig, configBytes),
            Layers = [layer],
        };
        byte[] manifestBytes = ImageJson.Write(manifest);
        return new Image(blobs.Add(manifest.MediaType, manifestBytes), manifestBytes, manifest, configBytes, config, blobs);
    }
}
