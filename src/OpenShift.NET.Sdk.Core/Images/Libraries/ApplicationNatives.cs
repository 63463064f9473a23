using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Elf;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Runtimes;
using OpenShift.NET.Sdk.Images.StartScripts;

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

    private ApplicationNatives(FileTree tree, ElfMachine machine, LibraryInspection inspection, ImmutableArray<FileVersion> started, ImmutableArray<FileVersion> others, string? folder)
    {
        _tree = tree;
        _inspection = inspection;
        Machine = machine;
        Started = started;
        StartedBeside = others;
        Folder = folder;
        string architecture = machine.Architecture switch { "amd64" => "x64", "386" => "x86", var other => other };
        RuntimeIdentifier = "linux-" + architecture;
        MuslRuntimeIdentifier = "linux-musl-" + architecture;
        string[] glibc = [RuntimeIdentifier, "linux", "unix-" + architecture, "unix", "any"];
        _runtimeIdentifiers = inspection.IsMusl ? [MuslRuntimeIdentifier, "linux-musl", .. glibc] : glibc;
    }

    /// <summary>What the image's platform runs.</summary>
    public ElfMachine Machine { get; }

    /// <summary>What .NET calls the platform with glibc, for example <c>linux-x64</c>.</summary>
    public string RuntimeIdentifier { get; }

    /// <summary>What .NET calls the platform with musl, for example <c>linux-musl-x64</c>.</summary>
    public string MuslRuntimeIdentifier { get; }

    /// <summary>The ELF programs the container does not start without, in order: wrappers, interpreter, program, what takes the place of its script.</summary>
    public ImmutableArray<FileVersion> Started { get; }

    /// <summary>The other ELF programs that scripts and supervisors start, in order; a run may do without one.</summary>
    public ImmutableArray<FileVersion> StartedBeside { get; }

    /// <summary>The folder of the application; <see langword="null"/> when it is not known.</summary>
    public string? Folder { get; }

    /// <summary>Whether the folder is not known although the image has an application: what its assemblies import is not looked at.</summary>
    public bool HasUnknownApplication => Folder is null && _tree.Visible.Any(static f =>
        f.File.Kind == FileKind.File && (f.Path.EndsWith(".runtimeconfig.json", StringComparison.Ordinal) || f.Path.EndsWith(".deps.json", StringComparison.Ordinal))
        && !f.Path.Contains("/shared/", StringComparison.Ordinal) && !f.Path.Contains("/sdk/", StringComparison.Ordinal));

    /// <summary>What the dynamic loader would say.</summary>
    public LibraryInspection Inspection => _inspection;

    /// <summary>The libraries of the .NET runtime that every process of it loads.</summary>
    public IEnumerable<FileVersion> Runtime => _tree.Visible.Where(f =>
        f.File.Elf is not null && RuntimeNames.Contains(ImagePath.Name(f.Path), StringComparer.Ordinal)
        && (ImagePath.Parent(f.Path) == Folder || f.Path.Contains("/shared/Microsoft.NETCore.App/", StringComparison.Ordinal) || f.Path.Contains("/host/fxr/", StringComparison.Ordinal)));

    /// <summary>Finds the native code of an image; <see langword="null"/> for a platform whose machine is not known.</summary>
    /// <param name="config">The image's configuration.</param>
    /// <param name="entryPoint">What the container starts.</param>
    /// <param name="processes">The programs that come of it, through scripts and supervisors.</param>
    /// <param name="application">The .NET application among them that is the container's purpose; <see langword="null"/> when there is none.</param>
    /// <param name="tree">The image's files.</param>
    /// <param name="applicationFolder">The folder a project puts its application in; <see langword="null"/> without one.</param>
    public static ApplicationNatives? Of(ImageConfig config, EntryPoint entryPoint, ImmutableArray<StartedProcess> processes, DotnetApplication? application, FileTree tree, string? applicationFolder)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(entryPoint);
        ArgumentNullException.ThrowIfNull(tree);
        if (ElfMachine.Of(config.Platform) is not { } machine)
        {
            return null;
        }

        EntryPoint start = entryPoint.ShellCommand ?? entryPoint;
        FileVersion[] started = Programs(
        [
            .. entryPoint.Wrappers, entryPoint.Program, Resolve(tree, entryPoint.Interpreter), .. start.Wrappers, start.Program, Resolve(tree, start.Interpreter),
            .. processes.Where(static p => p.IsCertain && p.Command is null or { ReplacesShell: true } or { Role: CommandRole.Application }).Select(static p => p.Program),
        ]);
        FileVersion[] others = [.. Programs(processes.Select(static p => p.Program)).Except(started)];
        StartedProcess? main = application?.Process ?? StartedProcesses.MainFirst(processes).FirstOrDefault(static p => p.Program?.File.Elf is not null);
        string loader = main?.Program?.File.Elf?.Interpreter ?? started.Select(static f => f.File.Elf!.Interpreter).LastOrDefault(static i => i is not null) ?? DefaultLoader(tree);
        if (!tree.TryResolve(loader, out _))
        {
            loader = DefaultLoader(tree);
        }

        return new ApplicationNatives(
            tree,
            machine,
            new LibraryInspection(tree, machine, loader, main is null ? config.Config.EnvironmentVariable("LD_LIBRARY_PATH") : main.Variable("LD_LIBRARY_PATH").Value),
            [.. started],
            [.. others],
            applicationFolder is not null ? ImagePath.Normalize(applicationFolder) : FolderOf(application, main, config, tree));
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

    private static FileVersion[] Programs(IEnumerable<FileVersion?> files) => [.. files.OfType<FileVersion>().Where(static f => f.File.Elf is not null).DistinctBy(static f => f.Path)];

    // What the processes tell, else the folder beside the program; a start script that is not understood stands for the working folder.
    private static string? FolderOf(DotnetApplication? application, StartedProcess? main, ImageConfig config, FileTree tree)
    {
        if (application is not null)
        {
            return application.Assembly is { } assembly ? ImagePath.Parent(assembly.Path) : application.Folder;
        }

        if (main?.Program is { } program && IsApplication(ImagePath.Parent(program.Path), tree))
        {
            return ImagePath.Parent(program.Path);
        }

        string working = ImagePath.Normalize(config.Config.WorkingDir ?? ImagePath.Root);
        return IsApplication(working, tree) ? working : null;
    }

    private static bool IsApplication(string folder, FileTree tree) =>
        folder != ImagePath.Root && tree.Children(folder).Any(static f => f.Path.EndsWith(".runtimeconfig.json", StringComparison.Ordinal) || f.Path.EndsWith(".deps.json", StringComparison.Ordinal));
}
