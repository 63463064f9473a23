using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.SourceToImage;

namespace OpenShift.NET.Sdk.Guidelines.G12_SourceToImage.OSC1201_ScriptsAreThere;

/// <summary>OSC1201.</summary>
[Rule(
    "OSC1201",
    "The scripts of a builder are where its label says",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Set <OpenShiftSourceToImage>true</OpenShiftSourceToImage>, which puts scripts and labels into the image, or remove the label.",
    ImageFix = "Copy the scripts there (COPY --chmod=0755 s2i/ DIR), or correct the label: LABEL io.openshift.s2i.scripts-url=image://DIR.")]
public sealed class ScriptsAreThere : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (SourceToImageScripts.Of(publication) is { } scripts)
        {
            foreach (string name in (string[])["assemble", "run"])
            {
                if (scripts.Find(name) is null)
                {
                    yield return Finding.Violation(Location.OfLabel(publication, scripts.Label) with { Scope = $"label:{scripts.Label}:{name}" }, $"says that the image is a builder with its scripts in {scripts.Folder}, and {scripts.PathOf(name)} is not in the image, so no build with it succeeds");
                }
            }

            yield break;
        }

        foreach (string folder in SourceToImageScripts.UsualFolders)
        {
            if (publication.Files.TryResolve(folder + "/assemble", out FileVersion? assemble) && assemble.File.Kind == FileKind.File)
            {
                yield return Finding.Violation(Location.OfFile(publication.Files, assemble), $"is a script for source-to-image, and no label tells where it is, so builders do not find it") with
                {
                    AtMost = Severity.Warning,
                    Fix = $"Add the label: <ContainerLabel Include=\"{BuilderImage.ScriptsLabel}\" Value=\"image://{folder}\" />.",
                    ImageFix = $"Add the label: LABEL {BuilderImage.ScriptsLabel}=image://{folder}.",
                };
                yield break;
            }
        }

        yield return Finding.NotApplicable(Location.OfImage(publication), "is no builder of source-to-image");
    }
}
