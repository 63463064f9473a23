using OpenShift.NET.Sdk.Images.Blobs;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>Reads a blob in large pieces: decompressors ask for 8 KiB at a time, and each asking of a file or socket costs. The first bytes can be looked at beforehand.</summary>
internal sealed class PrefetchStream(Stream inner) : PassThroughStream(inner)
{
    private readonly Stream _inner = inner;
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(128 * 1024);
    private int _start;
    private int _end;

    /// <summary>Bytes read so far.</summary>
    public long Count { get; private set; }

    /// <summary>The next bytes, at most <paramref name="count"/>; they stay to be read.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync(int count, CancellationToken cancellationToken)
    {
        int read = await _inner.ReadAtLeastAsync(_buffer.AsMemory(_end), count, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        _end += read;
        Count += read;
        return _buffer.AsMemory(_start, Math.Min(count, _end - _start));
    }

    /// <summary>Reads what is left: a blob's own digest is verified at its end.</summary>
    public async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        do
        {
            _start = 0;
            _end = await _inner.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
            Count += _end;
        }
        while (_end > 0);
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_start == _end)
        {
            _start = 0;
            _end = _inner.Read(_buffer);
            Count += _end;
        }

        return Take(buffer);
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _start == _end ? FillThenTakeAsync(buffer, cancellationToken) : ValueTask.FromResult(Take(buffer.Span));

    private async ValueTask<int> FillThenTakeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        _start = 0;
        _end = await _inner.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
        Count += _end;
        return Take(buffer.Span);
    }

    private int Take(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _end - _start);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }
}
