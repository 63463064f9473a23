using System.Collections.Immutable;
using OpenShift.NET.Sdk.Publishing.Delivery;

namespace OpenShift.NET.Sdk.Publishing.Documents;

/// <summary>The command lines of cosign that sign what was delivered. This SDK signs nothing itself: it has no key and wants none.</summary>
public static class SigningLines
{
    /// <summary>The lines, the image first.</summary>
    /// <param name="manifests">What was delivered, an index last.</param>
    /// <param name="documents">Its documents.</param>
    public static ImmutableArray<string> Of(IReadOnlyList<DeliveredManifest> manifests, IReadOnlyList<DeliveredDocument> documents)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        ArgumentNullException.ThrowIfNull(documents);
        return manifests is not [.., var last] ? [] : [$"cosign sign {(last.RuntimeIdentifier.Length == 0 ? "--recursive " : "")}{last.Name}", .. documents.Select(LineOf)];
    }

    // cosign makes the statement itself, of a predicate.
    private static string LineOf(DeliveredDocument document) => document.Kind switch
    {
        "CycloneDX" => $"cosign attest --type {DocumentKind.CycloneDx.CosignType} --predicate {Quoted(document.Path)} {document.Image}",
        "SPDX" => $"cosign attest --type {DocumentKind.Spdx.CosignType} --predicate {Quoted(document.Path)} {document.Image}",
        _ => $"jq .predicate {Quoted(document.Path)} | cosign attest --type {DocumentKind.Provenance.CosignType} --predicate - {document.Image}",
    };

    private static string Quoted(string path) =>
        path.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or '+') ? path : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
