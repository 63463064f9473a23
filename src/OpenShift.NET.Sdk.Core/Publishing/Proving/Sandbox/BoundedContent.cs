using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

/// <summary>The uncompressed content of a layer, counted as it comes: a small blob must not fill the disk.</summary>
internal sealed class BoundedContent(Stream tar, PrefetchStream stored, long maximumLength, ImageScanBudget budget) : PassThroughStream(tar)
{
    private long _length;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => Count(base.Read(buffer));

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Count(await base.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    private int Count(int read)
    {
        _length += read;
        long beyond = _length - (stored.Count * budget.Ratio);
        if (beyond > 0)
        {
            budget.SpendBeyondRatio(Math.Min(read, beyond));
        }

        return _length <= maximumLength ? read : throw new LayerFormatException(FormattableString.Invariant($"unpacks to more than {maximumLength} bytes"));
    }
}
