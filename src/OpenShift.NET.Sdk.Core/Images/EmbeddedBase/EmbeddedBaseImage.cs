using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Images.EmbeddedBase;

/// <summary>An embedded base image; its blobs are in the cache.</summary>
/// <param name="Name">The reference it goes by, for example <c>openshift-net-sdk/embedded-dotnet:10.0.12</c>.</param>
/// <param name="Image">The image.</param>
/// <param name="Made">Whether it was made just now rather than found in the cache.</param>
public sealed record EmbeddedBaseImage(string Name, Image Image, bool Made) : IImageSource
{
    /// <summary>What their references begin with. No registry has them.</summary>
    internal const string NamePrefix = "openshift-net-sdk/embedded-";

    /// <inheritdoc/>
    public ValueTask<Image> ResolveAsync(Platform platform, CancellationToken cancellationToken) =>
        Image.Config.Platform == platform
            ? ValueTask.FromResult(Image)
            : throw new OpenShiftException(ToolCodes.PlatformNotFound, $"The embedded base image '{Name}' is for {Image.Config.Platform}, not for {platform}", EmbeddedBasePlanner.Remedy);
}
