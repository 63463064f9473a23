namespace OpenShift.NET.Sdk.Registries.Transport;

/// <summary>How much longer one operation may go on without progress. Bytes that were sent before a failure and are sent again are none.</summary>
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

    /// <summary>Says how far the operation has come.</summary>
    /// <param name="position">Bytes from its beginning.</param>
    public void Reached(long position)
    {
        if (position > _furthest)
        {
            _furthest = position;
            _ = Interlocked.Exchange(ref _since, time.GetTimestamp());
        }
    }
}
