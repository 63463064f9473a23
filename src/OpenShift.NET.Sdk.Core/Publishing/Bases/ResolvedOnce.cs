using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Stores;

namespace OpenShift.NET.Sdk.Publishing.Bases;

/// <summary>Keeps what another source has resolved, for whoever asks for the same platform.</summary>
/// <param name="inner">The other source.</param>
internal sealed class ResolvedOnce(IImageSource inner) : IImageSource
{
    private readonly Lock _lock = new();
    private Platform? _platform;
    private Task<Image>? _image;

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public ValueTask<Image> ResolveAsync(Platform platform, CancellationToken cancellationToken)
    {
        Task<Image> image;
        lock (_lock)
        {
            // What has failed is tried again: it may have been the other one who gave up.
            if (_image is null || _platform != platform || _image.IsFaulted || _image.IsCanceled)
            {
                (_platform, _image) = (platform, inner.ResolveAsync(platform, cancellationToken).AsTask());
            }

            image = _image;
        }

        return new ValueTask<Image>(image.WaitAsync(cancellationToken));
    }
}
