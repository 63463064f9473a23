using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code.Listening;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Images.Assembly;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G17_ImageMetadata.OSC1702_LabelsAreTheImagesOwn;

/// <summary>Labels that describe an image do not describe its base.</summary>
[Rule(
    "OSC1702",
    "Descriptive labels are not inherited from the base image",
    Basic = Severity.Info,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Set the label for this image with a ContainerLabel item or the project property it is made from.",
    ImageFix = "Set the label for this image in the Dockerfile (LABEL).")]
public sealed class LabelsAreTheImagesOwn : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        if (publication.Base is not { } baseImage)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "has no known base image that labels could come from");
            yield break;
        }

        // What the project gives for a label (Company, ContainerPort, …) is a statement about this image, even where it is what the base says of itself.
        ILookup<string, string> own = (publication.Project is { } project ? LabelBuilder.Ours(project, ImagePorts.Of(project, baseImage.Config.Config, publication.Code is { } code ? CodeListening.Of(code, PublishedSettings.Of(publication)) : null), baseImage) : []).ToLookup(static l => l.Name, static l => l.Value, StringComparer.Ordinal);
        ImmutableSortedDictionary<string, string> inherited = baseImage.Config.Config.Labels ?? ImmutableSortedDictionary<string, string>.Empty;
        foreach ((string name, string value) in publication.Config.Config.Labels ?? ImmutableSortedDictionary<string, string>.Empty)
        {
            if (Describes(name) && !string.IsNullOrWhiteSpace(value) && inherited.GetValueOrDefault(name) == value && !IsSetByProject(name) && !own[name].Contains(value) && !IsTrueOfTheImage(name, value))
            {
                yield return Finding.Violation(Location.OfLabel(publication, name), $"is still the base image's, '{Shorten(value)}', and so describes the base instead of this image");
            }
        }

        // The same vendor or maintainer as the base's, written into the project, is a statement and no accident.
        bool IsSetByProject(string name) => publication.Project?.Image.Labels.Any(l => l.Name == name) ?? false;

        // Without a project nobody says who wrote it, but the image shows whether it is right.
        bool IsTrueOfTheImage(string name, string value) =>
            name == "io.openshift.expose-services" && PublishedPorts.Exposed(publication) is { IsEmpty: false } exposed
            && value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).All(s => exposed.Any(e => e.Problem is null && ExposedPort.Parse(s.Split(':')[0]).ToString() == e.ToString()));
    }

    private static bool Describes(string label) =>
        label.StartsWith("io.k8s.", StringComparison.Ordinal)
        || label is "name" or "vendor" or "version" or "release" or "summary" or "description" or "maintainer" or "url"
            or "io.openshift.tags" or "io.openshift.expose-services" or "com.redhat.component"
            or "org.opencontainers.image.title" or "org.opencontainers.image.description"
            or "org.opencontainers.image.version" or "org.opencontainers.image.source";

    private static string Shorten(string value)
    {
        string line = value.ReplaceLineEndings(" ").Trim();
        return line.Length <= 60 ? line : line[..59] + "…";
    }
}
