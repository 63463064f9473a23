using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images.Dockerfiles;
using OpenShift.NET.Sdk.Images.References;

namespace OpenShift.NET.Sdk.Guidelines.G01_ReuseImages.OSC0101_BaseTagIsSpecific;

/// <summary>The base image is named by a version, not by <c>latest</c> or nothing.</summary>
[Rule(
    "OSC0101",
    "The base image's tag names a version",
    Basic = Severity.Info,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Name the version to build on, for example 'mcr.microsoft.com/dotnet/aspnet:10.0'.")]
public sealed class BaseTagIsSpecific : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        if (!BaseReference.TryFind(publication, out BaseReference? written, out Finding? missing))
        {
            yield return missing;
        }
        else
        {
            foreach (Finding finding in Judge(written.Where, written.Text))
            {
                yield return finding;
            }
        }

        foreach (Dockerfile file in publication.Dockerfiles)
        {
            foreach (DockerfileStage stage in file.Stages)
            {
                Location where = DockerfileLocations.Of(file, stage.From.Line, "FROM " + (stage.Base ?? stage.From.Words.FirstOrDefault() ?? ""));
                if (stage.Base is null)
                {
                    yield return Finding.CouldNotTell(where, "builds on an image that an argument without a default names");
                }
                else if (stage.BaseStage is null && stage.Base != "scratch")
                {
                    foreach (Finding finding in Judge(where with { Text = $"{where.Text}, FROM {stage.Base}," }, stage.Base))
                    {
                        yield return finding;
                    }
                }
            }
        }
    }

    private static IEnumerable<Finding> Judge(Location where, string text)
    {
        if (!ImageReference.TryParse(text, out ImageReference? reference, out string? error))
        {
            yield return Finding.CouldNotTell(where, $"is no image reference: {error}");
        }
        else if (string.Equals(reference.Tag, ImageReference.DefaultTag, StringComparison.OrdinalIgnoreCase))
        {
            yield return Finding.Violation(where, $"has the tag '{reference.Tag}', which does not tell the version the image is built on");
        }
        else if (reference.Tag is null && reference.Digest is null)
        {
            yield return Finding.Violation(where, "has no tag, which means 'latest' and does not tell the version the image is built on");
        }
    }
}
