using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Publishing.Knowledge;

/// <summary>A record whose blobs are in the repository.</summary>
/// <param name="ArtifactType">What it is a record of.</param>
/// <param name="Subject">Digest of the image's manifest.</param>
/// <param name="Manifest">Its manifest.</param>
internal sealed record PreparedRecord(string ArtifactType, Digest Subject, byte[] Manifest)
{
    /// <summary>Called when it is listed.</summary>
    public Action? Done { get; init; }
}
