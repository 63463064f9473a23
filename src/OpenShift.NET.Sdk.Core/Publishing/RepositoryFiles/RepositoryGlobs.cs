using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Publishing.RepositoryFiles;

/// <summary>The files that <c>OpenShiftRepositoryManifests</c> names: paths from the top of the repository or from the project's folder, <c>*</c> and <c>?</c> within a name, <c>**</c> for any folders.</summary>
internal sealed class RepositoryGlobs(ImmutableArray<string> patterns, string root, string projectFolder)
{
    /// <summary>The value with which nothing is looked for.</summary>
    public const string None = "None";

    private readonly ImmutableArray<string[]> _patterns = [.. patterns.Select(static p => p.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries).Where(static s => s != ".").ToArray())];

    /// <summary>Whether nothing is named, so that they are found by what they run.</summary>
    public bool IsAuto => _patterns.IsEmpty;

    /// <summary>Whether a file is one of them.</summary>
    public bool Has(string path) => IsAuto || Matches(Path.GetRelativePath(root, path)) || Matches(Path.GetRelativePath(projectFolder, path));

    private bool Matches(string path)
    {
        string[] parts = path.Replace('\\', '/').Split('/');
        return _patterns.Any(p => Matches(p, parts));
    }

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.IsEmpty)
        {
            return path.IsEmpty;
        }

        if (pattern[0] == "**")
        {
            return Matches(pattern[1..], path) || (!path.IsEmpty && Matches(pattern, path[1..]));
        }

        return !path.IsEmpty && System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern[0], path[0], ignoreCase: false) && Matches(pattern[1..], path[1..]);
    }
}
