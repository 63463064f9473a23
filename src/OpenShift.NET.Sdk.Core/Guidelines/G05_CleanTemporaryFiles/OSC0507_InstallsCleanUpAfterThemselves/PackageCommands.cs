using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Dockerfiles;

namespace OpenShift.NET.Sdk.Guidelines.G05_CleanTemporaryFiles.OSC0507_InstallsCleanUpAfterThemselves;

/// <summary>Commands of package managers.</summary>
internal static class PackageCommands
{
    /// <summary>The package manager whose cache a command fills; <see langword="null"/> when it fills none.</summary>
    public static string? FillsCache(ImmutableArray<string> command)
    {
        string name = ImagePath.Name(command[0]);
        string? verb = PackageManagerCommand.VerbOf(command);
        return name switch
        {
            "apt-get" or "apt" or "aptitude" when verb is "update" or "install" or "upgrade" or "dist-upgrade" => "apt",
            "yum" or "dnf" or "dnf5" or "microdnf" when verb is "install" or "update" or "upgrade" or "reinstall" or "makecache" && !command.Contains("--setopt=keepcache=0") => name == "dnf5" ? "dnf" : name,
            "apk" when verb is "add" or "update" or "upgrade" && !command.Contains("--no-cache") => "apk",
            "zypper" when verb is "install" or "in" or "update" or "up" or "refresh" or "ref" => "zypper",
            _ => null,
        };
    }

    /// <summary>Whether a command cleans a package manager's cache.</summary>
    public static bool Cleans(ImmutableArray<string> command, string manager)
    {
        string name = ImagePath.Name(command[0]);
        if (name is "rm" or "find")
        {
            return command.Any(w => Folders(manager).Any(f => w.StartsWith(f, StringComparison.Ordinal) || (w.Length > 4 && f.StartsWith(w.TrimEnd('*', '/'), StringComparison.Ordinal))));
        }

        return manager switch
        {
            "yum" or "dnf" or "microdnf" => name is "yum" or "dnf" or "dnf5" or "microdnf" && command.Contains("clean"),
            "zypper" => name == "zypper" && (command.Contains("clean") || command.Contains("cc")),
            "apk" => name == "apk" && command.Contains("cache") && command.Contains("clean"),
            _ => false,
        };
    }

    /// <summary>What to do.</summary>
    public static string FixOf(string manager) => manager switch
    {
        "apt" => "Append '&& rm -rf /var/lib/apt/lists/*' to the RUN, or mount the cache with --mount=type=cache.",
        "apk" => "Write 'apk add --no-cache …', or mount the cache with --mount=type=cache.",
        "zypper" => "Append '&& zypper clean --all' to the RUN, or mount the cache with --mount=type=cache.",
        _ => $"Append '&& {manager} clean all' to the RUN, or mount the cache with --mount=type=cache.",
    };

    private static string[] Folders(string manager) => manager switch
    {
        "apt" => ["/var/lib/apt/lists"],
        "apk" => ["/var/cache/apk", "/etc/apk/cache"],
        "zypper" => ["/var/cache/zypp"],
        _ => ["/var/cache/yum", "/var/cache/dnf", "/var/cache/libdnf5"],
    };
}
