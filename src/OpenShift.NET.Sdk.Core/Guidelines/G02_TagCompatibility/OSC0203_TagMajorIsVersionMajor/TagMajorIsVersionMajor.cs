using System.Globalization;
using NuGet.Versioning;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G02_TagCompatibility.OSC0203_TagMajorIsVersionMajor;

/// <summary>A tag that is a version has the major version of the project.</summary>
[Rule(
    "OSC0203",
    "A version tag has the project's major version",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Make tag and Version agree, or set OpenShiftTagScheme to 'calver' or 'none' when tags do not follow Version.",
    ImageFix = "Push the image under a tag that has the version's major number.")]
public sealed class TagMajorIsVersionMajor : Rule
{
    // Years, dates and build numbers are no major versions.
    private const int LargestMajor = 999;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        if (publication.Project is not { } project)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "is judged without its project, which names the tags");
            yield break;
        }

        Location where = Location.OfProperty(project, "Version", project.Identity.Version);
        if (!string.Equals(project.Checks.TagScheme, "semver", StringComparison.OrdinalIgnoreCase))
        {
            yield return Finding.NotApplicable(where, $"does not decide the tags, because OpenShiftTagScheme is '{project.Checks.TagScheme}'");
            yield break;
        }

        if (!project.Identity.VersionIsExplicit)
        {
            yield return Finding.NotApplicable(where, "is the .NET SDK's default, so the project states no version to compare tags with");
            yield break;
        }

        if (!NuGetVersion.TryParse(project.Identity.Version, out NuGetVersion? version))
        {
            yield return Finding.CouldNotTell(where, "is no version that tags could be compared with");
            yield break;
        }

        foreach (string tag in project.Destination.Tags)
        {
            if (MajorOf(tag) is { } major && major != version.Major)
            {
                yield return Finding.Violation(
                    new Location($"Tag {tag}", "tag:" + tag, project.PlaceOf("ContainerImageTags", "ContainerImageTag", "Version")),
                    $"promises major version {major}, but the project's version is {project.Identity.Version}");
            }
        }
    }

    // "2", "v2", "2.1", "2.1.0-rc.1"; not "2-fix-login" or "2024-11-23": a number before a dash can be anything.
    private static int? MajorOf(string tag)
    {
        ReadOnlySpan<char> rest = tag is ['v' or 'V', .. var after] ? after : tag;
        int digits = rest.IndexOfAnyExceptInRange('0', '9');
        bool isVersion = digits < 0 || (rest[digits] == '.' && rest.Length > digits + 1 && char.IsAsciiDigit(rest[digits + 1]));
        return isVersion
            && int.TryParse(digits < 0 ? rest : rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            && major <= LargestMajor ? major : null;
    }
}
