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

    /// <summary>Those of one folder, which the host that lies in it looks at alone.</summary>
    /// <param name="tree">The image.</param>
    /// <param name="root">The folder of the host, normalised, links followed.</param>
    public static ImmutableDictionary<string, ImmutableHashSet<NuGetVersion>> InstalledIn(FileTree tree, string root)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var found = ImmutableDictionary<string, ImmutableHashSet<NuGetVersion>>.Empty;
        if (!tree.TryResolve(ImagePath.Combine(root, "shared"), out FileVersion? shared))
        {
            return found;
        }

        foreach (FileVersion framework in tree.Children(shared.Path))
        {
            if (!tree.TryResolve(framework.Path, out FileVersion? folder))
            {
                continue;
            }

            foreach (FileVersion version in tree.Children(folder.Path))
            {
                // A folder that a removed version left behind holds nothing.
                if (NuGetVersion.TryParse(ImagePath.Name(version.Path), out NuGetVersion? parsed)
                    && tree.TryResolve(version.Path, out FileVersion? files) && tree.Children(files.Path).Any())
                {
                    string name = ImagePath.Name(framework.Path);
                    found = found.SetItem(name, found.GetValueOrDefault(name, []).Add(parsed));
                }
            }
        }

        return found;
    }
}
