using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.Blobs;

/// <summary>Something blobs can be read from: a layout, an archive, a cache, a registry.</summary>
public interface IBlobSource
{
    /// <summary>Opens a blob for one forward reading. A stream that ends without having had the descriptor's digest and size fails at its end.</summary>
    /// <exception cref="OpenShiftException">OSC0041: the content is not the descriptor's; OSC0043: the blob is not there.</exception>
    ValueTask<Stream> OpenAsync(Descriptor blob, CancellationToken cancellationToken);
}
