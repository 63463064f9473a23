using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Registries.Transport;

/// <summary>Sends a blob from a stream that is opened when the sending begins, and tells a failure of the stream from one of the network.</summary>
internal sealed class BlobContent : TransferContent
{
    private readonly Descriptor _blob;
    private readonly Func<CancellationToken, ValueTask<Stream>> _open;

    public BlobContent(Descriptor blob, Func<CancellationToken, ValueTask<Stream>> open)
    {
        _blob = blob;
        _open = open;
        Headers.ContentType = new("application/octet-stream");
    }

    /// <summary>The failure of the stream; <see langword="null"/> when it did not fail.</summary>
    public OpenShiftException? SourceFailure { get; private set; }

    /// <summary>The failure of a blob that is not what its descriptor says.</summary>
    public static OpenShiftException Corrupt(Descriptor blob, string what, Exception? inner = null) => new(
        ToolCodes.CorruptBlob,
        $"Blob {blob.Digest} {what}",
        "Publish again; if it happens again, delete the cache folder.",
        innerException: inner);

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = _blob.Size;
        return true;
    }

    /// <inheritdoc/>
    protected override async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        Stream? source = null;
        try
        {
            source = await FromSourceAsync(static (content, _, token) => content._open(token), default, cancellationToken).ConfigureAwait(false);
            byte[] buffer = new byte[128 * 1024];
            long left = _blob.Size;
            while (true)
            {
                Stream opened = source;
                int read = await FromSourceAsync((_, memory, token) => opened.ReadAsync(memory, token), buffer, cancellationToken).ConfigureAwait(false);
                left -= read;
                if (left < 0 || read == 0 && left > 0)
                {
                    throw SourceFailure = Corrupt(_blob, FormattableString.Invariant($"is {(left < 0 ? "longer" : "shorter")} than its {_blob.Size} bytes"));
                }

                if (read == 0)
                {
                    return;
                }

                await SendAsync(stream, buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            if (source is not null)
            {
                await source.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<T> FromSourceAsync<T>(Func<BlobContent, Memory<byte>, CancellationToken, ValueTask<T>> read, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await read(this, buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (OpenShiftException e)
        {
            SourceFailure = e;
            throw;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw SourceFailure = Corrupt(_blob, "cannot be read to its end", e);
        }
    }
}
