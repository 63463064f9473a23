using System.Security.Cryptography;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.Blobs;

/// <summary>Writes one blob into a <see cref="BlobCache"/>. Nothing is left behind unless <see cref="CommitAsync"/> has run.</summary>
public sealed class BlobWriter : Stream
{
    private readonly BlobCache _cache;
    private readonly string _temporary;
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _length;
    private bool _committed;
    private bool _disposed;

    internal BlobWriter(BlobCache cache, string temporary)
    {
        _cache = cache;
        _temporary = temporary;
        _file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, 1);
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => !_disposed;

    /// <summary>Bytes written so far.</summary>
    public override long Length => _length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <summary>Digest of what has been written so far.</summary>
    public Digest CurrentDigest() => Digest.FromHash(_hash.GetCurrentHash());

    /// <summary>Puts the blob in its place.</summary>
    /// <exception cref="OpenShiftException">OSC0044: the cache cannot be written.</exception>
    public async ValueTask<Digest> CommitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Digest digest = CurrentDigest();
        try
        {
            await _file.DisposeAsync().ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw _cache.NotWritable(e);
        }

        _cache.Publish(_temporary, digest);
        _committed = true;
        return digest;
    }

    /// <inheritdoc/>
    /// <exception cref="OpenShiftException">OSC0044: the cache cannot be written.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            _file.Write(buffer);
        }
        catch (IOException e)
        {
            throw _cache.NotWritable(e);
        }

        _hash.AppendData(buffer);
        _length += buffer.Length;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    /// <exception cref="OpenShiftException">OSC0044: the cache cannot be written.</exception>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await _file.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw _cache.NotWritable(e);
        }

        _hash.AppendData(buffer.Span);
        _length += buffer.Length;
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _file.Dispose();
            _hash.Dispose();
            if (!_committed)
            {
                File.Delete(_temporary);
            }
        }

        base.Dispose(disposing);
    }
}
