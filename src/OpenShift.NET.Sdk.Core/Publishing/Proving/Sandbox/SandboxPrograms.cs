using System.Collections.Immutable;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

/// <summary>The programs a sandbox is made of, by full path: what runs in it must not decide which are taken.</summary>
internal sealed class SandboxPrograms
{
    private static readonly (string Name, string Package)[] Needed =
    [
        ("bwrap", "bubblewrap"),
        ("unshare", "util-linux"),
        ("mount", "mount (dnf: util-linux)"),
        ("nsenter", "util-linux"),
        ("setpriv", "util-linux"),
        ("setsid", "util-linux"),
        ("sh", "dash (dnf: bash)"),
        ("env", "coreutils"),
    ];

    private readonly ImmutableDictionary<string, string> _paths;

    private SandboxPrograms(ImmutableDictionary<string, string> paths) => _paths = paths;

    /// <summary>bubblewrap.</summary>
    public string Bubblewrap => _paths["bwrap"];

    /// <summary>Makes namespaces.</summary>
    public string Unshare => _paths["unshare"];

    /// <summary>Mounts.</summary>
    public string Mount => _paths["mount"];

    /// <summary>Enters namespaces.</summary>
    public string Enter => _paths["nsenter"];

    /// <summary>Gives up privileges.</summary>
    public string SetPrivileges => _paths["setpriv"];

    /// <summary>Leaves the terminal, whose signals are for the build.</summary>
    public string SetSession => _paths["setsid"];

    /// <summary>The shell.</summary>
    public string Shell => _paths["sh"];

    /// <summary>Starts a program without this environment.</summary>
    public string Environment => _paths["env"];

    /// <summary>All of them, in an order of their own.</summary>
    public IEnumerable<string> All => Needed.Select(n => _paths[n.Name]);

    /// <summary>Finds them.</summary>
    /// <param name="path">The environment variable <c>PATH</c>.</param>
    /// <param name="missing">What is missing, one sentence without a full stop.</param>
    /// <returns><see langword="null"/> when one is missing.</returns>
    public static SandboxPrograms? Find(string? path, out string? missing)
    {
        string folders = $"{path}:/usr/sbin:/usr/bin:/sbin:/bin";
        ImmutableDictionary<string, string>.Builder found = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach ((string name, string package) in Needed)
        {
            if (SearchPath.Find(folders, name) is not { } program)
            {
                missing = $"{name} is not installed: apt-get install {package.Split(' ')[0]} / dnf install {package.Split(": ")[^1].TrimEnd(')')}";
                return null;
            }

            found.Add(name, program);
        }

        missing = null;
        return new SandboxPrograms(found.ToImmutable());
    }
}
