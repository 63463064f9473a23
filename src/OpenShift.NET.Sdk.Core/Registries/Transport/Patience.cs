namespace OpenShift.NET.Sdk.Registries.Transport;

/// <summary>
/// How much longer one operation may go on without progress. What one sending gets through is progress, also when an attempt before had come as far: an upload
/// begins anew, and <see cref="RegistryLimits.Retries"/> bounds how often.
/// </summary>
internal sealed class Patience(RegistryLimits limits, TimeProvider time)
{
    private long _since = time.GetTimestamp();
    private long _furthest;

    /// <summary>The time that is left; never negative.</summary>
    public TimeSpan Left
    {
        get
        {
            TimeSpan left = limits.WithoutProgress - time.GetElapsedTime(Interlocked.Read(ref _since));
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>The shorter of a time and what is left.</summary>
    public TimeSpan AtMost(TimeSpan most) => Left is var left && left < most ? left : most;

    /// <summary>Says that a sending begins; beginning is no progress.</summary>
    /// <param name="position">Bytes of the operation that lie before it.</param>
    public void Begin(long position) => _furthest = position;

    /// <summary>Says how far the sending has come.</summary>
    /// <param name="position">Bytes from the beginning of the operation.</param>
    public void Reached(long position)
    {
        if (position > _furthest)
        {
            _furthest = position;
            Advanced();
        }
    }

    /// <summary>Says that the registry has taken what it was sent.</summary>
    public void Advanced() => _ = Interlocked.Exchange(ref _since, time.GetTimestamp());
}
