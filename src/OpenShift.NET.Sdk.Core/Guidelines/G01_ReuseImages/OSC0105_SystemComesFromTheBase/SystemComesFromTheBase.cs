using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.PackageDatabases;

namespace OpenShift.NET.Sdk.Guidelines.G01_ReuseImages.OSC0105_SystemComesFromTheBase;

/// <summary>OSC0105.</summary>
[Rule(
    "OSC0105",
    "The operating system comes from the base image",
    Basic = Severity.Info,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Build on the published image of that system (ContainerBaseImage) instead of copying its files, so that its updates reach this image.",
    ImageFix = "Build on the published image of that system (FROM in the Dockerfile) instead of copying its files, so that its updates reach this image.")]
public sealed class SystemComesFromTheBase : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        FileTree files = publication.Files;
        if (files.BaseLayerCount == 0 && publication.Project is null)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "is judged without knowing its base image");
            yield break;
        }

        FileVersion? release = Own(files, "/usr/lib/os-release") ?? Own(files, "/etc/os-release");
        if (files.BaseLayerCount > 0)
        {
            if (release is not null && OfTheBase(files, release.Path) is { } replaced && Name(release) is { } own && Name(replaced) is { } other && own != other)
            {
                yield return Finding.Violation(Location.OfFile(files, release), $"makes this image {own} on top of a base image that is {other}");
            }

            yield break;
        }

        FileVersion? database = files.Packages.Databases.FirstOrDefault(static d => d.File.Packages!.Kind != PackageDatabaseKind.NuGet);
        if ((release ?? database) is { } sign)
        {
            string system = release is not null && Name(release) is { } name ? name : "an operating system";
            yield return Finding.Violation(Location.OfFile(files, sign), $"belongs to {system} whose files were copied into an image without a base image");
        }
    }

    private static FileVersion? Own(FileTree files, string path) => files.Find(path) is { Origin: Origin.App, File.Kind: FileKind.File } found ? found : null;

    private static FileVersion? OfTheBase(FileTree files, string path) => files.Versions(path).LastOrDefault(static v => v is { Origin: Origin.Base, File.Kind: FileKind.File });

    private static string? Name(FileVersion release)
    {
        foreach (string line in release.File.Text?.Split('\n') ?? [])
        {
            if (line.StartsWith("ID=", StringComparison.Ordinal))
            {
                return line[3..].Trim().Trim('"', '\'');
            }
        }

        return null;
    }
}
