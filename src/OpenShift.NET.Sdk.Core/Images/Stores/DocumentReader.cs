namespace OpenShift.NET.Sdk.Images.Stores;

/// <summary>Reads small documents whole.</summary>
internal static class DocumentReader
{
    /// <summary>Reads a stream to its very end, so that a verifying stream has verified it.</summary>
    /// <param name="stream">The document.</param>
    /// <param name="size">How many bytes it has. What has more is read no further than the first byte too many.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async ValueTask<byte[]> ReadAsync(Stream stream, long size, CancellationToken cancellationToken)
    {
        // What a descriptor says of the size is believed as far as bytes come.
        using var buffer = new MemoryStream((int)Math.Min(size, 64 * 1024));
        byte[] piece = new byte[16 * 1024];
        int count;
        while (buffer.Length <= size && (count = await stream.ReadAsync(piece, cancellationToken).ConfigureAwait(false)) > 0)
        {
            buffer.Write(piece, 0, count);
        }

        return buffer.ToArray();
    }
}
