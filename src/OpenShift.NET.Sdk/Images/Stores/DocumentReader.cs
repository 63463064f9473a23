namespace OpenShift.NET.Sdk.Images.Stores;

/// <summary>Reads small documents whole.</summary>
internal static class DocumentReader
{
    /// <summary>Reads a stream to its very end, so that a verifying stream has verified it.</summary>
    public static async ValueTask<byte[]> ReadAsync(Stream stream, long size, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream((int)size);
        await stream.CopyToAsync(buffer, 16 * 1024, cancellationToken).ConfigureAwait(false);
        return buffer.ToArray();
    }
}
