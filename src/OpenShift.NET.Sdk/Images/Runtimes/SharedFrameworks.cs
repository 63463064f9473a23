using System.Collections.Immutable;
using NuGet.Versioning;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.Runtimes;

/// <summary>The .NET shared frameworks that are installed in an image: the folders <c>DOTNET_ROOT/shared/NAME/VERSION</c>.</summary>
public static class SharedFrameworks
{
    private const string Shared = "/shared/";

    /// <summary>Versions by framework name, for example <c>Microsoft.NETCore.App</c>; every version once, in no particular order.</summary>
    public static ImmutableDictionary<string, ImmutableHashSet<NuGetVersion>> InstalledIn(FileTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var found = ImmutableDictionary<string, ImmutableHashSet<NuGetVersion>>.Empty;
        ReadOnlySpan<char> folder = default;
        foreach (FileVersion file in tree.Visible)
        {
            ReadOnlySpan<char> path = file.Path;
            int shared = path.IndexOf(Shared, StringComparison.Ordinal);
            if (shared < 0 || file.File.Kind != FileKind.File || (!folder.IsEmpty && path.StartsWith(folder, StringComparison.Ordinal)))
            {
                continue;
            }

            ReadOnlySpan<char> rest = path[(shared + Shared.Length)..];
            int name = rest.IndexOf('/');
            int version = name < 0 ? -1 : rest[(name + 1)..].IndexOf('/');
            if (version > 0
                && rest.StartsWith("Microsoft.", StringComparison.Ordinal)
                && NuGetVersion.TryParse(rest.Slice(name + 1, version).ToString(), out NuGetVersion? parsed))
            {
                // The folder's other files, hundreds of them, say nothing new.
                folder = path[..(shared + Shared.Length + name + 1 + version + 1)];
                string framework = rest[..name].ToString();
                found = found.SetItem(framework, found.GetValueOrDefault(framework, []).Add(parsed));
            }
        }

        return found;
    }
}
