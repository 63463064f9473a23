using System.Formats.Tar;
using System.IO.Compression;
using Microsoft.Win32.SafeHandles;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Images.Stores;

/// <summary>The files of a tar: where each one's content starts is looked up once; contents are read in place, never extracted.</summary>
internal sealed class ArchiveFiles : IFileSet
{
    // Layers are in gzip already, or are programs and texts; only a file made for it shrinks more, up to 1:1000.
    private const long GreatestRatio = 100;
    private const long SmallArchive = 256 * ByteSize.MiB;

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
            file = File.OpenHandle(path);
            RequireSeekable(path, file);
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
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException or ArgumentException or NotSupportedException)
        {
            file?.Dispose();
            string seen = e is EndOfStreamException ? "it ends too early" : e is IOException ? e.Message : "it is no tar archive, or damaged";
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

    public Stream? Open(string name) =>
        _entries.TryGetValue(name, out (long Offset, long Length) entry) ? new SectionStream(_file, entry.Offset, entry.Length) : null;

    private static async ValueTask<bool> IsGzipAsync(SafeFileHandle file, CancellationToken cancellationToken)
    {
        byte[] magic = new byte[2];
        return await RandomAccess.ReadAsync(file, magic, 0, cancellationToken).ConfigureAwait(false) == 2 && magic[0] == 0x1F && magic[1] == 0x8B;
    }

    private static void RequireSeekable(string path, SafeFileHandle file)
    {
        try
        {
            _ = RandomAccess.GetLength(file);
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
        var links = new List<(string Name, string Target)>();
        var reader = new TarReader(new SectionStream(file, 0, length));
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is { } entry)
            {
                string name = Normalise(entry.Name, "") ?? throw OutsideName(path, entry.Name);
                switch (entry.EntryType)
                {
                    case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                        if (entry.Length > 0 && entry.DataOffset + entry.Length > length)
                        {
                            throw new EndOfStreamException();
                        }

                        entries[name] = (entry.DataOffset, entry.Length);
                        break;
                    case TarEntryType.SymbolicLink:
                        links.Add((name, Normalise(entry.LinkName, name[..(name.LastIndexOf('/') + 1)]) ?? throw OutsideName(path, entry.Name)));
                        break;
                    case TarEntryType.HardLink:
                        links.Add((name, Normalise(entry.LinkName, "") ?? throw OutsideName(path, entry.Name)));
                        break;
                }
            }
        }

        // Links can stand before their target and lead to one another; each round resolves at least one more or is the last.
        for (bool resolved = true; resolved;)
        {
            resolved = false;
            foreach ((string name, string target) in links)
            {
                resolved |= entries.TryGetValue(target, out (long, long) content) && entries.TryAdd(name, content);
            }
        }

        return entries;
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
