using System.Security.Cryptography;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.Blobs;

/// <summary>
/// A forward-only view of a blob that holds its content against its descriptor: the read that meets the end fails
/// when size or digest differ, and so does the read that brings more bytes than the descriptor promises.
/// </summary>
public sealed class VerifyingStream : Stream
{
    private readonly Stream _inner;
    private readonly Descriptor _expected;
    private readonly string _source;
    private readonly Action? _onCorrupt;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _read;
    private bool _verified;

    /// <summary>Wraps a stream.</summary>
    /// <param name="inner">The content; disposed with this stream.</param>
    /// <param name="expected">What the content has to be.</param>
    /// <param name="source">Where the content comes from, for the message: a path, a registry's host name. Never a secret.</param>
    /// <param name="onCorrupt">Called before the failure is thrown, for example to delete a bad cache entry.</param>
    public VerifyingStream(Stream inner, Descriptor expected, string source, Action? onCorrupt = null)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(expected);
        _inner = inner;
        _expected = expected;
        _source = source;
        _onCorrupt = onCorrupt;
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <summary>Size the descriptor promises, in bytes.</summary>
    public override long Length => _expected.Size;

    /// <inheritdoc/>
    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="OpenShiftException">OSC0041: the content is not the descriptor's.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        int count = _inner.Read(buffer);
        Account(buffer[..count]);
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    /// <exception cref="OpenShiftException">OSC0041: the content is not the descriptor's.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        int count = await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Account(buffer.Span[..count]);
        return count;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        _hash.Dispose();
        await _inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private void Account(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            VerifyEnd();
            return;
        }

        _read += bytes.Length;
        if (_read > _expected.Size)
        {
            throw Corrupt(FormattableString.Invariant($"is longer than its {_expected.Size} bytes"));
        }

        _hash.AppendData(bytes);
    }

    private void VerifyEnd()
    {
        if (_verified)
        {
            return;
        }

        if (_read != _expected.Size)
        {
            throw Corrupt(FormattableString.Invariant($"ends after {_read} of {_expected.Size} bytes"));
        }

        Digest found = Digest.FromHash(_hash.GetHashAndReset());
        _verified = true;
        if (found != _expected.Digest)
        {
            throw Corrupt($"has the digest {found}");
        }
    }

    private OpenShiftException Corrupt(string how)
    {
        _onCorrupt?.Invoke();
        return new OpenShiftException(
            ToolCodes.CorruptBlob,
            $"Blob {_expected.Digest} from {_source} {how}",
            "Publish again; if it happens again, restore the image at its source.");
    }
}
