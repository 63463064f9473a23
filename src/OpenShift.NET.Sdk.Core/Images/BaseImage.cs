using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images;

/// <summary>The base image as the rules see it.</summary>
/// <param name="Name">The reference the base was resolved from, for example <c>mcr.microsoft.com/dotnet/aspnet:10.0</c>.</param>
/// <param name="Digest">Digest of the base's manifest (of the platform, not of the index).</param>
/// <param name="LayerCount">How many of the image's layers are the base's.</param>
/// <param name="Config">The base's own configuration.</param>
public sealed record BaseImage(string Name, Digest Digest, int LayerCount, ImageConfig Config)
{
    /// <summary>Size of the base's manifest in bytes; 0 when it is not known.</summary>
    public long Size { get; init; }
}
