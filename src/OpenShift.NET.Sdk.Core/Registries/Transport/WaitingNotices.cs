namespace OpenShift.NET.Sdk.Registries.Transport;

/// <summary>Says that a registry is being waited for: one line an interval, however many requests wait.</summary>
/// <param name="registry">The registry's name.</param>
/// <param name="interval">The time between two lines, and before the first.</param>
/// <param name="listener">Who hears it, on any thread; <see langword="null"/> for nobody.</param>
internal sealed class WaitingNotices(string registry, TimeSpan interval, IProgress<string>? listener)
{
    private readonly Lock _gate = new();
    private long _told = long.MinValue;

    /// <summary>Watches one wait until it is disposed of.</summary>
    /// <returns><see langword="null"/> when nobody listens.</returns>
    public Wait? Waiting() => listener is null ? null : new Wait(this);

    /// <summary>Says that a pause begins.</summary>
    /// <param name="why">What the registry did, after its name.</param>
    /// <param name="pause">How long the pause is.</param>
    public void Pausing(string why, TimeSpan pause)
    {
        // Short ones are over before anybody wonders.
        if (pause >= interval / 4)
        {
            Tell(FormattableString.Invariant($"Registry '{registry}' {why}; trying again in {Math.Ceiling(pause.TotalSeconds)} s."));
        }
    }

    private void Tell(string line)
    {
        lock (_gate)
        {
            long now = Environment.TickCount64;
            if (_told != long.MinValue && now - _told < interval.TotalMilliseconds / 2)
            {
                return;
            }

            _told = now;
        }

        listener?.Report(line);
    }

    /// <summary>One wait. While bytes go, the line says how many went.</summary>
    public sealed class Wait : IDisposable
    {
        private readonly WaitingNotices _notices;
        private readonly Timer _timer;
        private long _began = Environment.TickCount64;
        private long _sent;
        private long _told;

        /// <summary>Begins to wait.</summary>
        public Wait(WaitingNotices notices)
        {
            _notices = notices;
            _timer = new Timer(_ => Tell(), null, notices.Interval, notices.Interval);
        }

        /// <summary>Says how many bytes of a blob the registry has been sent; what it is waited for begins anew.</summary>
        public void Sent(long bytes)
        {
            _ = Interlocked.Exchange(ref _sent, bytes);
            _ = Interlocked.Exchange(ref _began, Environment.TickCount64);
        }

        /// <inheritdoc/>
        public void Dispose() => _timer.Dispose();

        private void Tell()
        {
            long sent = Interlocked.Read(ref _sent);
            bool moved = Interlocked.Exchange(ref _told, sent) != sent;
            _notices.Tell(moved
                ? FormattableString.Invariant($"Sending to registry '{_notices.Registry}': {sent / (1024 * 1024.0):0.0} MiB of a blob so far.")
                : FormattableString.Invariant($"Still waiting for registry '{_notices.Registry}' ({(Environment.TickCount64 - Interlocked.Read(ref _began)) / 1000} s)."));
        }
    }

    private string Registry => registry;

    private TimeSpan Interval => interval;
}
