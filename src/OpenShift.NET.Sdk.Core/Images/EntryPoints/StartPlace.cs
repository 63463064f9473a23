using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.EntryPoints;

/// <summary>Where a program is started: what its name is looked up against.</summary>
/// <param name="WorkingDirectory">The working folder, absolute.</param>
/// <param name="SearchPath">The value of <c>PATH</c>.</param>
internal sealed record StartPlace(string WorkingDirectory, string SearchPath)
{
    /// <summary>The variables that programs on the way (<c>env NAME=VALUE</c>) set.</summary>
    public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The absolute path a program's name stands for; <see langword="null"/> when it is a bare name that no folder of <c>PATH</c> has.</summary>
    public string? Locate(string name, FileTree tree)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            return ImagePath.Combine(WorkingDirectory, name);
        }

        if (name.Length == 0)
        {
            return null;
        }

        string? notExecutable = null;
        foreach (string folder in SearchPath.Split(':'))
        {
            // Runtimes refuse to start what an empty or relative part of PATH would find (Go, os/exec, ErrDot).
            if (!folder.StartsWith('/'))
            {
                continue;
            }

            string path = ImagePath.Combine(folder, name);
            if (tree.TryResolve(path, out FileVersion? file) && file.File.Kind == FileKind.File)
            {
                if ((file.File.Mode & 0b001_001_001) != 0)
                {
                    return path;
                }

                notExecutable ??= path;
            }
        }

        // The search passes over it, but it is what the author meant; rules report the missing permission.
        return notExecutable;
    }
}
