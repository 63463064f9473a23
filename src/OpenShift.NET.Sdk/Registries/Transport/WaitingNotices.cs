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
    public IDisposable? Waiting() => listener is null ? null : new Wait(this);

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

    private sealed class Wait : IDisposable
    {
        private readonly Timer _timer;

        public Wait(WaitingNotices notices)
        {
            long began = Environment.TickCount64;
            _timer = new Timer(
                _ => notices.Tell(FormattableString.Invariant($"Still waiting for registry '{notices.Registry}' ({(Environment.TickCount64 - began) / 1000} s).")),
                null,
                notices.Interval,
                notices.Interval);
        }

        public void Dispose() => _timer.Dispose();
    }

    private string Registry => registry;

    private TimeSpan Interval => interval;
}
