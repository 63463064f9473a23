namespace OpenShift.NET.Sdk.Registries.Transport;

/// <summary>What bounds the talk with a registry.</summary>
internal sealed record RegistryLimits
{
    /// <summary>Retries after the first attempt, when the registry is there but overloaded.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>Retries after the first attempt, when it cannot be connected to: more often the name is wrong than the network.</summary>
    public int ConnectRetries { get; init; } = 2;

    /// <summary>The first pause; each further one is about twice as long.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>The longest pause, whatever <c>Retry-After</c> says.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time an operation goes on without progress, all its attempts and pauses together.</summary>
    public TimeSpan WithoutProgress { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Longest wait for any other answer, and the time in which a body has to move <see cref="LeastBytes"/>.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait for the answer to a body that was sent whole (registries move a large blob to its place, and read it again, before they answer) and for that to a reading (a cache fetches a large blob from the registry behind it first).</summary>
    public TimeSpan CommitTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Bytes of a body that have to come or go in <see cref="AttemptTimeout"/>: at 1 KiB a second no image arrives.</summary>
    public int LeastBytes { get; init; } = 30 * 1024;

    /// <summary>After this time of waiting a line says so; another follows each time it passes again.</summary>
    public TimeSpan NoticeInterval { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Most redirects that are followed.</summary>
    public int Redirects { get; init; } = 5;
}
