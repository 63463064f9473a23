using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images.References;

namespace OpenShift.NET.Sdk.Guidelines.G01_ReuseImages.OSC0102_BaseVersionIsReadable;

/// <summary>A base image that is pinned by digest also says its version in words.</summary>
[Rule(
    "OSC0102",
    "A base image pinned by digest also names its version",
    Basic = Severity.None,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Write the tag before the digest, for example 'mcr.microsoft.com/dotnet/aspnet:10.0@sha256:…'; the digest still decides.")]
public sealed class BaseVersionIsReadable : Rule
{
    private const string VersionLabel = "org.opencontainers.image.version";

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        if (!BaseReference.TryFind(publication, out BaseReference? written, out Finding? missing))
        {
            yield return missing;
        }
        else if (!ImageReference.TryParse(written.Text, out ImageReference? reference, out string? error))
        {
            yield return Finding.CouldNotTell(written.Where, $"is no image reference: {error}");
        }
        else if (reference is { Digest: not null, Tag: null }
            && string.IsNullOrWhiteSpace(publication.Base?.Config.Config.Labels?.GetValueOrDefault(VersionLabel)))
        {
            yield return Finding.Violation(written.Where, "is pinned by digest alone, so nobody can read which version the image is built on");
        }
    }
}
