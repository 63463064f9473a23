using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Reading;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.StartScripts;

namespace OpenShift.NET.Sdk.Publishing.AnyImage;

/// <summary>The code of the .NET application an image starts: its assembly and those of its own projects, which its dependency file tells from packages.</summary>
internal static class ImageCode
{
    private const long LargestFile = 64L << 20;
    private const long LargestDependencyFile = 8L << 20;

    // Reading takes a hundred times as much memory; an application's own code is seldom a tenth of this.
    private const long LargestProgram = 128L << 20;
    private const int MostAssemblies = 256;

    /// <summary>Reads it; <see langword="null"/> when the image starts no .NET application whose assemblies lie in files.</summary>
    /// <exception cref="InvalidDataException">A layer cannot be decompressed.</exception>
    /// <exception cref="IOException">The temporary folder cannot be written.</exception>
    public static async Task<CodeFacts?> ReadAsync(Image image, FileTree tree, CancellationToken cancellationToken)
    {
        if (ProgramOf(image, tree) is not { } program)
        {
            return null;
        }

        string folder = Directory.CreateTempSubdirectory("openshift-image-").FullName;
        try
        {
            string dependencies = Path.Combine(folder, "deps.json");
            if (TryFind(tree, program[..^".dll".Length] + ".deps.json", out FileVersion? dependencyFile) && dependencyFile.File.Size <= LargestDependencyFile)
            {
                await LayerFiles.CopyAsync(image, new Dictionary<FileVersion, string> { [dependencyFile] = dependencies }, cancellationToken).ConfigureAwait(false);
            }

            var assemblies = new List<string>();
            var files = new Dictionary<FileVersion, string>();
            long size = 0;
            foreach (string name in OwnAssemblies(dependencies).Prepend(ImagePath.Name(program)).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostAssemblies))
            {
                string path = ImagePath.Combine(ImagePath.Parent(program), name);
                if (TryFind(tree, path, out FileVersion? assembly) && size + assembly.File.Size <= LargestProgram)
                {
                    size += assembly.File.Size;
                    string target = Path.Combine(folder, name);
                    assemblies.Add(target);
                    files[assembly] = target;
                    if (TryFind(tree, path[..^".dll".Length] + ".pdb", out FileVersion? symbols) && size + symbols.File.Size <= LargestProgram)
                    {
                        size += symbols.File.Size;
                        files[symbols] = Path.ChangeExtension(target, ".pdb");
                    }
                }
            }

            await LayerFiles.CopyAsync(image, files, cancellationToken).ConfigureAwait(false);
            return CodeReader.Read(assemblies, null, dependencies, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // "dotnet App.dll", or the host App beside App.dll: of the entry point, of its script, of a supervisor's programs.
    private static string? ProgramOf(Image image, FileTree tree)
    {
        EntryPoint start = EntryPointResolver.Resolve(image.Config.Config, tree);
        StartScript? script = StartScriptReader.Read(start, image.Config.Config, tree);
        return StartedApplication.Of(StartedProcesses.Of(start, script, image.Config.Config, tree), tree)?.Assembly is { } assembly && TryFind(tree, assembly, out _) ? assembly : null;
    }

    private static bool TryFind(FileTree tree, string path, [NotNullWhen(true)] out FileVersion? file) =>
        tree.TryResolve(path, out file) && file.File is { Kind: FileKind.File, Size: <= LargestFile };

    private static ImmutableArray<string> OwnAssemblies(string dependencyFile)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        try
        {
            if (!File.Exists(dependencyFile))
            {
                return [];
            }

            using var document = JsonDocument.Parse(File.ReadAllBytes(dependencyFile));
            var projects = document.RootElement.GetProperty("libraries").EnumerateObject().Where(static l => l.Value.GetProperty("type").ValueEquals("project")).Select(static l => l.Name).ToHashSet(StringComparer.Ordinal);
            foreach (JsonProperty library in document.RootElement.GetProperty("targets").EnumerateObject().SelectMany(static t => t.Value.EnumerateObject()).Where(l => projects.Contains(l.Name)))
            {
                if (library.Value.TryGetProperty("runtime", out JsonElement runtime))
                {
                    names.AddRange(runtime.EnumerateObject().Select(static f => ImagePath.Name("/" + f.Name)).Where(static n => n.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)));
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // The program itself is there all the same.
        }

        return names.ToImmutable();
    }
}
