using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.References;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Export;

/// <summary>The base image of a Dockerfile: one that every builder can pull.</summary>
/// <param name="From">Its reference by digest, as tags move.</param>
/// <param name="LayerCount">How many of the image's layers are its own.</param>
/// <param name="Config">Its configuration.</param>
internal sealed record ExportBase(string From, int LayerCount, ExecutionConfig Config)
{
    /// <summary>The base image as it is known; <see langword="null"/> where no registry has it.</summary>
    /// <param name="image">The base image.</param>
    public static ExportBase? Of(BaseImage? image) =>
        image is not null && ImageReference.TryParse(image.Name, out ImageReference? reference, out _)
            ? new ExportBase($"{reference.Registry}/{reference.Repository}@{image.Digest}", image.LayerCount, image.Config.Config)
            : null;
}
