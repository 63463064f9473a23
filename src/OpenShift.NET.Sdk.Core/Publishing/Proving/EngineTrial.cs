using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Publishing.Proving;

/// <summary>Whether an engine works here.</summary>
/// <param name="Name">The engine as people name it, with its version: <c>bubblewrap 0.8.0</c>.</param>
/// <param name="Problem">Why it does not, one sentence without a full stop; <see langword="null"/> when it does.</param>
/// <param name="Unproved">What it cannot prove here, each a sentence without a full stop.</param>
internal sealed record EngineTrial(string Name, string? Problem, ImmutableArray<string> Unproved)
{
    /// <summary>Whether it works.</summary>
    public bool Works => Problem is null;
}
