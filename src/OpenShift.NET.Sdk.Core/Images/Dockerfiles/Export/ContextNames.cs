using System.Globalization;
using System.Text;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Export;

/// <summary>
/// Names that every file system, archive and version control keeps: a build context goes through them. Windows takes other names for devices or refuses them, and there
/// and on macOS names that differ in case alone are one.
/// </summary>
internal sealed class ContextNames
{
    private static readonly HashSet<string> s_devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    private readonly Dictionary<string, string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes a path with its folders; <see langword="false"/> when it cannot lie in a context.</summary>
    /// <param name="path">Absolute, normalised path.</param>
    public bool TryTake(string path)
    {
        if (!path.Split('/').Skip(1).All(IsPortable))
        {
            return false;
        }

        for (string at = path; at != ImagePath.Root; at = ImagePath.Parent(at))
        {
            if (_taken.TryGetValue(at, out string? other) && other != at)
            {
                return false;
            }
        }

        for (string at = path; at != ImagePath.Root && _taken.TryAdd(at, at); at = ImagePath.Parent(at))
        {
        }

        return true;
    }

    // A folder .git would be a repository in a repository.
    private static bool IsPortable(string name) =>
        name.Length is > 0 and <= 200
        && !name.AsSpan().ContainsAny("\\:*?\"<>|") && !name.Any(char.IsControl) && name[^1] is not ('.' or ' ')
        && !s_devices.Contains(name.Split('.')[0].TrimEnd()) && !name.Equals(".git", StringComparison.OrdinalIgnoreCase)
        && name.EnumerateRunes().All(IsStable);

    // macOS composes and decomposes letters; what is no rune is half of a pair.
    private static bool IsStable(Rune rune) => rune != Rune.ReplacementChar
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.OtherNotAssigned)
        && rune.Value is not (>= 0x1100 and <= 0x11FF);
}
