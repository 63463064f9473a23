namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>The way between a client and its registry.</summary>
/// <param name="RoundTrip">How long a byte takes there and back. A new connection waits for one before its first byte is passed on, as the TCP handshake does.</param>
/// <param name="BytesPerSecond">What passes in one direction, all connections together.</param>
internal sealed record Link(TimeSpan RoundTrip, long BytesPerSecond)
{
    /// <summary>The ways measured: a registry over the internet, and one in the same data centre.</summary>
    public static IReadOnlyList<Link> All { get; } =
    [
        new(TimeSpan.FromMilliseconds(20), 25_000_000),
        new(TimeSpan.FromMilliseconds(2), 250_000_000),
    ];

    public override string ToString() => FormattableString.Invariant($"{RoundTrip.TotalMilliseconds:0} ms, {BytesPerSecond / 1_000_000} MB/s");
}
