using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Images.Assembly;

/// <summary>The two families of media types; an image uses one of them throughout.</summary>
internal sealed class ImageFormat
{
    private ImageFormat(bool isDocker) => IsDocker = isDocker;

    /// <summary>The OCI image specification's.</summary>
    public static ImageFormat Oci { get; } = new(false);

    /// <summary>Docker's image manifest version 2, schema 2.</summary>
    public static ImageFormat Docker { get; } = new(true);

    /// <summary>Whether it is Docker's.</summary>
    public bool IsDocker { get; }

    /// <summary>Media type of the manifest.</summary>
    public string Manifest => IsDocker ? MediaTypes.DockerManifest : MediaTypes.OciManifest;

    /// <summary>Media type of the configuration.</summary>
    public string Config => IsDocker ? MediaTypes.DockerConfig : MediaTypes.OciConfig;

    /// <summary>Media type of a gzip'ed layer.</summary>
    public string Layer => IsDocker ? MediaTypes.DockerLayerGzip : MediaTypes.OciLayerGzip;

    /// <summary><c>ContainerImageFormat</c>, or the base's format.</summary>
    /// <exception cref="OpenShiftException">OSC0026: the property has another value.</exception>
    public static ImageFormat Of(ProjectFacts facts, Descriptor baseManifest)
    {
        string? format = facts.Image.Format;
        if (string.IsNullOrEmpty(format))
        {
            return baseManifest.MediaType == MediaTypes.DockerManifest ? Docker : Oci;
        }

        return format.Equals("OCI", StringComparison.OrdinalIgnoreCase) ? Oci
            : format.Equals("Docker", StringComparison.OrdinalIgnoreCase) ? Docker
            : throw new OpenShiftException(ToolCodes.InvalidProperty, $"ContainerImageFormat is '{format}'", "Set it to OCI or Docker, or leave it out to follow the base image.", facts.PlaceOf("ContainerImageFormat"));
    }

    /// <summary>A layer of the base as this format names it; its bytes stay as they are.</summary>
    /// <exception cref="OpenShiftException">OSC0045: the format has no name for it.</exception>
    public Descriptor Convert(Descriptor layer)
    {
        string mediaType = (IsDocker, layer.MediaType) switch
        {
            (true, MediaTypes.OciLayerGzip) => MediaTypes.DockerLayerGzip,
            (true, MediaTypes.OciLayer) => MediaTypes.DockerLayer,
            (true, MediaTypes.OciLayerZstd) => throw new OpenShiftException(
                ToolCodes.InvalidManifest,
                $"Layer {layer.Digest} of the base image is compressed with zstd, which Docker's image format does not know",
                "Remove ContainerImageFormat or set it to OCI."),
            (false, MediaTypes.DockerLayerGzip) => MediaTypes.OciLayerGzip,
            (false, MediaTypes.DockerLayer) => MediaTypes.OciLayer,
            _ => layer.MediaType,
        };
        return mediaType == layer.MediaType ? layer : layer with { MediaType = mediaType };
    }
}
