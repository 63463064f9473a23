using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Publishing.Documents;

/// <summary>What was written of an image.</summary>
/// <param name="Files">Full paths.</param>
/// <param name="Gaps">Why the bill of materials does not name everything.</param>
/// <param name="Reused">Whether all of it was there.</param>
public sealed record DocumentResult(ImmutableArray<string> Files, ImmutableArray<string> Gaps, bool Reused);
