using System.Text.RegularExpressions;
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
public sealed partial class NoLogFilesInTheImage : Rule
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

        foreach (IGrouping<string, FileVersion> folder in publication.Files.Visible.Where(static f => f is { Origin: Origin.App, File.Kind: FileKind.File } && ErrorFile().IsMatch(ImagePath.Name(f.Path))).GroupBy(static f => ImagePath.Parent(f.Path)))
        {
            FileVersion first = folder.First();
            yield return Finding.Violation(Location.OfFile(publication.Files, first), FormattableString.Invariant($"is an error that ELMAH noted on the machine that built the image{(folder.Count() == 1 ? "" : FormattableString.Invariant($", one of {folder.Count()} in {folder.Key}"))}, and a sign that something writes logs there")) with
            {
                Fix = "Keep them out of the publish output, for example <ItemGroup><Content Remove=\"**/error-*.xml\" /></ItemGroup>, and delete them from the publish folder, where the last publish left them.",
                ImageFix = "Keep them out of what the Dockerfile copies (**/error-*.xml in .dockerignore).",
            };
        }
    }

    // error-2022-01-19062209Z-GUID.xml
    [GeneratedRegex(@"^error-\d{4}-\d{2}-\d+Z-[0-9a-fA-F-]{36}\.xml$", RegexOptions.CultureInvariant)]
    private static partial Regex ErrorFile();

    private static bool IsLog(string path) =>
        path.EndsWith(".log", StringComparison.OrdinalIgnoreCase) || path.StartsWith("/var/log/", StringComparison.Ordinal);
}
