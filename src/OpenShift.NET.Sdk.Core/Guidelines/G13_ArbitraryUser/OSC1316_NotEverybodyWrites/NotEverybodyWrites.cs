using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Access;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G13_ArbitraryUser.OSC1316_NotEverybodyWrites;

/// <summary>OSC1316.</summary>
[Rule(
    "OSC1316",
    "Nothing of the application can be written by everybody",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Error,
    Fix = "Give it to group 0 and take the right from everybody else, in the step that adds it: chgrp -R 0 FOLDER && chmod -R g=u,o-w FOLDER.")]
public sealed class NotEverybodyWrites : Rule
{
    private const int OthersWrite = 0b000_000_010;
    private const int Sticky = 0b001_000_000_000;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);

        // One chmod of a whole folder is one cause; else what one layer brings with one mode.
        var causes = new Dictionary<(int Layer, string Cause), List<FileVersion>>();
        foreach (FileVersion file in publication.Files.Visible)
        {
            if (file.Origin == Origin.App && IsOpen(file))
            {
                var key = (file.LayerIndex, OpenFolderOf(publication.Files, file) ?? FilesOfOneCause.TopOf(file.Path) + " " + PermissionText.Mode(file.File.Mode));
                (causes.TryGetValue(key, out List<FileVersion>? files) ? files : causes[key] = []).Add(file);
            }
        }

        foreach (List<FileVersion> files in causes.Values.OrderBy(static f => f[0].Path, StringComparer.Ordinal))
        {
            var cause = new FilesOfOneCause(files);
            string modes = string.Join(", ", files.Select(static f => PermissionText.Mode(f.File.Mode)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
            string target = cause.Target;
            bool many = cause.AreMany || files[0].File.Kind == FileKind.Directory;
            yield return Finding.Violation(
                cause.Where(publication.Files),
                $"can be written by every user ({(files.Count > 1 && modes.Contains(',', StringComparison.Ordinal) ? "modes" : "mode")} {modes}), not by group 0 alone") with
            {
                Fix = many
                    ? $"Give it to group 0 and take the right from everybody else, in the step that adds it: chgrp -R 0 {target} && chmod -R g=u,o-w {target}."
                    : $"Give it to group 0 and take the right from everybody else, in the step that adds it: chgrp 0 {target} && chmod g=u,o-w {target}.",
            };
        }
    }

    // In a folder with the sticky bit nobody deletes what is another's: /tmp is meant so.
    private static bool IsOpen(FileVersion file) => file.File switch
    {
        { Kind: FileKind.Directory } folder => (folder.Mode & OthersWrite) != 0 && (folder.Mode & Sticky) == 0,
        { Kind: FileKind.File } regular => (regular.Mode & OthersWrite) != 0,
        _ => false,
    };

    /// <summary>The highest folder above (or at) a file that is open like it, without a gap between; <see langword="null"/> for a file in a folder that is not.</summary>
    private static string? OpenFolderOf(FileTree files, FileVersion file)
    {
        string? highest = file.File.Kind == FileKind.Directory ? file.Path : null;
        for (string folder = ImagePath.Parent(file.Path); folder != ImagePath.Root && files.Find(folder) is { Origin: Origin.App } above && IsOpen(above); folder = ImagePath.Parent(folder))
        {
            highest = folder;
        }

        return highest;
    }
}
