using System.Collections.Frozen;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.Engine;

/// <summary>Leads findings to what the user can change: to the line of the file that somebody wrote, else to the project file; never to a file that the build made.</summary>
/// <param name="publication">What is judged.</param>
internal sealed class UserPlaces(Publication publication)
{
    private readonly Lazy<FrozenDictionary<string, string>> _written = new(() => WrittenFiles(publication.Project!));
    private readonly Lazy<FrozenSet<string>> _generated = new(() =>
        (publication.Manifests?.Files ?? []).Select(static f => f.FullPath).OfType<string>().ToFrozenSet(StringComparer.Ordinal));

    /// <summary>The same location with its place in the user's sources; as it is when there is no project.</summary>
    public Location Of(Location where)
    {
        if (publication.Project is not { } project || (where.Source is { } source && !_generated.Value.Contains(source.File)))
        {
            return where;
        }

        return where with
        {
            Source = where is { ImageFile: { } file, Origin: Origin.App } && _written.Value.TryGetValue(file, out string? written)
                ? new SourceLocation(written, where.FileLine, where.FileColumn)
                : project.PlaceOf(),
        };
    }

    private static FrozenDictionary<string, string> WrittenFiles(ProjectFacts project)
    {
        string folder = project.Image.WorkingDirectory.TrimEnd('/') + "/";
        return project.Files.Where(static f => f is { WrittenIn: not null, LeftOutBecause: null }).ToFrozenDictionary(f => folder + f.Path, static f => f.WrittenIn!, StringComparer.Ordinal);
    }
}
