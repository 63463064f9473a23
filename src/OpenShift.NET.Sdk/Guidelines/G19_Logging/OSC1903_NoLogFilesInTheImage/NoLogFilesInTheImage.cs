using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G19_Logging.OSC1903_NoLogFilesInTheImage;

/// <summary>OSC1903.</summary>
[Rule(
    "OSC1903",
    "The image holds no log files",
    Basic = Severity.Info,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Keep it out of the publish output, for example <ItemGroup><Content Remove=\"**/*.log\" /><None Remove=\"**/*.log\" /></ItemGroup>, and delete it from the publish folder, where the last publish left it.",
    ImageFix = "Keep it out of what the Dockerfile copies (**/*.log in .dockerignore), or delete it in the RUN that makes it.")]
public sealed class NoLogFilesInTheImage : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        foreach (FileVersion file in publication.Files.Visible)
        {
            // A link to /dev/stdout is the way to bring a program that insists on a file to the console.
            if (file is { Origin: Origin.App, File: { Kind: FileKind.File, Size: > 0 } } && IsLog(file.Path))
            {
                yield return Finding.Violation(Location.OfFile(publication.Files, file), FormattableString.Invariant($"is a log of {file.File.Size} bytes from the machine that built the image, and a sign that something writes logs there"));
            }
        }
    }

    private static bool IsLog(string path) =>
        path.EndsWith(".log", StringComparison.OrdinalIgnoreCase) || path.StartsWith("/var/log/", StringComparison.Ordinal);
}
