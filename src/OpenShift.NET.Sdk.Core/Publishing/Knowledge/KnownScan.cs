using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Publishing.Knowledge;

/// <summary>The scan of a layer that a record names.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Layer">Digest of the layer.</param>
/// <param name="Blob">The scan.</param>
internal sealed record KnownScan(KnowledgePlace Place, Digest Layer, Descriptor Blob);
