using System.Collections.Immutable;
using System.Text.Json;

namespace OpenShift.NET.Sdk.Publishing.Solutions;

/// <summary>A solution filter (<c>.slnf</c>). MSBuild lists all projects of a solution whatever filter it was given, also those that are not on this machine or that only another system can read.</summary>
internal static class SolutionFilter
{
    private static readonly JsonDocumentOptions s_lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The projects that a filter names.</summary>
    /// <param name="projects">Those of the solution.</param>
    /// <param name="file">Full path of what is built; all projects when it is no filter, or one that MSBuild itself would refuse.</param>
    public static ImmutableArray<SolutionProject> Apply(ImmutableArray<SolutionProject> projects, string? file)
    {
        if (file is null || !Path.GetExtension(file).Equals(".slnf", StringComparison.OrdinalIgnoreCase))
        {
            return projects;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file), s_lenient);
            JsonElement solution = document.RootElement.GetProperty("solution");
            string folder = Path.GetDirectoryName(Path.GetFullPath(Native(solution.GetProperty("path").GetString()!), Path.GetDirectoryName(file)!))!;
            HashSet<string> named = [.. solution.GetProperty("projects").EnumerateArray().Select(p => Path.GetFullPath(Native(p.GetString()!), folder))];
            return [.. projects.Where(p => named.Contains(p.Path))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            return projects;
        }
    }

    // Written on Windows, they have backslashes.
    private static string Native(string path) => path.Replace('\\', Path.DirectorySeparatorChar);
}
