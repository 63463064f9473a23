using System.Diagnostics;
using System.Security.Cryptography;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Registries.Transport;

/// <summary>A blob as it comes from the registry: goes on where a connection broke, and fails at its end unless digest and size are the descriptor's.</summary>
internal sealed class RegistryBlobStream : Stream
{
    private const int Resumptions = 3;
    private const int Progress = 1024 * 1024;

    private readonly Descriptor _blob;
    private readonly string _registry;
    private readonly Func<long, CancellationToken, ValueTask<(Stream Content, long Skip)>> _open;
    private readonly Func<Exception, OpenShiftException> _explain;
    private readonly RegistryLimits _limits;
    private readonly WaitingNotices _notices;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private Stream _content;
    private long _position;
    private long _skip;
    private long _brokeAt;
    private int _windowBytes;
    private TimeSpan _windowWait;
    private int _resumed;
    private bool _verified;

    /// <summary>Wraps a blob that has been opened.</summary>
    /// <param name="content">The blob.</param>
    /// <param name="skip">Bytes of the content that lie before what is wanted.</param>
    /// <param name="blob">What it has to be.</param>
    /// <param name="registry">The registry's name, for messages.</param>
    /// <param name="open">Opens the blob again from an offset; says how many bytes before it come all the same.</param>
    /// <param name="explain">Words the failure of a connection.</param>
    /// <param name="limits">How slow it may be.</param>
    /// <param name="notices">Says that it is being waited for.</param>
    public RegistryBlobStream(
        Stream content,
        long skip,
        Descriptor blob,
        string registry,
        Func<long, CancellationToken, ValueTask<(Stream Content, long Skip)>> open,
        Func<Exception, OpenShiftException> explain,
        RegistryLimits limits,
        WaitingNotices notices)
    {
        _content = content;
        _skip = skip;
        _blob = blob;
        _registry = registry;
        _open = open;
        _explain = explain;
        _limits = limits;
        _notices = notices;
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => _blob.Size;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || _verified)
        {
            return 0;
        }

        while (true)
        {
            try
            {
                await SkipAsync(cancellationToken).ConfigureAwait(false);
                return Count(buffer, await ReadOnceAsync(buffer, cancellationToken).ConfigureAwait(false));
            }
            catch (Exception e) when (RetryPolicy.IsTransient(e))
            {
                if (_position == _blob.Size)
                {
                    // Everything has come; behind the end there is nothing to ask for (416).
                    return Count(buffer, 0);
                }

                // A long blob may break as often as it likes while it goes on.
                _resumed = _position - _brokeAt >= Progress ? 0 : _resumed;
                if (_resumed == Resumptions)
                {
                    throw _explain(e);
                }

                _resumed++;
                _brokeAt = _position;
                (_windowBytes, _windowWait) = (0, TimeSpan.Zero);
                await _content.DisposeAsync().ConfigureAwait(false);
                (_content, _skip) = await _open(_position, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

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
            _content.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    // As much as anything else of the blob, what is skipped has to keep coming.
    private async ValueTask SkipAsync(CancellationToken cancellationToken)
    {
        byte[] buffer = _skip > 0 ? new byte[(int)Math.Min(_skip, 64 * 1024)] : [];
        while (_skip > 0)
        {
            int read = await ReadOnceAsync(buffer.AsMemory(0, (int)Math.Min(_skip, buffer.Length)), cancellationToken).ConfigureAwait(false);
            _skip -= read > 0 ? read : throw new EndOfStreamException();
        }
    }

    // The time spent waiting counts, not that of a reader who is slow to come back.
    private async ValueTask<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        TimeSpan left = _limits.AttemptTimeout - _windowWait;
        if (left <= TimeSpan.Zero)
        {
            throw new TimeoutException();
        }

        long began = Stopwatch.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(left);
        try
        {
            ValueTask<int> reading = _content.ReadAsync(buffer, limit.Token);
            using IDisposable? notice = reading.IsCompleted ? null : _notices.Waiting();
            int read = await reading.ConfigureAwait(false);
            _windowBytes += read;
            _windowWait += Stopwatch.GetElapsedTime(began);
            if (_windowBytes >= _limits.LeastBytes)
            {
                (_windowBytes, _windowWait) = (0, TimeSpan.Zero);
            }

            return read;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }

    private int Count(Memory<byte> buffer, int read)
    {
        _position += read;
        if (_position > _blob.Size || read == 0 && _position < _blob.Size)
        {
            throw Corrupt(FormattableString.Invariant($"{(read == 0 ? "ends after" : "goes on after")} {(read == 0 ? _position : _blob.Size)} bytes where its descriptor says {_blob.Size}"));
        }

        if (read > 0)
        {
            _hash.AppendData(buffer.Span[..read]);
            return read;
        }

        if (Digest.FromHash(_hash.GetHashAndReset()) != _blob.Digest)
        {
            throw Corrupt("has another content than its digest says");
        }

        _verified = true;
        return 0;
    }

    private OpenShiftException Corrupt(string what) => new(
        ToolCodes.CorruptBlob,
        $"Blob {_blob.Digest} of registry '{_registry}' {what}",
        "Publish again; if it happens again, push that image to its registry anew.");
}
