using System.Collections.Immutable;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving;

/// <summary>Why an image cannot be run on this machine, and what can be done.</summary>
internal static class ProofReason
{
    /// <summary>What makes it possible.</summary>
    public const string Remedy = "Install bubblewrap (Linux, no rights needed) or podman, start docker, or set OpenShiftProve to WhenPossible.";

    /// <summary>The reason, without a full stop.</summary>
    /// <param name="wanted">The only engine that was wanted; <see cref="ProofEngine.None"/> for any.</param>
    /// <param name="problems">What those that were tried said.</param>
    public static string Of(ProofEngine wanted, ImmutableArray<string> problems) =>
        !problems.IsEmpty ? string.Join("; ", problems)
        : wanted == ProofEngine.None ? "there is no way to run an image on this operating system"
        : $"{ChosenEngine.NameOf(wanted)} is no way to run an image on this operating system";
}
