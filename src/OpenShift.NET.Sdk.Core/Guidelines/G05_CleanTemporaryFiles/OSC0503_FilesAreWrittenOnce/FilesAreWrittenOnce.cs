using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G05_CleanTemporaryFiles.OSC0503_FilesAreWrittenOnce;

/// <summary>OSC0503.</summary>
[Rule(
    "OSC0503",
    "No layer writes again what a lower layer has already",
    Basic = Severity.Info,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Set owners and permissions in the step that adds the files (COPY --chown --chmod), not with a recursive chown or chmod in a later one.")]
public sealed class FilesAreWrittenOnce : Rule
{
    private const long Threshold = ByteSize.MiB;
    private const int ShownPaths = 3;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        FileTree files = publication.Files;
        List<(FileVersion Before, FileVersion After)> rewritten = [];
        foreach (FileVersion version in files.All)
        {
            if (version.File.Size > 0 && RewrittenFile.By(files, version) is { } after)
            {
                rewritten.Add((version, after));
            }
        }

        if (rewritten.Sum(static r => r.After.File.Size) is >= Threshold and var bytes)
        {
            IEnumerable<string> largest = rewritten
                .OrderByDescending(static r => r.After.File.Size)
                .ThenBy(static r => r.After.Path, StringComparer.Ordinal)
                .Take(ShownPaths)
                .Select(static r => FormattableString.Invariant($"{r.After.Path} ({ByteSize.ToText(r.After.File.Size)}, in layers {r.Before.LayerIndex + 1} and {r.After.LayerIndex + 1}{Difference(r.Before.File, r.After.File)})"));
            string more = rewritten.Count > ShownPaths ? FormattableString.Invariant($" and {rewritten.Count - ShownPaths} more") : "";
            yield return Finding.Violation(
                Location.OfImage(publication) with { Scope = "layers:rewritten" },
                $"carries {ByteSize.ToText(bytes)} a second time: {string.Join(", ", largest)}{more}");
        }
    }

    private static string Difference(LayerFile before, LayerFile after) =>
        ((before.UserId, before.GroupId) != (after.UserId, after.GroupId), before.Mode != after.Mode) switch
        {
            (true, true) => ", of which only owner and mode differ",
            (true, false) => ", of which only the owner differs",
            (false, true) => ", of which only the mode differs",
            _ => "",
        };
}
