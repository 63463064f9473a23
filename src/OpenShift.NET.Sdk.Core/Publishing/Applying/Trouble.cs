namespace OpenShift.NET.Sdk.Publishing.Applying;

/// <summary>Something that keeps a workload from coming up.</summary>
/// <param name="Text">What, without a full stop.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="IsFinal">Whether waiting changes nothing.</param>
internal sealed record Trouble(string Text, string Remedy, bool IsFinal)
{
    /// <summary>What tells it from others: the same of another pod is the same.</summary>
    public required string Cause { get; init; }

    /// <summary>The pod whose log says more; <see langword="null"/> for none.</summary>
    public string? Pod { get; init; }

    /// <summary>The container of that pod.</summary>
    public string Container { get; init; } = "";

    /// <summary>Whether the log is that of the container before the one that runs.</summary>
    public bool IsPrevious { get; init; }

    /// <summary>Whether the application's start-up guard has ended it, whose lines say it all.</summary>
    public bool IsGuard { get; init; }
}
