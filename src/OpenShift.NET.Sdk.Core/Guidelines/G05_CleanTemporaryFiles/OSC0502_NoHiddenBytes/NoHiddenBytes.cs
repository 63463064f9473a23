using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G05_CleanTemporaryFiles.OSC0502_NoHiddenBytes;

/// <summary>No layer carries bytes that a later one deletes or replaces.</summary>
[Rule(
    "OSC0502",
    "No layer adds what a later layer deletes",
    Basic = Severity.Info,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Create and delete temporary files in one step, or do not put them into the image at all.")]
public sealed class NoHiddenBytes : Rule
{
    private const long Threshold = ByteSize.MiB;
    private const int ShownPaths = 5;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        FileTree tree = publication.Files;
        List<FileVersion> own = [];
        List<FileVersion> ofTheBase = [];
        foreach (FileVersion file in tree.All)
        {
            // A hard link has no bytes of its own. What the base hides from itself is not this image's doing. The same bytes written again are OSC0503's.
            if (file is { HiddenInLayer: { } hider, File: { Kind: FileKind.File, HardLinkTo: null } } && hider >= tree.BaseLayerCount && RewrittenFile.By(tree, file) is null)
            {
                (file.Origin == Origin.Base ? ofTheBase : own).Add(file);
            }
        }

        Location where = Location.OfImage(publication);
        if (own.Sum(static f => f.File.Size) is >= Threshold and var bytes)
        {
            yield return Finding.Violation(where with { Scope = "layers:hidden" }, $"carries {ByteSize.ToText(bytes)} that no container sees: {Describe(own)}");
        }

        if (ofTheBase.Sum(static f => f.File.Size) is >= Threshold and var baseBytes)
        {
            yield return Finding.Violation(where with { Scope = "layers:hidden-base" }, $"hides {ByteSize.ToText(baseBytes)} of its base image, which are downloaded all the same: {Describe(ofTheBase)}") with
            {
                AtMost = Severity.Info,
                Fix = "Choose a smaller base image when the size matters; deleting cannot shrink it.",
            };
        }

        string Describe(List<FileVersion> files)
        {
            IEnumerable<string> largest = files
                .OrderByDescending(static f => f.File.Size)
                .ThenBy(static f => f.Path, StringComparer.Ordinal)
                .Take(ShownPaths)
                .Select(f => FormattableString.Invariant($"{f.Path} ({ByteSize.ToText(f.File.Size)}, in layer {f.LayerIndex + 1}, {Fate(f)} in layer {f.HiddenInLayer + 1})"));
            return string.Join(", ", largest) + (files.Count > ShownPaths ? FormattableString.Invariant($" and {files.Count - ShownPaths} more") : "");
        }

        string Fate(FileVersion file) => tree.VersionsIn(file.Path, file.HiddenInLayer!.Value).Length > 0 ? "replaced" : "deleted";
    }
}
