using OpenShift.NET.Sdk.Images.Elf;

namespace OpenShift.NET.Sdk.Images.Libraries;

/// <summary>The libraries some files need, and those that these need, and so on.</summary>
/// <param name="search">How libraries are found.</param>
internal sealed class LibraryClosure(LibrarySearch search)
{
    // musl is one file: its loader answers for these names itself and never opens them (musl, ldso/dynlink.c, load_library).
    private static readonly string[] MuslOwnNames = ["libc.", "libpthread.", "librt.", "libm.", "libdl.", "libutil.", "libxnet."];

    private readonly Dictionary<string, FoundLibrary> _libraries = new(StringComparer.Ordinal);

    /// <summary>The libraries, by the path they are found at.</summary>
    public IReadOnlyDictionary<string, FoundLibrary> Libraries => _libraries;

    /// <summary>Adds what a file needs; the file itself is not added.</summary>
    /// <param name="realPath">Its path, without links.</param>
    /// <returns>What is missing; then nothing is added.</returns>
    public MissingLibrary? AddNeedsOf(string realPath) => Add([], realPath);

    /// <summary>Adds libraries that are opened by name at run time, and what they need.</summary>
    /// <returns>What is missing; then nothing is added.</returns>
    public MissingLibrary? Add(params ReadOnlySpan<string> names)
    {
        var found = new List<FoundLibrary>(names.Length);
        foreach (string name in names)
        {
            if (search.Find(name) is not { } library)
            {
                return new MissingLibrary(name, "the .NET runtime");
            }

            found.Add(library);
        }

        return Add(found, null);
    }

    private MissingLibrary? Add(List<FoundLibrary> found, string? first)
    {
        var added = new Dictionary<string, FoundLibrary>(StringComparer.Ordinal);
        var ahead = new Queue<string>();
        if (first is not null)
        {
            ahead.Enqueue(first);
        }

        Take(found);
        while (ahead.TryDequeue(out string? path))
        {
            if (search.Read(path) is not { } file)
            {
                continue;
            }

            foreach (string name in file.Needed)
            {
                if (search.Find(name, file, path) is { } library)
                {
                    Take([library]);
                }
                else if (!(search.Loader.IsMusl && IsPartOfMusl(name)))
                {
                    return new MissingLibrary(name, path);
                }
            }
        }

        foreach ((string path, FoundLibrary library) in added)
        {
            _libraries.Add(path, library);
        }

        return null;

        void Take(List<FoundLibrary> libraries)
        {
            foreach (FoundLibrary library in libraries)
            {
                if (!_libraries.ContainsKey(library.Path) && added.TryAdd(library.Path, library))
                {
                    ahead.Enqueue(library.RealPath);
                }
            }
        }
    }

    /// <summary>Whether musl's loader answers for a name itself.</summary>
    public static bool IsPartOfMusl(string name) => MuslOwnNames.Any(own => name.StartsWith(own, StringComparison.Ordinal));
}
