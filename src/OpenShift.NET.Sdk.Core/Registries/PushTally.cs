using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Registries;

/// <summary>Counts what a push does, from several threads.</summary>
internal sealed class PushTally
{
    private long _bytes;
    private int _sent;
    private int _mounted;
    private int _present;

    /// <summary>A blob was there.</summary>
    public void Present() => Interlocked.Increment(ref _present);

    /// <summary>A blob was taken over.</summary>
    public void Mounted() => Interlocked.Increment(ref _mounted);

    /// <summary>A blob was uploaded.</summary>
    public void Sent(long bytes)
    {
        _ = Interlocked.Increment(ref _sent);
        _ = Interlocked.Add(ref _bytes, bytes);
    }

    /// <summary>A manifest was written.</summary>
    public void Manifest(long bytes) => Interlocked.Add(ref _bytes, bytes);

    /// <summary>The sum.</summary>
    public PushResult Result(Digest digest, ImmutableArray<string> written, ImmutableArray<string> unchanged) =>
        new(digest, _bytes, _sent, _mounted, _present, written, unchanged);
}
