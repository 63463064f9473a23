namespace OpenShift.NET.Sdk.Images.Blobs;

/// <summary>Paths without symbolic links, also in the folders above, as the kernel walks them (POSIX, "Pathname Resolution").</summary>
internal static class RealPath
{
    // As many as Linux follows (path_resolution(7)).
    private const int MostLinks = 40;

    /// <summary>Where a path leads. What does not exist keeps its name; a link that leads in circles, and an open file of a process (<c>/proc/…/fd/1</c>), stays as it is.</summary>
    public static string Of(string path)
    {
        string full = Path.GetFullPath(path);
        string current = Path.GetPathRoot(full)!;
        var rest = new Stack<string>();
        Push(rest, full[current.Length..]);
        int links = 0;
        while (rest.TryPop(out string? name))
        {
            if (name == "..")
            {
                current = Path.GetDirectoryName(current) ?? current;
                continue;
            }

            string next = Path.Combine(current, name);
            if (IsOpenFile(next) || TargetOf(next) is not { } target)
            {
                current = next;
                continue;
            }

            if (++links > MostLinks)
            {
                return full;
            }

            string root = Path.GetPathRoot(target) ?? "";
            current = Path.IsPathFullyQualified(target) ? root : current;
            Push(rest, target[root.Length..]);
        }

        return current;
    }

    /// <summary>The number of this process's open file that a resolved path names (<c>/proc/self/fd/1</c>, <c>/dev/fd/1</c>); <see langword="null"/> when it names none.</summary>
    public static int? DescriptorOf(string realPath)
    {
        string folder = Path.GetDirectoryName(realPath) ?? "";
        bool own = folder == "/dev/fd" || folder == FormattableString.Invariant($"/proc/{Environment.ProcessId}/fd");
        return own && int.TryParse(Path.GetFileName(realPath), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int descriptor) ? descriptor : null;
    }

    // Such a link reads "pipe:[4711]" or names a file that may be deleted; only opening it leads to what it stands for.
    private static bool IsOpenFile(string path) =>
        (path.StartsWith("/proc/", StringComparison.Ordinal) || path.StartsWith("/dev/fd/", StringComparison.Ordinal)) && Path.GetFileName(Path.GetDirectoryName(path)) == "fd";

    private static string? TargetOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Push(Stack<string> rest, string path)
    {
        string[] names = path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        for (int i = names.Length - 1; i >= 0; i--)
        {
            if (names[i] != ".")
            {
                rest.Push(names[i]);
            }
        }
    }
}
