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
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>After this time no new attempt of an operation begins.</summary>
    public TimeSpan RetryBudget { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest wait for an answer, and longest silence while a body is sent or received.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Most redirects that are followed.</summary>
    public int Redirects { get; init; } = 5;
}
