using System.IO.Compression;
using Microsoft.Win32.SafeHandles;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.Stores;

/// <summary>The files of a tar: where each one's content starts is looked up once; contents are read in place, never extracted.</summary>
internal sealed class ArchiveFiles : IFileSet
{
    // Layers are in gzip already, or are programs and texts; only a file made for it shrinks more, up to 1:1000.
    private const long GreatestRatio = 100;
    private const long SmallArchive = 256 * ByteSize.MiB;

    // An archive has a few entries a layer.
    private const int MostEntries = 100_000;
    private const int MostCharacters = 16 << 20;

    private readonly SafeFileHandle _file;
    private readonly Dictionary<string, (long Offset, long Length)> _entries;

    private ArchiveFiles(string path, SafeFileHandle file, Dictionary<string, (long Offset, long Length)> entries)
    {
        Path = path;
        _file = file;
        _entries = entries;
    }

    public string Path { get; }

    /// <summary>Reads the table of contents. A gzip'ed archive is unpacked to a temporary file that vanishes with the process.</summary>
    public static async ValueTask<ArchiveFiles> OpenAsync(string path, CancellationToken cancellationToken)
    {
        SafeFileHandle? file = null;
        try
        {
            file = OpenSeekable(path);
            if (await IsGzipAsync(file, cancellationToken).ConfigureAwait(false))
            {
                file = await UnpackAsync(path, file, cancellationToken).ConfigureAwait(false);
            }

            return new ArchiveFiles(path, file, await ReadEntriesAsync(path, file, cancellationToken).ConfigureAwait(false));
        }
        catch (UnauthorizedAccessException e)
        {
            file?.Dispose();
            throw new OpenShiftException(ToolCodes.InvalidArchive, $"'{path}' cannot be opened: access is denied", "Make it readable for the user that runs this.", innerException: e);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or LayerFormatException or NotSupportedException)
        {
            file?.Dispose();
            string seen = e is EndOfStreamException ? "it ends too early" : e is IOException ? e.Message : e is LayerFormatException ? "it " + e.Message : "it is no tar archive, or damaged";
            throw new OpenShiftException(
                ToolCodes.InvalidArchive,
                $"'{path}' is not a readable OCI or docker archive ({seen})",
                "Write the archive again, for example with 'skopeo copy docker://IMAGE oci-archive:FILE'.",
                innerException: e);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    public long SizeOf(string name) => _entries.TryGetValue(name, out (long Offset, long Length) entry) ? entry.Length : -1;

    public string IdentityOf(string name) => _entries.TryGetValue(name, out (long Offset, long Length) entry) ? FormattableString.Invariant($"{entry.Offset}") : name;

    public Stream? Open(string name) =>
        _entries.TryGetValue(name, out (long Offset, long Length) entry) ? new SectionStream(_file, entry.Offset, entry.Length) : null;

    private static async ValueTask<bool> IsGzipAsync(SafeFileHandle file, CancellationToken cancellationToken)
    {
        byte[] magic = new byte[2];
        return await RandomAccess.ReadAsync(file, magic, 0, cancellationToken).ConfigureAwait(false) == 2 && magic[0] == 0x1F && magic[1] == 0x8B;
    }

    private static SafeFileHandle OpenSeekable(string path)
    {
        try
        {
            return RegularFile.Open(path, FileOptions.None);
        }
        catch (NotSupportedException e)
        {
            throw new OpenShiftException(ToolCodes.InvalidArchive, $"'{path}' is a pipe or a device, and an archive is read more than once", "Save it to a file and name that.", innerException: e);
        }
    }

    private static async ValueTask<SafeFileHandle> UnpackAsync(string path, SafeFileHandle packed, CancellationToken cancellationToken)
    {
        long most = Math.Max(SmallArchive, RandomAccess.GetLength(packed) * GreatestRatio);
        string temporary = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "openshift-net-" + Guid.NewGuid().ToString("N") + ".tar");
        SafeFileHandle unpacked = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete | FileShare.Read, FileOptions.DeleteOnClose);
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                // The name goes at once, so that not even a killed process leaves the file.
                File.Delete(temporary);
            }

