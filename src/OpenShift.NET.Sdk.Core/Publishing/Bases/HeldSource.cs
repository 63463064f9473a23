using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Publishing.Bases;

/// <summary>The image of another source under the name that a lock file gives it.</summary>
/// <param name="inner">The other source.</param>
/// <param name="name">The reference with its digest.</param>
internal sealed class HeldSource(IImageSource inner, string name) : IImageSource
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public ValueTask<Image> ResolveAsync(Platform platform, CancellationToken cancellationToken) => inner.ResolveAsync(platform, cancellationToken);
}
