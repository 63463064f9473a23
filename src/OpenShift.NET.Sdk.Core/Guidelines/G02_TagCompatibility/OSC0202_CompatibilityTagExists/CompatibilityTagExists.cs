using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G02_TagCompatibility.OSC0202_CompatibilityTagExists;

/// <summary>Users can follow compatible versions with one tag.</summary>
[Rule(
    "OSC0202",
    "Besides the exact version the image has a tag that stays compatible",
    Basic = Severity.None,
    Recommended = Severity.Info,
    Strict = Severity.Info,
    Fix = "Leave ContainerImageTag and ContainerImageTags out: 1.4.2 is then published as 1.4.2, 1.4 and 1. Or add the tag of the major version.",
    ImageFix = "Push the image under the tag of its major version too.")]
public sealed class CompatibilityTagExists : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (publication.Project is not { } project)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "is judged without its project, which names the tags");
            yield break;
        }

        var where = new Location("The image", "tags", project.PlaceOf("ContainerImageTags", "ContainerImageTag", "Version"));
        if (project.Checks.TagScheme != "semver" || string.IsNullOrEmpty(project.Destination.Registry))
        {
            yield return Finding.NotApplicable(where, project.Checks.TagScheme != "semver" ? $"has tags that follow no version (OpenShiftTagScheme is '{project.Checks.TagScheme}')" : "goes to no registry, where others could follow a tag");
            yield break;
        }

        bool exact = false;
        bool stream = false;
        foreach (string tag in project.Destination.Tags)
        {
            string version = tag.StartsWith('v') ? tag[1..] : tag;
            string[] parts = version.Split('.');
            bool numbers = parts.All(static p => p.Length is > 0 and < 6 && p.All(char.IsAsciiDigit));
            exact |= numbers && parts.Length >= 3;
            stream |= numbers && parts.Length <= 2;
        }

        if (!exact && !stream)
        {
            yield return Finding.NotApplicable(where, "has no tag that is a released version");
        }
        else if (!stream)
        {
            yield return Finding.Violation(where, $"is tagged {string.Join(", ", project.Destination.Tags)} only, so its users cannot follow fixes without naming each version");
        }
    }
}
