using System.Collections.Immutable;
using System.Runtime.InteropServices;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Elf;
using OpenShift.NET.Sdk.Images.PackageDatabases;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>Collects the entries of one layer: tells whiteouts from files and gives hard links what their target has.</summary>
internal sealed class LayerEntries(LayerScanLimits limits, ImageScanBudget? budget = null)
{
    private const string WhiteoutPrefix = ".wh.";
    private const string MetadataPrefix = ".wh..wh.";
    private const string OpaqueMark = ".wh..wh..opq";

    private readonly List<LayerFile> _files = [];
    private readonly SortedSet<string> _whiteouts = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _opaque = new(StringComparer.Ordinal);
    private long _nameCharacters;
    private long _textCharacters;
    private long _binaryCharacters;
    private long _packages;
    private long _packageCharacters;
    private long _ownedFiles;
    private bool _hasHardLinks;

    /// <summary>How many entries there are.</summary>
    public int Count => _files.Count + _whiteouts.Count + _opaque.Count;

    /// <summary>The text of a file, as long as there is room.</summary>
    public string? Keep(ReadOnlySpan<byte> content)
    {
        if (_textCharacters + content.Length > limits.TextCharacters || KeptText.Decode(content) is not { } text)
        {
            return null;
        }

        _textCharacters += text.Length;
        return text;
    }

    /// <summary>What an ELF file tells a loader, as long as there is room; beyond it what it is made for.</summary>
    public LayerFile Keep(LayerFile file, ElfFile? elf)
    {
        if (elf is null)
        {
            return file;
        }

        return Take(KeptSize.Of(elf)) ? file with { Elf = elf } : file with { Elf = new ElfFile(elf.Machine) { IsPartial = true } };
    }

    /// <summary>The native libraries an assembly imports, as long as there is room.</summary>
    public LayerFile Keep(LayerFile file, ImmutableArray<string> nativeImports) =>
        !nativeImports.IsEmpty && Take(KeptSize.Of(nativeImports)) ? file with { NativeImports = nativeImports } : file;

    /// <summary>A package database, as long as there is room.</summary>
    public PackageDatabase Keep(PackageDatabase database)
    {
        if (_packages + database.Packages.Length > limits.Packages || _ownedFiles + database.Owners.Count > limits.OwnedFiles)
        {
            return PackageDatabase.Unreadable(database.Kind, "names more packages, together with the others of its layer, than are kept");
        }

        long characters = KeptSize.Of(database);
        if (_packageCharacters + characters > limits.PackageCharacters)
        {
            return PackageDatabase.Unreadable(database.Kind, "lists more packages and assemblies, together with the others of its layer, than are kept");
        }

        _packageCharacters += characters;
        _packages += database.Packages.Length;
        _ownedFiles += database.Owners.Count;
        return database;
    }

    private bool Take(long characters)
    {
        if (_binaryCharacters + characters > limits.BinaryCharacters)
        {
            return false;
        }

        _binaryCharacters += characters;
        return true;
    }

    /// <summary>Adds an entry.</summary>
    /// <exception cref="LayerFormatException">A whiteout removes nothing that could be.</exception>
    public void Add(LayerFile file)
    {
        int characters = file.Path.Length + (file.LinkTarget?.Length ?? 0) + (file.HardLinkTo?.Length ?? 0);
        budget?.SpendEntry(characters);
        _nameCharacters += characters;
        if (_nameCharacters > limits.NameCharacters)
        {
            throw new LayerFormatException(FormattableString.Invariant($"has names of more than {limits.NameCharacters} characters together"));
        }

        int mark = file.Path.LastIndexOf("/" + WhiteoutPrefix, StringComparison.Ordinal);
        if (mark < 0)
        {
            _hasHardLinks |= file.HardLinkTo is not null;
            _files.Add(file);
            return;
        }

        string name = ImagePath.Name(file.Path);
        string folder = ImagePath.Parent(file.Path);
        if (name == OpaqueMark)
        {
            _opaque.Add(folder);
        }
        else if (file.Path.Contains("/" + MetadataPrefix, StringComparison.Ordinal))
        {
            // Bookkeeping of aufs, which runtimes leave out (image-spec, layer.md, "Whiteouts": names beginning so are reserved).
        }
        else if (name.StartsWith(WhiteoutPrefix, StringComparison.Ordinal))
        {
            string removed = name[WhiteoutPrefix.Length..];
            _whiteouts.Add(removed is "" or "." or ".."
                ? throw new LayerFormatException("is damaged: a whiteout names no file")
                : folder == ImagePath.Root ? "/" + removed : folder + "/" + removed);
        }
        else
        {
            // Something below a whiteout's own name: runtimes take the name literally.
            _files.Add(file);
        }
    }

