using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G01_ReuseImages.OSC0103_BaseIsLocked;

/// <summary>The base image is the same in every publish of one commit.</summary>
[Rule(
    "OSC0103",
    "The tag of the base image is held to a digest",
    Basic = Severity.None,
    Recommended = Severity.None,
    Strict = Severity.Warning,
    Fix = "Publish once with -p:OpenShiftUpdateLock=true and commit container.lock.json, or write the digest behind the tag.",
    ImageFix = "Name the base image by its digest in the Dockerfile: FROM IMAGE:TAG@sha256:….")]
public sealed class BaseIsLocked : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (publication.Project is not { } project)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "is judged without its project, which names the base image");
        }
        else if (project.Image.EmbeddedBase == EmbeddedBaseWhen.Always)
        {
            yield return Finding.NotApplicable(Location.OfProperty(project, "OpenShiftEmbeddedBase"), "makes the base image on this machine, so no tag names it");
        }
        else if (!BaseReference.TryFind(publication, out BaseReference? written, out Finding? missing))
        {
            yield return missing;
        }
        else if (!ImageReference.TryParse(written.Text, out ImageReference? reference, out string? error))
        {
            yield return Finding.CouldNotTell(written.Where, $"is no image reference: {error}");
        }
        else if (reference.Digest is null && publication.Lock?.Of(reference) is null)
        {
            yield return Finding.Violation(written.Where, publication.Lock is null
                ? "is a tag, and there is no container.lock.json that holds it to a digest, so two publishes of one commit can stand on different images"
                : "is a tag that container.lock.json does not hold to a digest, so two publishes of one commit can stand on different images");
        }
    }
}
