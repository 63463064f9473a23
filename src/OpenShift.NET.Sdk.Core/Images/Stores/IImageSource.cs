using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.Stores;

/// <summary>Where one image, or one index of images, can be had from: a reference in a registry, a layout or archive on disk, the host's own runtime.</summary>
public interface IImageSource
{
    /// <summary>The reference as the user knows it; recorded as the base image's name.</summary>
    string Name { get; }

    /// <summary>Finds the image for a platform, going through an index where there is one. Layers are not read.</summary>
    /// <exception cref="OpenShiftException">OSC0040: no such image; OSC0042: no variant for the platform; OSC0043, OSC0045: malformed; OSC008x: the registry.</exception>
    ValueTask<Image> ResolveAsync(Platform platform, CancellationToken cancellationToken);
}
