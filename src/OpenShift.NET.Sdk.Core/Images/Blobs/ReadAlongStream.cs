namespace OpenShift.NET.Sdk.Images.Blobs;

/// <summary>Reads from a stream and writes what was read to another one. Closes neither.</summary>
/// <param name="inner">Read from.</param>
/// <param name="copy">Written to.</param>
internal sealed class ReadAlongStream(Stream inner, Stream copy) : PassThroughStream(inner)
{
    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int read = base.Read(buffer);
        copy.Write(buffer[..read]);
        return read;
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await base.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        await copy.WriteAsync(buffer[..read], cancellationToken).ConfigureAwait(false);
        return read;
    }
}
