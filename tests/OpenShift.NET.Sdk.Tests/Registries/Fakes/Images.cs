using System.Text;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Tests.Registries.Fakes;

/// <summary>Small images; the layers are no real ones, nothing here looks into them.</summary>
internal static class Images
{
    public static Image Create(IReadOnlyList<string> layers, string architecture = "amd64", IBlobSource? blobs = null)
    {
        var store = new Blobs();
        Descriptor[] descriptors = [.. layers.Select(l => store.Add(Encoding.UTF8.GetBytes(l)))];
        byte[] config = ImageJson.Write(new ImageConfig
        {
            Architecture = architecture,
            Os = "linux",
            RootFs = new RootFileSystem { DiffIds = [.. descriptors.Select(d => d.Digest)] },
        });
        var manifest = new ImageManifest
        {
            Config = new Descriptor(MediaTypes.OciConfig, Digest.Of(config), config.Length),
            Layers = [.. descriptors],
        };
        byte[] bytes = ImageJson.Write(manifest);
        return new Image(
            new Descriptor(MediaTypes.OciManifest, Digest.Of(bytes), bytes.Length) { Platform = new Platform("linux", architecture) },
            bytes,
            manifest,
            config,
            ImageJson.ReadConfig(config, "test"),
            blobs ?? store);
    }

    public static byte[] Index(params Image[] images) => ImageJson.Write(new ImageIndex { Manifests = [.. images.Select(i => i.Descriptor)] });

    public static void AddTo(FakeRegistry registry, string repository, string? tag, Image image)
    {
        _ = registry.AddManifest(repository, tag, image.ManifestBytes.ToArray());
        _ = registry.AddBlob(repository, image.ConfigBytes.ToArray());
        foreach (Descriptor layer in image.Manifest.Layers)
        {
            _ = registry.AddBlob(repository, ((Blobs)image.Blobs).Content[layer.Digest]);
        }
    }

    internal sealed class Blobs : IBlobSource
    {
        public Dictionary<Digest, byte[]> Content { get; } = [];

        public Descriptor Add(byte[] content)
        {
            var digest = Digest.Of(content);
            Content[digest] = content;
            return new Descriptor(MediaTypes.OciLayerGzip, digest, content.Length);
        }

        public ValueTask<Stream> OpenAsync(Descriptor blob, CancellationToken cancellationToken) => ValueTask.FromResult<Stream>(new MemoryStream(Content[blob.Digest]));
    }
}
