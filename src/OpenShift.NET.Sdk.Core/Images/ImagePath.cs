using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace OpenShift.NET.Sdk.Images;

/// <summary>Paths inside an image: absolute, separated by <c>/</c>, without <c>.</c>, <c>..</c>, doubled or trailing separators.</summary>
public static class ImagePath
{
    /// <summary>The root folder.</summary>
    public const string Root = "/";

    /// <summary>The absolute, normalised form of a path; a relative one is taken from the root. <c>..</c> above the root stays at the root, as in Linux.</summary>
    public static string Normalize(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        _ = TryNormalize(path, out string? normalised, clampAtRoot: true);
        return normalised!;
    }

    /// <summary>The absolute, normalised form of a path seen from a working folder.</summary>
    public static string Combine(string folder, string path)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(path);
        return path.StartsWith('/') ? Normalize(path) : Normalize(folder + "/" + path);
    }

    /// <summary>The folder a normalised path stands in; the root's is the root.</summary>
    public static string Parent(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        int slash = path.LastIndexOf('/');
        return slash <= 0 ? Root : path[..slash];
    }

    /// <summary>The last segment of a path; empty for the root.</summary>
    public static string Name(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path[(path.LastIndexOf('/') + 1)..];
    }

    /// <summary>Whether a normalised path stands below a normalised folder, at any depth; a folder is not below itself.</summary>
    public static bool IsBelow(string path, string folder)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(folder);
        return folder == Root
            ? path.Length > 1
            : path.Length > folder.Length + 1 && path[folder.Length] == '/' && path.StartsWith(folder, StringComparison.Ordinal);
    }

    /// <summary>Normalises a path of a tar archive; <see langword="false"/> when it leaves the root through <c>..</c>.</summary>
    internal static bool TryNormalize(string path, [NotNullWhen(true)] out string? normalised, bool clampAtRoot)
    {
        if (IsNormal(path))
        {
            normalised = path;
            return true;
        }

        var result = new StringBuilder(path.Length + 1);
        foreach (Range range in path.AsSpan().Split('/'))
        {
            ReadOnlySpan<char> segment = path.AsSpan()[range];
            if (segment.IsEmpty || segment is ".")
            {
                continue;
            }

            if (segment is "..")
            {
                if (result.Length == 0)
                {
                    if (clampAtRoot)
                    {
                        continue;
                    }

                    normalised = null;
                    return false;
                }

                int slash = result.Length - 1;
                while (result[slash] != '/')
                {
                    slash--;
                }

                result.Length = slash;
                continue;
            }

            result.Append('/').Append(segment);
        }

        normalised = result.Length == 0 ? Root : result.ToString();
        return true;
    }

    private static bool IsNormal(string path)
    {
        if (path.Length < 2)
        {
            return path == Root;
        }

        return path[0] == '/' && path[^1] != '/'
            && !path.Contains("//", StringComparison.Ordinal)
            && !path.Contains("/./", StringComparison.Ordinal) && !path.EndsWith("/.", StringComparison.Ordinal)
            && !path.Contains("/../", StringComparison.Ordinal) && !path.EndsWith("/..", StringComparison.Ordinal);
    }
}
