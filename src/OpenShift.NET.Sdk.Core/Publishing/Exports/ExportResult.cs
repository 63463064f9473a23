using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Publishing.Exports;

/// <summary>A Dockerfile that was written.</summary>
/// <param name="Dockerfile">Its full path.</param>
/// <param name="Image">Digest of the image that it gives.</param>
/// <param name="Gaps">What is not as in the image, whole sentences.</param>
/// <param name="Secrets">Names of variables whose value, which it holds, is a secret.</param>
/// <param name="Reused">Whether it and all beside it were as they were left, so that nothing was written.</param>
internal sealed record ExportResult(string Dockerfile, Digest Image, ImmutableArray<string> Gaps, ImmutableArray<string> Secrets, bool Reused);
