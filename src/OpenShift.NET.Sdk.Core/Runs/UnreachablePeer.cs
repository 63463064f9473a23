namespace OpenShift.NET.Sdk.Runs;

/// <summary>A peer that the application asked in vain.</summary>
/// <param name="Host">Its name or address; <see cref="Unnamed"/> or <see cref="UnnamedRedis"/> where the log says that there was one and not which.</param>
/// <param name="Port">Its port; <see langword="null"/> when the name itself is not known.</param>
/// <param name="At">Milliseconds since the start.</param>
public sealed record UnreachablePeer(string Host, int? Port, double At)
{
    /// <summary>A peer without a name.</summary>
    public const string Unnamed = "a host that its log does not name";

    /// <summary>A cache without a name.</summary>
    public const string UnnamedRedis = "a redis server that its log does not name";

    /// <summary>Whether its name is known.</summary>
    public bool IsNamed => Host is not (Unnamed or UnnamedRedis);
}
