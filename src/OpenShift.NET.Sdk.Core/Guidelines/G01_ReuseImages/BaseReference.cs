using System.Diagnostics.CodeAnalysis;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.G01_ReuseImages;

/// <summary>The reference an image was built on, and where it is written.</summary>
/// <param name="Text">The reference as written.</param>
/// <param name="Where">The project property, or the label of an image that is judged by itself.</param>
internal sealed record BaseReference(string Text, Location Where)
{
    private const string Label = "org.opencontainers.image.base.name";

    /// <summary>The base reference of a publication.</summary>
    /// <param name="publication">The publication.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="missing">What to say when there is none.</param>
    public static bool TryFind(Publication publication, [NotNullWhen(true)] out BaseReference? reference, [NotNullWhen(false)] out Finding? missing)
    {
        reference = null;
        missing = null;
        if (publication.Project is { } project)
        {
            if (project.Image.BaseImageArchive is not null)
            {
                missing = Finding.NotApplicable(Location.OfProperty(project, "OpenShiftBaseImageArchive"), "is the base image, so no reference names it");
            }
            else if (project.Image.BaseImage is "" or "scratch")
            {
                missing = Finding.NotApplicable(Location.OfImage(publication), "is built on no base image");
            }
            else
            {
                reference = new BaseReference(project.Image.BaseImage, Location.OfProperty(project, "ContainerBaseImage", project.Image.BaseImage));
            }
        }
        else if (publication.Config.Config.Labels?.GetValueOrDefault(Label) is { Length: > 0 } name)
        {
            if (name == "scratch")
            {
                missing = Finding.NotApplicable(Location.OfLabel(publication, Label), "says that there is no base image");
            }
            else
            {
                reference = new BaseReference(name, Location.OfLabel(publication, Label) with { Text = $"Label {Label} '{name}'" });
            }
        }
        else
        {
            missing = Finding.CouldNotTell(Location.OfLabel(publication, Label), "is missing, so it is not known what the image is built on");
        }

        return reference is not null;
    }
}
