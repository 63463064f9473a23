using OpenShift.NET.Sdk.Images.Elf;

namespace OpenShift.NET.Sdk.Images.Libraries;

/// <summary>Finds libraries the way the dynamic loader does (ld.so(8)), without its cache.</summary>
/// <param name="files">Where they are looked for.</param>
/// <param name="loader">Where the loader looks.</param>
/// <param name="machine">The machine libraries must be for; others are passed over, as the loader does.</param>
internal sealed class LibrarySearch(IFileSystemView files, LoaderConfiguration loader, ElfMachine machine)
{
    private readonly Dictionary<string, ElfFile?> _read = new(StringComparer.Ordinal);

    /// <summary>Where the loader looks.</summary>
    public LoaderConfiguration Loader => loader;

    /// <summary>Reads a file; <see langword="null"/> when it is no ELF file, or a damaged one.</summary>
    /// <param name="realPath">Its path, without links.</param>
    public ElfFile? Read(string realPath)
    {
        if (!_read.TryGetValue(realPath, out ElfFile? file))
        {
            _read.Add(realPath, file = files.ReadElf(realPath));
        }

        return file;
    }

    /// <summary>Finds a library in the system's folders.</summary>
    /// <param name="name">Its name, for example <c>libssl.so.3</c>.</param>
    public FoundLibrary? Find(string name)
    {
        foreach (string folder in loader.Folders)
        {
            if (At(name, folder + "/" + name, throughRunPath: false) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Finds a library that a file needs.</summary>
    /// <param name="name">Its name as <c>DT_NEEDED</c> says it; a path when it has a slash.</param>
    /// <param name="neededBy">The file that needs it.</param>
    /// <param name="neededByPath">Path of that file, without links.</param>
    public FoundLibrary? Find(string name, ElfFile neededBy, string neededByPath)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            return name.StartsWith('/') ? At(name, name, throughRunPath: true) : null;
        }

        foreach (string folder in neededBy.RunPath)
        {
            string origin = neededByPath[..neededByPath.LastIndexOf('/')];
            string place = folder.Replace("${ORIGIN}", origin, StringComparison.Ordinal).Replace("$ORIGIN", origin, StringComparison.Ordinal);
            if (place.StartsWith('/') && At(name, place.TrimEnd('/') + "/" + name, throughRunPath: true) is { } found)
            {
                return found;
            }
        }

        return Find(name);
    }

    /// <summary>The version numbers a library is installed in, the highest first (<c>libicuuc.so.</c> → 72, for <c>libicuuc.so.72</c>).</summary>
    /// <param name="prefix">The name up to its number.</param>
    public IEnumerable<int> NumbersOf(string prefix)
    {
        var numbers = new SortedSet<int>();
        foreach (string folder in loader.Folders)
        {
            if (files.ResolveFolder(folder) is not { } real)
            {
                continue;
            }

            foreach (string name in files.List(real))
            {
                if (name.StartsWith(prefix, StringComparison.Ordinal)
                    && int.TryParse(name.AsSpan(prefix.Length), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number))
                {
                    numbers.Add(number);
                }
            }
        }

        return numbers.Reverse();
    }

    private FoundLibrary? At(string name, string path, bool throughRunPath) =>
        files.ResolveFile(path) is { } real && Read(real)?.Machine == machine ? new FoundLibrary(name, path, real, throughRunPath) : null;
}
