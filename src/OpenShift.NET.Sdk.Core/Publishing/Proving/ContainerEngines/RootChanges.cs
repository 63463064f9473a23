using System.Collections.Immutable;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>What <c>diff</c> says was changed in a container's root file system.</summary>
internal static class RootChanges
{
    // Written by the engines themselves: names and addresses, the arbitrary user's line, marks of the kind of container, mount points.
    private static readonly string[] OfEngine =
    [
        "/etc/passwd", "/etc/group", "/etc/hosts", "/etc/resolv.conf", "/etc/hostname", "/etc/mtab", "/.dockerenv", "/run/.containerenv", "/run/secrets", "/dev", "/proc", "/sys",
    ];

    /// <summary>Reads the lines, <c>A|C|D PATH</c>.</summary>
    /// <param name="output">What was printed.</param>
    /// <param name="mounted">Paths of volumes: what is in them is not of the root file system.</param>
    /// <param name="workingDirectory">The working directory, which the engine makes where the image has none.</param>
    /// <returns>Paths and what was done to them, without folders that are told only because something in them was changed.</returns>
    public static ImmutableArray<(string Path, FileChange Change)> Parse(string output, IEnumerable<string> mounted, string workingDirectory)
    {
        var changes = new List<(string Path, FileChange Change)>();
        foreach (string line in output.Split('\n'))
        {
            string text = line.TrimEnd('\r');
            if (text.Length > 2 && text[1] == ' ' && text[2] == '/')
            {
                FileChange? change = text[0] switch { 'A' => FileChange.Created, 'C' => FileChange.Changed, 'D' => FileChange.Deleted, _ => null };
                if (change is { } known)
                {
                    changes.Add((text[2..], known));
                }
            }
        }

        string[] points = [.. mounted.Select(static m => m.TrimEnd('/'))];
        changes.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        var kept = ImmutableArray.CreateBuilder<(string, FileChange)>();
        var parents = changes.Select(static c => ParentOf(c.Path)).ToHashSet(StringComparer.Ordinal);
        foreach ((string path, FileChange change) in changes)
        {
            if (!parents.Contains(path)
                && !OfEngine.Any(o => path == o || path.StartsWith(o + "/", StringComparison.Ordinal))
                && path is not ("/etc" or "/run")
                && path != workingDirectory.TrimEnd('/')
                && !points.Any(p => p == path || p.StartsWith(path + "/", StringComparison.Ordinal) || path.StartsWith(p + "/", StringComparison.Ordinal)))
            {
                kept.Add((path, change));
            }
        }

        return kept.ToImmutable();
    }

    private static string ParentOf(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];
}
