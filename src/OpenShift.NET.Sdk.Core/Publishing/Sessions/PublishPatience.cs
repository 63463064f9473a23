namespace OpenShift.NET.Sdk.Publishing.Sessions;

/// <summary>How long a publish waits for another one of the project: as long as that one shows by the time of the lock file that it works.</summary>
public sealed class PublishPatience
{
    private readonly string _lockFile;
    private DateTime _seen;
    private long _since;

    /// <summary>Begins to wait.</summary>
    /// <param name="lockFile">Full path of the file that is locked.</param>
    /// <param name="now">The time in milliseconds, as <see cref="Environment.TickCount64"/> tells it.</param>
    public PublishPatience(string lockFile, long now)
    {
        _lockFile = lockFile;
        _seen = WrittenAt();
        _since = now;
    }

    /// <summary>How long the other one may show nothing, in minutes.</summary>
    public static int Minutes => 10;

    /// <summary>Whether the other one has shown nothing for too long. Clocks of two machines are never compared.</summary>
    /// <param name="now">The time in milliseconds.</param>
    public bool IsOver(long now)
    {
        DateTime written = WrittenAt();
        if (written != _seen)
        {
            _seen = written;
            _since = now;
        }

        return now - _since > Minutes * 60_000L;
    }

    private DateTime WrittenAt()
    {
        try
        {
            return File.GetLastWriteTimeUtc(_lockFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return _seen;
        }
    }
}
