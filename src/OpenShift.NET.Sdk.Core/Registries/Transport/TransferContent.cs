using System.Net;
using System.Net.Http.Headers;

namespace OpenShift.NET.Sdk.Registries.Transport;

/// <summary>A body that says how its sending goes on. It is written in small parts: a part that does not go through in time is what a stall looks like.</summary>
internal abstract class TransferContent : HttpContent
{
    private const int Part = 32 * 1024;

    // HTTP/1.1 bodies are written to their connection by whoever serializes them; the connection finds in it whose bytes it could not send.
    private static readonly AsyncLocal<TransferContent?> s_sending = new();

    private volatile bool _dropped;

    /// <summary>Says that the connection has broken and drops what the body that is being sent writes to it.</summary>
    public static void Dropped()
    {
        if (s_sending.Value is { } content)
        {
            content._dropped = true;
        }
    }

    /// <summary>Whether everything was sent; what a broken connection dropped was not.</summary>
    public bool IsSentWhole { get; private set; }

    /// <summary>Called with the number of bytes of each part that was sent.</summary>
    public Action<int>? Sent { get; set; }

    /// <summary>Called when everything was sent.</summary>
    public Action? SentWhole { get; set; }

    /// <inheritdoc/>
    protected sealed override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected sealed override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        s_sending.Value = this;
        await WriteAsync(stream, cancellationToken).ConfigureAwait(false);
        if (!_dropped)
        {
            IsSentWhole = true;
            SentWhole?.Invoke();
        }
    }

    /// <summary>Writes the body, with <see cref="SendAsync"/>.</summary>
    protected abstract Task WriteAsync(Stream stream, CancellationToken cancellationToken);

    /// <summary>Sends some of it.</summary>
    protected async ValueTask SendAsync(Stream stream, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            int length = Math.Min(Part, bytes.Length);
            await stream.WriteAsync(bytes[..length], cancellationToken).ConfigureAwait(false);
            if (!_dropped)
            {
                Sent?.Invoke(length);
            }

            bytes = bytes[length..];
        }
    }

    /// <summary>A body in memory.</summary>
    public static TransferContent Of(ReadOnlyMemory<byte> bytes, string? mediaType = null) => new InMemory(bytes, mediaType);

    private sealed class InMemory : TransferContent
    {
        private readonly ReadOnlyMemory<byte> _bytes;

        public InMemory(ReadOnlyMemory<byte> bytes, string? mediaType)
        {
            _bytes = bytes;
            Headers.ContentType = mediaType is null ? null : new MediaTypeHeaderValue(mediaType);
        }

        /// <inheritdoc/>
        protected override bool TryComputeLength(out long length)
        {
            length = _bytes.Length;
            return true;
        }

        /// <inheritdoc/>
        protected override Task WriteAsync(Stream stream, CancellationToken cancellationToken) => SendAsync(stream, _bytes, cancellationToken).AsTask();
    }
}
