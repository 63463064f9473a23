using OpenShift.NET.Sdk.Images.Elf;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.Libraries;

/// <summary>Follows what programs and libraries of an image need, as the dynamic loader does, and says where it would give up.</summary>
/// <remarks>
/// What is said is certain: a library counts as missing only when no file of the image has its name, and a version only when none of them has it. One that lies outside the folders that are searched may have been
/// loaded by its path before, or be found through a variable that a script sets.
/// </remarks>
internal sealed class LibraryInspection
{
    private const int MostFiles = 2000;

    private readonly FileTree _tree;
    private readonly ElfMachine _machine;
    private readonly LibrarySearch _search;
    private readonly bool _emulatesGlibc;
    private readonly Dictionary<string, IReadOnlyList<LibraryFault>> _known = new(StringComparer.Ordinal);
    private Dictionary<string, List<FileVersion>>? _named;

    /// <summary>Makes an inspection for the processes of an image.</summary>
    /// <param name="tree">The files of the image.</param>
    /// <param name="machine">The machine of the image.</param>
    /// <param name="loader">Path of the loader that the process is started with, as <c>PT_INTERP</c> names it.</param>
    /// <param name="libraryPath"><c>LD_LIBRARY_PATH</c> of the process; <see langword="null"/> when it is not set or known only in the run.</param>
    public LibraryInspection(FileTree tree, ElfMachine machine, string loader, string? libraryPath)
    {
        _tree = tree;
        _machine = machine;
        var files = new ImageFileSystem(tree);
        var configuration = LoaderConfiguration.Read(files, loader, machine);
        if (libraryPath is not null)
        {
            configuration = configuration with { Folders = [.. libraryPath.Split([':', ';'], StringSplitOptions.RemoveEmptyEntries), .. configuration.Folders] };
        }

        _search = new LibrarySearch(files, configuration, machine);

        // gcompat puts glibc's loader and functions on top of musl.
        _emulatesGlibc = files.ResolveFile("/lib/libgcompat.so.0") is not null;
    }

    /// <summary>Whether the process runs on musl.</summary>
    public bool IsMusl => _search.Loader.IsMusl;

    /// <summary>Whether the system's folders have a library.</summary>
    public bool HasSystemLibrary(string name) => _search.Find(name) is not null;

    /// <summary>Whether any file of the image has this name, or says it is this library (<c>DT_SONAME</c>).</summary>
    public bool HasAnywhere(string name) => Named(name).Count > 0;

    // By the name of the file, of a link to it, and by DT_SONAME.
    private List<FileVersion> Named(string name)
    {
        if (_named is null)
        {
            _named = new Dictionary<string, List<FileVersion>>(StringComparer.Ordinal);
            foreach (FileVersion file in _tree.Visible)
            {
                if (file.File.Kind == FileKind.SymbolicLink || file.File.Marks.HasFlag(ContentMarks.Elf))
                {
                    Add(ImagePath.Name(file.Path), file);
                    if (file.File.Elf?.SoName is { } soName && soName != ImagePath.Name(file.Path))
                    {
                        Add(soName, file);
                    }
                }
            }
        }

        return _named.GetValueOrDefault(name) ?? [];

        void Add(string key, FileVersion file)
        {
            if (!_named.TryGetValue(key, out List<FileVersion>? files))
            {
                _named.Add(key, files = []);
            }

            files.Add(file);
        }
    }

    /// <summary>Why a file would not be loaded; nothing when it would, or when what it needs is not known.</summary>
    /// <param name="path">Its path, without links.</param>
    public IReadOnlyList<LibraryFault> FaultsOf(string path)
    {
        if (!_known.TryGetValue(path, out IReadOnlyList<LibraryFault>? faults))
        {
            _known.Add(path, faults = Follow(path));
        }

        return faults;
    }

    private List<LibraryFault> Follow(string first)
    {
        var faults = new List<LibraryFault>();
        if (_search.Read(first) is { Interpreter: { } loader } && !_tree.TryResolve(loader, out _))
        {
            return [new LibraryFault(LibraryFaultKind.LoaderMissing, loader, first)];
        }

        var seen = new HashSet<string>(StringComparer.Ordinal) { first };
        var ahead = new Queue<string>([first]);
        while (ahead.TryDequeue(out string? path) && seen.Count < MostFiles)
        {
            if (_search.Read(path) is not { IsPartial: false } file)
            {
                continue;
            }

            var found = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (string name in file.Needed)
            {
                if (_search.Find(name, file, path) is { } library)
                {
                    found[name] = library.RealPath;
                    if (seen.Add(library.RealPath))
                    {
                        ahead.Enqueue(library.RealPath);
                    }
                }
                else if (!(IsMusl && LibraryClosure.IsPartOfMusl(name)) && !HasAnywhere(name))
                {
                    faults.Add(new LibraryFault(LibraryFaultKind.LibraryMissing, name, path));
                }
            }

            if (!IsMusl)
            {
                AddVersions(file, path, found, faults);
            }
            else if (!_emulatesGlibc && file.NeededVersions.Any(static n => n.Library == "libc.so.6"))
            {
                faults.Add(new LibraryFault(LibraryFaultKind.NeedsGlibc, "libc.so.6", path));
            }
        }

        return faults;
    }

    // A library without any versions is taken as it is (dl-version.c: "no version information available").
    private void AddVersions(ElfFile file, string path, Dictionary<string, string> found, List<LibraryFault> faults)
    {
        foreach (ElfVersionNeed need in file.NeededVersions)
        {
            if (!found.TryGetValue(need.Library, out string? library) || _search.Read(library) is not { IsPartial: false, DefinedVersions: { IsEmpty: false } has })
            {
                continue;
            }

            foreach (string version in need.Versions)
            {
                if (!has.Contains(version) && !IsDefinedAnywhere(need.Library, version))
                {
                    faults.Add(new LibraryFault(LibraryFaultKind.VersionMissing, version, path, library));
                }
            }
        }
    }

    // Another file of the library's name may come first: through a variable of a script, or because it was loaded by its path before.
    private bool IsDefinedAnywhere(string library, string version) =>
        Named(library).Any(f => _tree.TryResolve(f.Path, out FileVersion? file) && file.File.Elf is { } elf && elf.Machine == _machine && elf.DefinedVersions.Contains(version, StringComparer.Ordinal));
}
