using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.BillsOfMaterials;

/// <summary>What an image's <c>os-release</c> says (os-release(5)).</summary>
/// <param name="Id"><c>ID</c>, for example <c>debian</c>.</param>
/// <param name="Version"><c>VERSION_ID</c>; empty when there is none.</param>
/// <param name="Title"><c>PRETTY_NAME</c>.</param>
/// <param name="File">The file.</param>
internal sealed record OsRelease(string Id, string Version, string? Title, FileVersion File)
{
    /// <summary>Reads it; <see langword="null"/> when the image has none.</summary>
    public static OsRelease? Of(FileTree tree)
    {
        if (!(tree.TryResolve("/etc/os-release", out FileVersion? file) || tree.TryResolve("/usr/lib/os-release", out file)) || file.File.Text is not { } text)
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string line in text.Split('\n'))
        {
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                values[line[..equals].Trim()] = line[(equals + 1)..].Trim().Trim('"', '\'');
            }
        }

        return values.GetValueOrDefault("ID") is { Length: > 0 } id
            ? new OsRelease(id, values.GetValueOrDefault("VERSION_ID", ""), values.GetValueOrDefault("PRETTY_NAME"), file)
            : null;
    }
}
