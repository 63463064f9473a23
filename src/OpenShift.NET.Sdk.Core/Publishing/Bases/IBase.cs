using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Publishing.Bases;

/// <summary>The base image before it is read.</summary>
internal interface IBase : IDisposable
{
    /// <summary>Where the image is read from.</summary>
    IImageSource Source { get; }

    /// <summary>A text that changes whenever the image does, had as cheaply as can be.</summary>
    /// <exception cref="OpenShiftException">OSC004n, OSC008n: there is no such image, or its place cannot be reached.</exception>
    ValueTask<string> IdentityAsync(CancellationToken cancellationToken);
}
