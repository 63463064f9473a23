namespace OpenShift.NET.Sdk.Images.Stores;

/// <summary>Names under which files and folders are written beside their place. What a killed process left of them is known by the name alone.</summary>
internal static class TemporaryName
{
    private const string Mark = ".tmp-";
    private const int GuidLength = 32;

    // Whoever writes meanwhile is left alone.
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    /// <summary>Another name every time.</summary>
    public static string Of(string path) => path + Mark + Guid.NewGuid().ToString("N");

    /// <summary>Whether a name is one of those of a file.</summary>
    /// <param name="name">The name.</param>
    /// <param name="of">The file's own name.</param>
    public static bool IsOf(string name, string of) =>
        name.Length == of.Length + Mark.Length + GuidLength
        && name.StartsWith(of, StringComparison.Ordinal)
        && name.AsSpan(of.Length).StartsWith(Mark, StringComparison.Ordinal)
        && !name.AsSpan(of.Length + Mark.Length).ContainsAnyExcept("0123456789abcdef");

    /// <summary>Deletes what processes that were killed have left in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isOwn">Whether a name is one of ours.</param>
    public static void Clean(string folder, Func<string, bool> isOwn)
    {
        try
        {
            if (!Directory.Exists(folder))
            {
                return;
            }

            foreach (string path in Directory.EnumerateFileSystemEntries(folder, "*" + Mark + "*"))
            {
                if (!isOwn(Path.GetFileName(path)))
                {
                    continue;
                }

                bool isFolder = Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null;
                if (DateTime.UtcNow - LastWrite(path, isFolder) < Abandoned)
                {
                    continue;
                }

                if (isFolder)
                {
                    Directory.Delete(path, recursive: true);
                }
                else
                {
                    File.Delete(path);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only space is lost.
        }
    }

    private static DateTime LastWrite(string path, bool isFolder) =>
        (isFolder ? Directory.EnumerateFileSystemEntries(path, "*", SearchOption.AllDirectories) : []).Append(path).Max(File.GetLastWriteTimeUtc);
}
