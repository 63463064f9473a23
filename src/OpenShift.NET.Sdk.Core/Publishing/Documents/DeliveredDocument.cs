using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Publishing.Documents;

/// <summary>A document of an image that was delivered.</summary>
/// <param name="Path">Full path of its file.</param>
/// <param name="Kind"><c>CycloneDX</c>, <c>SPDX</c> or <c>Provenance</c>.</param>
/// <param name="Image">The image's name by digest.</param>
/// <param name="ImageDigest">Digest of the image's manifest.</param>
/// <param name="Artifact">Digest of the artifact that the document is attached as; empty when it is not attached.</param>
public sealed record DeliveredDocument(string Path, string Kind, string Image, Digest ImageDigest, string Artifact);