            using (packed)
            {
                var gzip = new GZipStream(new SectionStream(packed, 0, RandomAccess.GetLength(packed)), CompressionMode.Decompress);
                await using (gzip.ConfigureAwait(false))
                {
                    byte[] buffer = new byte[256 * 1024];
                    long offset = 0;
                    int count;
                    while ((count = await gzip.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
                    {
                        if (offset + count > most)
                        {
                            throw new OpenShiftException(
                                ToolCodes.InvalidArchive,
                                FormattableString.Invariant($"'{path}' unpacks to more than {ByteSize.ToText(most)}, which no image of its size does"),
                                "Do not trust it. If it is an image all the same, unpack it yourself (gunzip) and name that file.");
                        }

                        await RandomAccess.WriteAsync(unpacked, buffer.AsMemory(0, count), offset, cancellationToken).ConfigureAwait(false);
                        offset += count;
                    }
                }
            }

            return unpacked;
        }
        catch
        {
            unpacked.Dispose();
            throw;
        }
    }

    private static async ValueTask<Dictionary<string, (long Offset, long Length)>> ReadEntriesAsync(string path, SafeFileHandle file, CancellationToken cancellationToken)
    {
        long length = RandomAccess.GetLength(file);
        var entries = new Dictionary<string, (long, long)>(StringComparer.Ordinal);
        var links = new Dictionary<string, string>(StringComparer.Ordinal);
        var reader = new TarEntries(new SectionStream(file, 0, length));
        long characters = 0;
        for (int count = 1; await reader.NextAsync(cancellationToken).ConfigureAwait(false); count++)
        {
            characters += reader.Name.Length + reader.LinkName.Length;
            if (count > MostEntries || characters > MostCharacters)
            {
                throw new LayerFormatException(FormattableString.Invariant($"has more than {MostEntries} entries, or names of more than {MostCharacters} characters together"));
            }

            string name = Normalise(reader.Name, "") ?? throw OutsideName(path, reader.Name);
            switch (reader.Type)
            {
                case (byte)'0' when reader.IsFile:
                    if (reader.Size > 0 && reader.Offset + reader.Size > length)
                    {
                        throw new EndOfStreamException();
                    }

                    entries[name] = (reader.Offset, reader.Size);
                    break;
                case (byte)'2':
                    links.TryAdd(name, Normalise(reader.LinkName, name[..(name.LastIndexOf('/') + 1)]) ?? throw OutsideName(path, reader.Name));
                    break;
                case (byte)'1':
                    links.TryAdd(name, Normalise(reader.LinkName, "") ?? throw OutsideName(path, reader.Name));
                    break;
            }
        }

        Follow(links, entries);
        return entries;
    }

    // Links can stand before their target and lead to one another. Each is gone along once: what it leads to is known from then on.
    private static void Follow(Dictionary<string, string> links, Dictionary<string, (long, long)> entries)
    {
        List<string> chain = [];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string link in links.Keys)
        {
            string? at = link;
            while (at is not null && !entries.ContainsKey(at) && seen.Add(at))
            {
                chain.Add(at);
                at = links.GetValueOrDefault(at);
            }

            if (at is not null && entries.TryGetValue(at, out (long, long) content))
            {
                foreach (string name in chain)
                {
                    entries.Add(name, content);
                }
            }

            chain.Clear();
        }
    }

    // The path inside the archive without "." and ".."; null when it leads out of the archive.
    private static string? Normalise(string name, string folder)
    {
        var parts = new List<string>(4);
        foreach (string part in (folder + name).Split('/'))
        {
            if (part == "..")
            {
                if (parts.Count == 0)
                {
                    return null;
                }

                parts.RemoveAt(parts.Count - 1);
            }
            else if (part.Length != 0 && part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    private static OpenShiftException OutsideName(string path, string name) => new(
        ToolCodes.InvalidArchive,
        $"'{path}' holds an entry that leads out of the archive ('{name}')",
        "Write the archive again with a tool you trust.");
}