    /// <summary>The finished scan.</summary>
    public LayerScan ToScan(Descriptor blob, Digest diffId, long uncompressedSize)
    {
        if (_hasHardLinks)
        {
            ResolveHardLinks();
        }

        return new LayerScan
        {
            Blob = blob,
            DiffId = diffId,
            UncompressedSize = uncompressedSize,
            Files = Sort(),
            Whiteouts = [.. _whiteouts],
            OpaqueDirectories = [.. _opaque],
        };
    }

    private void ResolveHardLinks()
    {
        var byPath = new Dictionary<string, int>(_files.Count, StringComparer.Ordinal);
        for (int i = 0; i < _files.Count; i++)
        {
            // A link to itself would hide what it links to.
            if (_files[i].HardLinkTo is null || !byPath.ContainsKey(_files[i].Path) || _files[i].HardLinkTo != _files[i].Path)
            {
                byPath[_files[i].Path] = i;
            }
        }

        // Where the chain that an entry stands in ends, so that each chain is gone along once; itself for what is no link, none for a chain without an end or in a circle.
        const int Unknown = -2;
        const int None = -1;
        int[] ends = new int[_files.Count];
        Array.Fill(ends, Unknown);
        List<int> chain = [];
        for (int i = 0; i < ends.Length; i++)
        {
            int at = i;
            while (at != None && ends[at] == Unknown && _files[at].HardLinkTo is { } next)
            {
                ends[at] = None;
                chain.Add(at);
                at = byPath.GetValueOrDefault(next, None);
            }

            int end = at == None ? None : _files[at].HardLinkTo is null ? at : ends[at];
            foreach (int link in chain)
            {
                ends[link] = end;
            }

            chain.Clear();
        }

        for (int i = 0; i < ends.Length; i++)
        {
            if (_files[i].HardLinkTo is not null && ends[i] >= 0 && _files[ends[i]] is { Kind: not FileKind.Directory } target)
            {
                _files[i] = target with { Path = _files[i].Path, HardLinkTo = target.Path };
            }
        }
    }

    private ImmutableArray<LayerFile> Sort()
    {
        LayerFile[] files = [.. _files];
        int[] order = new int[files.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        if (!IsSorted(files))
        {
            Array.Sort(order, (a, b) => string.CompareOrdinal(files[a].Path, files[b].Path) is var byPath and not 0 ? byPath : a.CompareTo(b));
        }

        var sorted = new List<LayerFile>(files.Length);
        int same = 0;
        foreach (int index in order)
        {
            same = sorted.Count > 0 && sorted[^1].Path == files[index].Path ? same + 1 : 1;
            if (same > limits.EntriesOfOnePath)
            {
                throw new LayerFormatException(FormattableString.Invariant($"has more than {limits.EntriesOfOnePath} entries of one path, which no tool writes"));
            }

            // Archives often have a folder twice; it has no content that could be lost.
            if (sorted.Count > 0 && sorted[^1].Kind == FileKind.Directory && sorted[^1].Path == files[index].Path)
            {
                sorted[^1] = files[index];
            }
            else
            {
                sorted.Add(files[index]);
            }
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(sorted.ToArray());
    }

    // Many tools write archives in this order, this one among them, and a sort of what is sorted compares as often as any.
    private static bool IsSorted(LayerFile[] files)
    {
        for (int i = 1; i < files.Length; i++)
        {
            if (string.CompareOrdinal(files[i - 1].Path, files[i].Path) > 0)
            {
                return false;
            }
        }

        return true;
    }
}
