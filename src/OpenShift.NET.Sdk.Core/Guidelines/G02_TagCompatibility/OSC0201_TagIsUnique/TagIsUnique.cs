using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G02_TagCompatibility.OSC0201_TagIsUnique;

/// <summary>The image has a tag of its own besides <c>latest</c>.</summary>
[Rule(
    "OSC0201",
    "The image has a version tag, not only latest",
    Basic = Severity.Info,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Set Version (the tags follow it), or ContainerImageTags.",
    ImageFix = "Push the image under a tag that names its version.")]
public sealed class TagIsUnique : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        if (publication.Project is not { } project)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "is judged without its project, which names the tags");
            yield break;
        }

        DestinationFacts destination = project.Destination;
        bool hasRegistry = !string.IsNullOrEmpty(destination.Registry);
        var where = new Location("The image", "tags", project.PlaceOf("ContainerImageTags", "ContainerImageTag", "Version"));
        if (!hasRegistry && project.Application.Configuration == "Debug")
        {
            yield return Finding.NotApplicable(where, "is a Debug build for this machine");
        }
        else if (destination.Tags.IsEmpty)
        {
            yield return Finding.Violation(where, "has no tag, so its users cannot name a version");
        }
        else if (destination.Tags.All(static t => string.Equals(t, "latest", StringComparison.OrdinalIgnoreCase)))
        {
            yield return Finding.Violation(where, "has no tag but 'latest', so its users cannot stay on a version that works for them") with
            {
                // What only this machine's podman or docker gets has no other users yet.
                AtMost = hasRegistry || destination.ArchivePath is not null ? null : Severity.Info,
            };
        }
        else if (!destination.TagsAreExplicit && !project.Identity.VersionIsExplicit)
        {
            yield return Finding.Violation(where, $"is tagged {string.Join(", ", destination.Tags)} after the .NET SDK's default version, so every publish takes the tag from the one before") with
            {
                AtMost = hasRegistry ? null : Severity.Info,
            };
        }
    }
}
