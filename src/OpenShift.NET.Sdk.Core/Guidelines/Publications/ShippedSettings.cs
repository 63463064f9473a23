using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.ConfigFiles;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.Publications;

/// <summary>The configuration files of the application's layers.</summary>
internal static class ShippedSettings
{
    /// <summary>The files a container sees, with their settings. Files whose text is not known are left out.</summary>
    public static IEnumerable<(FileVersion File, ConfigFile Content)> Visible(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        foreach (FileVersion file in publication.Files.Visible)
        {
            if (file is { Origin: Origin.App, File.Kind: FileKind.File, File.Text: { } text } && ConfigFile.IsOne(file.Path))
            {
                yield return (file, ConfigFile.Read(file.Path, text));
            }
        }
    }

    /// <summary>Where a setting stands.</summary>
    public static Location Where(Publication publication, FileVersion file, ConfigEntry entry)
    {
        ArgumentNullException.ThrowIfNull(publication);
        ArgumentNullException.ThrowIfNull(entry);
        Location where = Location.OfFile(publication.Files, file);
        return where with
        {
            Text = FormattableString.Invariant($"{where.Text}, line {entry.Line}, {(entry.Key.Length == 0 ? "a value" : entry.Key)}"),
            Scope = where.Scope + ":" + entry.Key,
            FileLine = entry.Line,
            FileColumn = entry.Column,
        };
    }
}
