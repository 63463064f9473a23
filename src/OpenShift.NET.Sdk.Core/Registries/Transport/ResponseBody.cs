namespace OpenShift.NET.Sdk.Registries.Transport;

/// <summary>Reads small bodies.</summary>
internal static class ResponseBody
{
    /// <summary>Whether a body says that it is a page for people.</summary>
    public static bool IsHtml(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType is "text/html" or "application/xhtml+xml";

    /// <summary>Reads a body whole; <see langword="null"/> when it is larger than allowed.</summary>
    /// <exception cref="TimeoutException">It does not come within the time.</exception>
    public static async ValueTask<byte[]?> ReadAsync(HttpResponseMessage response, int most, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            if (response.Content.Headers.ContentLength is { } length && length > most)
            {
                return null;
            }

            Stream stream = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                byte[] buffer = new byte[(int)(response.Content.Headers.ContentLength ?? 16 * 1024) + 1];
                int filled = 0;
                while (true)
                {
                    int read = await stream.ReadAsync(buffer.AsMemory(filled), limit.Token).ConfigureAwait(false);
                    filled += read;
                    if (read == 0)
                    {
                        return buffer.AsSpan(0, filled).ToArray();
                    }

                    if (filled > most)
                    {
                        return null;
                    }

                    if (filled == buffer.Length)
                    {
                        Array.Resize(ref buffer, Math.Min(most + 1, buffer.Length * 2));
                    }
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }
}
