using System.Diagnostics;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>One direction of a link: what all connections send through it passes one after the other, each byte half a round trip late.</summary>
/// <param name="link">The link.</param>
internal sealed class LinkDirection(Link link)
{
    // How far ahead of the link a sender may be; more would make every connection wait behind the buffers of all others.
    private static readonly long Ahead = Stopwatch.Frequency / 500;

    private readonly Lock _lock = new();
    private readonly long _latency = (long)(link.RoundTrip.TotalSeconds / 2 * Stopwatch.Frequency);
    private long _free;

    /// <summary>Takes the link for some bytes.</summary>
    /// <returns>The time stamp at which the other side has the last of them, and that from which the sender may send more.</returns>
    public (long Arrival, long Next) Take(int bytes)
    {
        long now = Stopwatch.GetTimestamp();
        lock (_lock)
        {
            _free = Math.Max(_free, now) + (bytes * Stopwatch.Frequency / link.BytesPerSecond);
            return (_free + _latency, _free - Ahead);
        }
    }

    /// <summary>Waits for a time stamp.</summary>
    public static async Task UntilAsync(long stamp, CancellationToken cancellationToken)
    {
        // The system's timers are of a millisecond: what is due sooner is sent at once, and the sum comes out right.
        for (long left = stamp - Stopwatch.GetTimestamp(); left > Stopwatch.Frequency / 2000; left = stamp - Stopwatch.GetTimestamp())
        {
            await Task.Delay(TimeSpan.FromSeconds((double)left / Stopwatch.Frequency), cancellationToken).ConfigureAwait(false);
        }
    }
}
