using System.Security.Cryptography;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>A layer's uncompressed content behind a window: hashed and counted as it comes, looked at where it lies.</summary>
internal sealed class LayerContent(Stream tar, long maximumLength, PrefetchStream? stored = null, ImageScanBudget? budget = null) : IDisposable
{
    /// <summary>How much can be looked at in one piece.</summary>
    public const int Window = 1 << 20;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(Window + (256 * 1024));
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _start;
    private int _end;

    /// <summary>Bytes read so far.</summary>
    public long Length { get; private set; }

    /// <summary>What has been read and not been passed.</summary>
    public ReadOnlySpan<byte> Available => _buffer.AsSpan(_start, _end - _start);

    /// <summary>The same as <see cref="Available"/>, valid until more is read.</summary>
    public ReadOnlyMemory<byte> AvailableMemory => _buffer.AsMemory(_start, _end - _start);

    /// <summary>Reads until <paramref name="count"/> bytes lie in the window; <see langword="false"/> when the content ends before.</summary>
    public async ValueTask<bool> EnsureAsync(int count, CancellationToken cancellationToken)
    {
        while (_end - _start < count)
        {
            if (!await FillAsync(count, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Passes bytes that lie in the window.</summary>
    public void Advance(int count) => _start += count;

    /// <summary>Passes bytes whether they lie in the window or not; <see langword="false"/> when the content ends before.</summary>
    public async ValueTask<bool> SkipAsync(long count, CancellationToken cancellationToken)
    {
        while (true)
        {
            int here = (int)Math.Min(count, _end - _start);
            _start += here;
            count -= here;
            if (count == 0)
            {
                return true;
            }

            if (!await FillAsync(1, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }
    }

    /// <summary>Reads to the end.</summary>
    public async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        do
        {
            _start = _end;
        }
        while (await FillAsync(1, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The digest of everything read.</summary>
    public Digest Finish()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetHashAndReset(hash);
        return Digest.FromHash(hash);
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private async ValueTask<bool> FillAsync(int wanted, CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_start + wanted > _buffer.Length)
        {
            Available.CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        int read = await tar.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        if (read == 0)
        {
            return false;
        }

        _hash.AppendData(_buffer, _end, read);
        _end += read;
        Length += read;
        if (budget is not null && stored is not null && Length > stored.Count * budget.Ratio)
        {
            budget.SpendBeyondRatio(Math.Min(read, Length - (stored.Count * budget.Ratio)));
        }

        return Length <= maximumLength
            ? true
            : throw new LayerFormatException(FormattableString.Invariant($"unpacks to more than {maximumLength} bytes"));
    }
}
