using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Publishing.Solutions;

/// <summary>What became of one project of a solution.</summary>
/// <param name="Image">The first name of its image, or the path of the archive.</param>
/// <param name="Digest">Digest of the image, or of the index over those of several platforms.</param>
/// <param name="BytesSent">Bytes that were sent to the registry; negative when the image went elsewhere.</param>
/// <param name="Elapsed">How long its stages took, one after the other.</param>
/// <param name="Facts">Full paths of the facts files of its images.</param>
public sealed record SolutionDelivery(string Image, string Digest, long BytesSent, TimeSpan Elapsed, ImmutableArray<string> Facts);
