using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G01_ReuseImages.OSC0104_BaseIsApproved;

/// <summary>The base image is one the organisation approves.</summary>
[Rule(
    "OSC0104",
    "The base image comes from an approved place",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Build on an approved image, or add the place to OpenShiftApprovedBaseImages.",
    ImageFix = "Build on an approved image (FROM in the Dockerfile).")]
public sealed class BaseIsApproved : Rule
{
    private static readonly ImmutableArray<string> Default = ["registry.access.redhat.com/ubi*/**", "registry.access.redhat.com/dotnet/**", "registry.redhat.io/**", "mcr.microsoft.com/dotnet/**"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (publication.Project is { Image.EmbeddedBase: EmbeddedBaseWhen.Always } embedded)
        {
            yield return Finding.NotApplicable(Location.OfProperty(embedded, "OpenShiftEmbeddedBase"), "makes the base image on this machine");
        }
        else if (!BaseReference.TryFind(publication, out BaseReference? written, out Finding? missing))
        {
            yield return missing;
        }
        else if (!ImageReference.TryParse(written.Text, out ImageReference? reference, out string? error))
        {
            yield return Finding.CouldNotTell(written.Where, $"is no image reference: {error}");
        }
        else
        {
            bool chosen = publication.Project is { Checks.ApprovedBaseImages.IsEmpty: false };
            ImmutableArray<string> patterns = chosen ? publication.Project!.Checks.ApprovedBaseImages : Default;
            string name = $"{reference.Registry}/{reference.Repository}";
            if (!patterns.Any(p => ReferencePattern.Matches(p, name)))
            {
                yield return Finding.Violation(written.Where, $"is none of the {(chosen ? "images OpenShiftApprovedBaseImages names" : "images of Red Hat and of .NET that are approved by default")} ({string.Join(", ", patterns)})") with
                {
                    // Without a list of its own the organisation has not said anything.
                    AtMost = chosen ? null : Severity.Info,
                };
            }
        }
    }
}
