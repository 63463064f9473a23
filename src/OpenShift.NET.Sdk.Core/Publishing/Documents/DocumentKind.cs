using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.BillsOfMaterials;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Publishing.Documents;

/// <summary>A document that is written of an image.</summary>
/// <param name="Name">As the build's items name it: <c>CycloneDX</c>, <c>SPDX</c>, <c>Provenance</c>.</param>
/// <param name="MediaType">Its media type, also the artifact type.</param>
/// <param name="CosignType">What <c>cosign attest --type</c> calls it.</param>
internal sealed record DocumentKind(string Name, string MediaType, string CosignType)
{
    /// <summary>The bill of materials as CycloneDX.</summary>
    public static DocumentKind CycloneDx { get; } = new("CycloneDX", CycloneDxWriter.MediaType, "cyclonedx");

    /// <summary>The bill of materials as SPDX.</summary>
    public static DocumentKind Spdx { get; } = new("SPDX", SpdxWriter.MediaType, "spdxjson");

    /// <summary>The provenance statement.</summary>
    public static DocumentKind Provenance { get; } = new("Provenance", Images.BillsOfMaterials.Provenance.MediaType, "slsaprovenance1");

    /// <summary>The kinds a project wants.</summary>
    public static ImmutableArray<DocumentKind> Of(SupplyChainFacts facts) =>
        [.. ((DocumentKind[])[CycloneDx, Spdx]).Where(k => facts.Formats.Contains(k.Name)), .. facts.Provenance ? [Provenance] : (DocumentKind[])[]];

    /// <summary>The document's file.</summary>
    public string FileIn(StageFolder folder) => this == CycloneDx ? folder.CycloneDx : this == Spdx ? folder.Spdx : folder.Provenance;
}
