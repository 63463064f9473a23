using System.Collections.Concurrent;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Tests.Images;

/// <summary>Blobs in memory that count how often they are asked for.</summary>
internal sealed class MemoryBlobs : IBlobSource
{
    private int _opened;

    public ConcurrentDictionary<Digest, byte[]> Contents { get; } = new();

    public int Opened => _opened;

    public TimeSpan Delay { get; set; }

    public Descriptor Add(string mediaType, byte[] content)
    {
        var descriptor = new Descriptor(mediaType, Digest.Of(content), content.Length);
        Contents[descriptor.Digest] = content;
        return descriptor;
    }

    public async ValueTask<Stream> OpenAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _opened);
        await Task.Delay(Delay, cancellationToken);
        return new VerifyingStream(new MemoryStream(Contents[blob.Digest]), blob, "memory");
    }
}
