using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Publishing.Documents;

/// <summary>What became of the documents of delivered images.</summary>
/// <param name="Documents">All of them, attached or not.</param>
/// <param name="Problem">Why they could not be attached, one sentence without its full stop; <see langword="null"/> when they were, or were not to be.</param>
/// <param name="IsUnlisted">Whether they were left out because the registry lists no referrers.</param>
public sealed record AttachResult(ImmutableArray<DeliveredDocument> Documents, string? Problem, bool IsUnlisted);
