using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Publishing.Delivery;

/// <summary>A manifest or index that was delivered, for what comes after: signing, deployment.</summary>
/// <param name="Name">Its name by digest, <c>registry/repository@sha256:…</c>, without the registry where there is none.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="RuntimeIdentifier">What it runs on; empty for an index.</param>
public sealed record DeliveredManifest(string Name, Digest Digest, string MediaType, string RuntimeIdentifier);
