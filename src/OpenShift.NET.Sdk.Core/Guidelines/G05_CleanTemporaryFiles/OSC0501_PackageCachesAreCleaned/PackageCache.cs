namespace OpenShift.NET.Sdk.Guidelines.G05_CleanTemporaryFiles.OSC0501_PackageCachesAreCleaned;

/// <summary>A package manager's cache.</summary>
/// <param name="Owner">The package manager.</param>
/// <param name="Folder">The folder it lies in, for users to find it.</param>
internal readonly record struct PackageCache(string Owner, string Folder)
{
    /// <summary>The package manager whose cache holds NuGet packages.</summary>
    public const string NuGet = "NuGet";

    // Folders at a fixed place, then folders below whichever home they were made in.
    private static ReadOnlySpan<(string Owner, string Folder)> Fixed =>
        new (string, string)[]
        {
            ("yum", "/var/cache/yum/"), ("dnf", "/var/cache/dnf/"), ("dnf", "/var/cache/libdnf5/"),
            ("apt", "/var/cache/apt/"), ("apt", "/var/lib/apt/lists/"),
            ("apk", "/var/cache/apk/"), ("apk", "/etc/apk/cache/"), ("zypper", "/var/cache/zypp/"),
        };

    private static ReadOnlySpan<(string Owner, string Folder)> Anywhere =>
        new (string, string)[]
        {
            ("pip", "/.cache/pip/"), (NuGet, "/.cache/NuGet"), ("go", "/.cache/go-build/"), ("yarn", "/.cache/yarn/"),
            ("npm", "/_cacache/"), (NuGet, "/.nuget/packages/"), (NuGet, "/.local/share/NuGet/"),
        };

    /// <summary>The cache a file belongs to; <see langword="null"/> when it belongs to none.</summary>
    public static PackageCache? Of(string path)
    {
        foreach ((string owner, string folder) in Fixed)
        {
            if (path.StartsWith(folder, StringComparison.Ordinal))
            {
                return owner != "apt" || IsAptCache(path) ? new PackageCache(owner, folder[..^1]) : null;
            }
        }

        foreach ((string owner, string folder) in Anywhere)
        {
            int at = path.IndexOf(folder, StringComparison.Ordinal);
            if (at >= 0)
            {
                return new PackageCache(owner, path[..(at + folder.Length)].TrimEnd('/'));
            }
        }

        return path.StartsWith("/tmp/NuGetScratch", StringComparison.Ordinal) ? new PackageCache(NuGet, "/tmp/NuGetScratch*")
            : path.StartsWith("/var/lib/rpm/__db", StringComparison.Ordinal) ? new PackageCache("rpm", "/var/lib/rpm")
            : null;
    }

    // apt keeps folders and locks there that it wants to find again.
    private static bool IsAptCache(string path) =>
        path.StartsWith("/var/cache/apt/archives/", StringComparison.Ordinal) ? path.EndsWith(".deb", StringComparison.Ordinal)
        : path.StartsWith("/var/cache/apt/", StringComparison.Ordinal) ? path.EndsWith(".bin", StringComparison.Ordinal)
        : !path.EndsWith("/lock", StringComparison.Ordinal) && !path.StartsWith("/var/lib/apt/lists/partial/", StringComparison.Ordinal);
}
