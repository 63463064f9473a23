using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.Dockerfiles;

/// <summary>The words of a package manager's command line: <c>apt-get -o Acquire::Retries=3 install curl</c>.</summary>
internal static class PackageManagerCommand
{
    // Options whose value is a word of its own (apt-get(8), dnf(8), apk(8), zypper(8)).
    private static readonly string[] s_optionsWithValue =
    [
        "-o", "--option", "-c", "--config-file", "-t", "--target-release", "-a", "--host-architecture",
        "--installroot", "--releasever", "--enablerepo", "--disablerepo", "--repo", "--repoid", "--setopt", "--exclude", "-x", "--config", "--forcearch",
        "-p", "--root", "-X", "--repository", "--keys-dir", "--repositories-file", "--cache-dir", "--arch",
        "-R", "-D", "--reposd-dir",
    ];

    /// <summary>The command without <c>sudo</c>, <c>env</c> and assignments in front.</summary>
    public static ImmutableArray<string> Bare(ImmutableArray<string> command)
    {
        int i = 0;
        while (i < command.Length - 1 && (command[i] is "sudo" or "env" or "exec" or "command" || (i > 0 && command[i].Contains('=', StringComparison.Ordinal))))
        {
            i++;
        }

        return command[i..];
    }

    /// <summary>What the manager is told to do: its first word that is neither an option nor the value of one; <see langword="null"/> when there is none.</summary>
    public static string? VerbOf(ImmutableArray<string> command)
    {
        for (int i = 1; i < command.Length; i++)
        {
            if (!command[i].StartsWith('-'))
            {
                return command[i];
            }

            if (s_optionsWithValue.Contains(command[i], StringComparer.Ordinal))
            {
                i++;
            }
        }

        return null;
    }
}
