using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Images.Layers;

/// <summary>
/// Divides the publish output into layers, what changes rarely first: writable folders, runtime, packages, static content,
/// project references, app. Pure.
/// </summary>
/// <remarks>
/// Every layer names the folders it needs and the base does not have, although a lower layer may name them too. So a layer's bytes
/// follow from its own files alone: a package that is added or a first static file does not change the layers beside it, which a
/// "named once, in the lowest layer" rule would. The price is half a kilobyte before compression per folder; entries of one path are always equal.
/// </remarks>
public static class LayerPlan
{
    private const string WebRoot = "wwwroot/";
    private const int FileMode = 0b110_100_100;
    private const int ExecutableMode = 0b111_101_101;
    private const int FolderMode = 0b111_101_101;
    private const int WritableFolderMode = 0b111_111_101;

    private static readonly (FileOrigin Origin, string Name)[] Groups =
    [
        (FileOrigin.RuntimePack, "runtime"),
        (FileOrigin.Package, "packages"),
        (FileOrigin.Content, "content"),
        (FileOrigin.ProjectReference, "project references"),
        (FileOrigin.App, "app"),
    ];

    /// <summary>Plans the layers, the lowest first; a group without files makes none.</summary>
    /// <exception cref="OpenShiftException">OSC0023: a path is invalid.</exception>
    public static ImmutableArray<PlannedLayer> Create(ProjectFacts facts, BaseDirectories baseDirectories)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(baseDirectories);
        string workingDirectory = baseDirectories.Resolve(ProjectPath.OfFolder(facts.Image.WorkingDirectory, "ContainerWorkingDirectory", facts));
        SortedSet<string> writable = new(StringComparer.Ordinal);
        foreach (WritablePath path in facts.Image.WritablePaths)
        {
            string folder = baseDirectories.Resolve(ProjectPath.OfFolder(path.Path, "OpenShiftWritablePath", facts));
            if (folder.Length == 0)
            {
                throw ProjectPath.Invalid("OpenShiftWritablePath", path.Path, "is the root of the image, which cannot be made writable", facts);
            }

            writable.Add(folder);
        }

        var layers = ImmutableArray.CreateBuilder<PlannedLayer>(Groups.Length + 1);
        AddWritableFolders(layers, writable, baseDirectories);
        ImmutableArray<string> leftOut = [.. facts.Files.Where(static f => f.LeftOutBecause is not null && f.Path.StartsWith(WebRoot, StringComparison.Ordinal)).Select(static f => f.Path[WebRoot.Length..]).Order(StringComparer.Ordinal)];
        HashSet<string> programs = Programs(facts, workingDirectory, baseDirectories);
        foreach ((FileOrigin origin, string name) in Groups)
        {
            var entries = new SortedDictionary<string, LayerEntry>(StringComparer.Ordinal);
            foreach (PublishFile file in facts.Files)
            {
                if (file.Origin == origin && file.LeftOutBecause is null)
                {
                    string path = Join(workingDirectory, ProjectPath.OfFile(file.Path, facts));
                    AddParents(entries, path, writable, baseDirectories);
                    entries[path] = new LayerEntry(path, file.Executable || programs.Contains(path) ? ExecutableMode : FileMode, file.Source) { LeftOutAssets = EndpointsManifest.Is(path) ? leftOut : [] };
                }
            }

            if (entries.Count > 0)
            {
                layers.Add(new PlannedLayer(name, [.. entries.Values]));
            }
        }

        return layers.ToImmutable();
    }

    private static void AddWritableFolders(ImmutableArray<PlannedLayer>.Builder layers, SortedSet<string> writable, BaseDirectories baseDirectories)
    {
        var entries = new SortedDictionary<string, LayerEntry>(StringComparer.Ordinal);
        foreach (string folder in writable)
        {
            if (!baseDirectories.IsWritableByArbitraryUser(folder))
            {
                AddParents(entries, folder, writable, baseDirectories);
                entries[folder] = new LayerEntry(folder, WritableFolderMode);
            }
        }

        if (entries.Count > 0)
        {
            layers.Add(new PlannedLayer("writable folders", [.. entries.Values]));
        }
    }

    private static void AddParents(SortedDictionary<string, LayerEntry> entries, string path, SortedSet<string> writable, BaseDirectories baseDirectories)
    {
        for (int slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            string folder = path[..slash];
            if (entries.ContainsKey(folder))
            {
                return;
            }

            bool isWritable = writable.Contains(folder);
            if (isWritable ? !baseDirectories.IsWritableByArbitraryUser(folder) : !baseDirectories.Has(folder))
            {
                entries[folder] = new LayerEntry(folder, isWritable ? WritableFolderMode : FolderMode);
            }
        }
    }

    // What the image starts is executable whatever the publish item says: the apphost carries no mark of its own.
    private static HashSet<string> Programs(ProjectFacts facts, string workingDirectory, BaseDirectories baseDirectories)
    {
        var programs = new HashSet<string>(StringComparer.Ordinal);
        foreach (ImmutableArray<string> command in (ReadOnlySpan<ImmutableArray<string>>)[facts.Image.AppCommand, facts.Image.Entrypoint])
        {
            if (!command.IsDefaultOrEmpty && command[0].Length > 0)
            {
                string program = command[0].Replace('\\', '/');
                programs.Add(program.StartsWith('/')
                    ? baseDirectories.Resolve(program)
                    : Join(workingDirectory, program.StartsWith("./", StringComparison.Ordinal) ? program[2..] : program));
            }
        }

        return programs;
    }

    private static string Join(string folder, string path) => folder.Length == 0 ? path : folder + "/" + path;
}
