using System.Formats.Tar;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>An image of one program that sleeps, to see whether an engine starts containers at all.</summary>
internal sealed class TrialImage : IBlobSource
{
    /// <summary>Path of the program.</summary>
    public const string Program = "/sleep";

    private readonly Dictionary<Digest, byte[]> _blobs = [];

    private TrialImage()
    {
    }

    /// <summary>Makes it.</summary>
    /// <param name="architecture">GOARCH.</param>
    /// <returns><see langword="null"/> for a machine without such a program.</returns>
    public static Image? Create(string architecture)
    {
        if (TrialProgram.For(architecture) is not { } program)
        {
            return null;
        }

        var source = new TrialImage();
        using var layer = new MemoryStream();
        using (var tar = new TarWriter(layer, TarEntryFormat.Pax, leaveOpen: true))
        {
            using var content = new MemoryStream(program);
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, Program[1..]) { Mode = (UnixFileMode)0b111_101_101, DataStream = content, ModificationTime = DateTimeOffset.UnixEpoch });
        }

        Descriptor layerDescriptor = source.Add(MediaTypes.OciLayer, layer.ToArray());
        var config = new ImageConfig
        {
            Architecture = architecture,
            Os = "linux",
            Config = new ExecutionConfig { Entrypoint = [Program], WorkingDir = "/" },
            RootFs = new RootFileSystem { DiffIds = [layerDescriptor.Digest] },
        };
        byte[] configBytes = ImageJson.Write(config);
        var manifest = new ImageManifest { Config = source.Add(MediaTypes.OciConfig, configBytes), Layers = [layerDescriptor] };
        byte[] manifestBytes = ImageJson.Write(manifest);
        return new Image(new Descriptor(MediaTypes.OciManifest, Digest.Of(manifestBytes), manifestBytes.Length), manifestBytes, manifest, configBytes, config, source);
    }

    /// <inheritdoc/>
    public ValueTask<Stream> OpenAsync(Descriptor blob, CancellationToken cancellationToken) => new(new MemoryStream(_blobs[blob.Digest], writable: false));

    private Descriptor Add(string mediaType, byte[] content)
    {
        var digest = Digest.Of(content);
        _blobs[digest] = content;
        return new Descriptor(mediaType, digest, content.Length);
    }
}
