using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Registries;

/// <summary>A manifest or index as a registry gave it.</summary>
/// <param name="Bytes">The document, bit for bit.</param>
/// <param name="MediaType">Its media type without parameters, as the registry says.</param>
/// <param name="Digest">The digest of the bytes.</param>
public sealed record ManifestContent(ReadOnlyMemory<byte> Bytes, string MediaType, Digest Digest);
