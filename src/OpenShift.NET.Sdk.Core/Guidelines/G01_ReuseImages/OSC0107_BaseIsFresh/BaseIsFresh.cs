using System.Globalization;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G01_ReuseImages.OSC0107_BaseIsFresh;

/// <summary>The base image was made lately enough to have the fixes since.</summary>
[Rule(
    "OSC0107",
    "The base image is not older than 90 days",
    Basic = Severity.None,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Fetch the newest base image of its tag; with a container.lock.json publish once with -p:OpenShiftUpdateLock=true.",
    ImageFix = "Build the image again on the newest image of the base's tag (podman build --pull=always).")]
public sealed class BaseIsFresh : Rule
{
    // Image builders that are reproducible write a fixed date of long ago.
    private const int FirstRealYear = 2000;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (publication is not { Base: { } baseImage, Today: { } today })
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "has no known base image whose age could be told");
            yield break;
        }

        Location where = publication.Project is { } project ? Location.OfProperty(project, "ContainerBaseImage", project.Image.BaseImage) : Location.OfImage(publication) with { Text = $"The base image {baseImage.Name}" };
        if (!DateTimeOffset.TryParse(baseImage.Config.Created, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset created))
        {
            yield return Finding.CouldNotTell(where, "does not say when it was made");
            yield break;
        }

        if (created.UtcDateTime.Year < FirstRealYear)
        {
            yield return Finding.NotApplicable(where, "is made reproducibly and so has no date of its own");
            yield break;
        }

        int most = publication.Project?.Checks.MaximumBaseAgeDays ?? new CheckFacts().MaximumBaseAgeDays;
        int age = today.DayNumber - DateOnly.FromDateTime(created.UtcDateTime).DayNumber;
        if (age > most)
        {
            yield return Finding.Violation(where, string.Create(CultureInfo.InvariantCulture, $"was made on {created.UtcDateTime:yyyy-MM-dd}, more than {most} {(most == 1 ? "day" : "days")} ago, and has none of the fixes since"));
        }
    }
}
