using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G05_CleanTemporaryFiles.OSC0505_OnlyWhatRunsIsShipped;

/// <summary>OSC0505.</summary>
[Rule(
    "OSC0505",
    "The application ships no native libraries of other systems and few debug symbols",
    Basic = Severity.None,
    Recommended = Severity.Info,
    Strict = Severity.Info,
    Fix = "Publish for the container's runtime identifier (-r linux-x64).")]
public sealed class OnlyWhatRunsIsShipped : Rule
{
    // Symbols of a service's own code are smaller, and worth their bytes: stack traces get line numbers.
    private const long SymbolThreshold = 5 * ByteSize.MiB;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        List<FileVersion> foreign = [];
        List<FileVersion> symbols = [];
        foreach (FileVersion file in publication.Files.Visible)
        {
            if (file is { Origin: Origin.App, File.Kind: FileKind.File })
            {
                if (IsForeign(file.Path))
                {
                    foreign.Add(file);
                }
                else if (file.Path.EndsWith(".pdb", StringComparison.OrdinalIgnoreCase))
                {
                    symbols.Add(file);
                }
            }
        }

        if (foreign.Count > 0)
        {
            yield return Finding.Violation(Location.OfFile(publication.Files, foreign[0]), $"{Others(foreign)} for another operating system: {Size(foreign)}");
        }

        if (symbols.Sum(static f => f.File.Size) >= SymbolThreshold)
        {
            yield return Finding.Violation(Location.OfFile(publication.Files, symbols[0]), $"{Others(symbols)} debug symbols: {Size(symbols)}") with
            {
                Fix = "Set <CopyOutputSymbolsToPublishDirectory>false</CopyOutputSymbolsToPublishDirectory> and keep the symbols on a symbol server, or embed those of your own code (<DebugType>embedded</DebugType>).",
                ImageFix = "Delete the *.pdb files in the RUN that publishes, and keep them on a symbol server.",
            };
        }
    }

    private static string Others(List<FileVersion> files) => files.Count == 1 ? "is" : FormattableString.Invariant($"and {files.Count - 1} more are");

    private static string Size(List<FileVersion> files) => ByteSize.ToText(files.Sum(static f => f.File.Size));

    // runtimes/RID/native, as the .NET SDK lays out portable publishes (RID catalogue).
    private static bool IsForeign(string path)
    {
        const string Folder = "/runtimes/";
        int at = path.LastIndexOf(Folder, StringComparison.Ordinal);
        if (at < 0 || path.IndexOf('/', at + Folder.Length) is not (> 0 and var end) || string.CompareOrdinal(path, end, "/native/", 0, "/native/".Length) != 0)
        {
            return false;
        }

        ReadOnlySpan<char> rid = path.AsSpan(at + Folder.Length, end - at - Folder.Length);
        int dash = rid.IndexOfAny('-', '.');
        ReadOnlySpan<char> system = dash < 0 ? rid : rid[..dash];
        return system is "win" or "win7" or "win8" or "win81" or "win10" or "osx" or "ios" or "iossimulator" or "tvos" or "tvossimulator" or "maccatalyst" or "android" or "browser" or "freebsd" or "illumos" or "solaris" or "wasi";
    }
}
