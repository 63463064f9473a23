using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Elf;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.Libraries;

/// <summary>The native code of an image that its process loads: what the container starts, the .NET runtime's libraries, and those that assemblies of the application import.</summary>
internal sealed class ApplicationNatives
{
    // The ones no .NET process starts without; others are loaded when they are needed, or tried.
    private static readonly string[] RuntimeNames = ["libcoreclr.so", "libclrjit.so", "libhostfxr.so", "libhostpolicy.so", "libSystem.Native.so"];

    private readonly FileTree _tree;
    private readonly LibraryInspection _inspection;
    private readonly string[] _runtimeIdentifiers;
    private HashSet<string>? _stems;

    private ApplicationNatives(FileTree tree, ElfMachine machine, LibraryInspection inspection, ImmutableArray<FileVersion> started, string? folder)
    {
        _tree = tree;
        _inspection = inspection;
        Machine = machine;
        Started = started;
        Folder = folder;
        string architecture = machine.Architecture switch { "amd64" => "x64", "386" => "x86", var other => other };
        string[] glibc = ["linux-" + architecture, "linux", "unix-" + architecture, "unix", "any"];
        _runtimeIdentifiers = inspection.IsMusl ? ["linux-musl-" + architecture, "linux-musl", .. glibc] : glibc;
    }

    /// <summary>What the image's platform runs.</summary>
    public ElfMachine Machine { get; }

    /// <summary>The ELF programs the container starts, in order: wrappers, interpreter, program.</summary>
    public ImmutableArray<FileVersion> Started { get; }

    /// <summary>The folder of the application; <see langword="null"/> when it is not known.</summary>
    public string? Folder { get; }

    /// <summary>What the dynamic loader would say.</summary>
    public LibraryInspection Inspection => _inspection;

    /// <summary>The libraries of the .NET runtime that every process of it loads.</summary>
    public IEnumerable<FileVersion> Runtime => _tree.Visible.Where(f =>
        f.File.Elf is not null && RuntimeNames.Contains(ImagePath.Name(f.Path), StringComparer.Ordinal)
        && (ImagePath.Parent(f.Path) == Folder || f.Path.Contains("/shared/Microsoft.NETCore.App/", StringComparison.Ordinal) || f.Path.Contains("/host/fxr/", StringComparison.Ordinal)));

    /// <summary>Finds the native code of an image; <see langword="null"/> for a platform whose machine is not known.</summary>
    public static ApplicationNatives? Of(ImageConfig config, EntryPoint entryPoint, FileTree tree, string? applicationFolder)
    {
        if (ElfMachine.Of(config.Platform) is not { } machine)
        {
            return null;
        }

        EntryPoint start = entryPoint.ShellCommand ?? entryPoint;
        var started = ImmutableArray.CreateBuilder<FileVersion>();
        foreach (FileVersion? file in (FileVersion?[])[.. entryPoint.Wrappers, entryPoint.Program, Resolve(tree, entryPoint.Interpreter), .. start.Wrappers, start.Program, Resolve(tree, start.Interpreter)])
        {
            if (file?.File.Elf is not null && !started.Contains(file))
            {
                started.Add(file);
            }
        }

        string loader = started.Select(static f => f.File.Elf!.Interpreter).LastOrDefault(static i => i is not null) ?? DefaultLoader(tree);
        if (!tree.TryResolve(loader, out _))
        {
            loader = DefaultLoader(tree);
        }

        return new ApplicationNatives(
            tree,
            machine,
            new LibraryInspection(tree, machine, loader, config.Config.EnvironmentVariable("LD_LIBRARY_PATH")),
            started.ToImmutable(),
            applicationFolder is not null ? Trim(applicationFolder) : FolderOf(start, config, tree));
    }

    /// <summary>What the assemblies of the application import, the operating systems' own names left out, ordered by assembly and name.</summary>
    public ImmutableArray<NativeImport> Imports()
    {
        var imports = ImmutableArray.CreateBuilder<NativeImport>();
        if (Folder is null)
        {
            return [];
        }

        foreach (FileVersion assembly in _tree.Descendants(Folder))
        {
            foreach (string name in assembly.File.NativeImports)
            {
                if (!NativeNames.IsSystem(name))
                {
                    imports.Add(new NativeImport(name, assembly, AssetOf(name, assembly), IsOfSystem(name)));
                }
            }
        }

        return imports.ToImmutable();
    }

    /// <summary>Whether the application has an ELF file that could be the library of an import, wherever it lies and whatever it is for.</summary>
    public bool HasNamesake(string name) => (_stems ??= Stems()).Contains(NativeNames.Stem(name));

    // Beside the assembly and the application, or among the assets of the best runtime identifier, as the host chooses them from the dependency file.
    private FileVersion? AssetOf(string name, FileVersion assembly)
    {
        foreach (string folder in (IEnumerable<string>)[ImagePath.Parent(assembly.Path), Folder!, .. _runtimeIdentifiers.Select(rid => $"{Folder}/runtimes/{rid}/native")])
        {
            foreach (string candidate in NativeNames.Candidates(name))
            {
                if (_tree.TryResolve(ImagePath.Combine(folder, candidate), out FileVersion? file) && file.File.Elf is not null)
                {
                    return file;
                }
            }
        }

        return null;
    }

    private bool IsOfSystem(string name) => name.StartsWith('/') ? _tree.TryResolve(name, out _) : NativeNames.Candidates(name).Any(_inspection.HasSystemLibrary);

    private HashSet<string> Stems() =>
        Folder is null ? [] : [.. _tree.Descendants(Folder).Where(static f => f.File.Elf is not null).Select(static f => NativeNames.Stem(ImagePath.Name(f.Path)))];

    private static FileVersion? Resolve(FileTree tree, string? path) => path is not null && path.StartsWith('/') && tree.TryResolve(path, out FileVersion? file) ? file : null;

    private static string DefaultLoader(FileTree tree) =>
        tree.Children("/lib").FirstOrDefault(static f => ImagePath.Name(f.Path).StartsWith("ld-musl-", StringComparison.Ordinal))?.Path ?? "/lib64/ld-linux.so.2";

    // "dotnet App.dll", or the application's own host; a start script stands for the working folder.
    private static string? FolderOf(EntryPoint start, ImageConfig config, FileTree tree)
    {
        foreach (string argument in start.ProgramArguments)
        {
            if (argument.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            {
                return ImagePath.Parent(ImagePath.Combine(start.WorkingDirectory, argument));
            }
        }

        if (start.Program is { } program && IsApplication(ImagePath.Parent(program.Path), tree))
        {
            return ImagePath.Parent(program.Path);
        }

        string working = Trim(config.Config.WorkingDir ?? ImagePath.Root);
        return IsApplication(working, tree) ? working : null;
    }

    private static bool IsApplication(string folder, FileTree tree) =>
        folder != ImagePath.Root && tree.Children(folder).Any(static f => f.Path.EndsWith(".runtimeconfig.json", StringComparison.Ordinal) || f.Path.EndsWith(".deps.json", StringComparison.Ordinal));

    private static string Trim(string folder) => ImagePath.Normalize(folder);
}
