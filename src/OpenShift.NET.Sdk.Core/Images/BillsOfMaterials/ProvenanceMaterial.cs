namespace OpenShift.NET.Sdk.Images.BillsOfMaterials;

/// <summary>What an image was made from (SLSA provenance v1, <c>resolvedDependencies</c>).</summary>
/// <param name="Uri">Its name: a package URL, <c>git+https://…</c>.</param>
/// <param name="Algorithm">Algorithm of its digest as in-toto names it: <c>sha256</c>, <c>sha512</c>, <c>gitCommit</c>.</param>
/// <param name="Digest">The digest, lower-case hexadecimal.</param>
public sealed record ProvenanceMaterial(string Uri, string Algorithm, string Digest);
