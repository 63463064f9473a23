using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>A scan as bytes: a version, the entries with the part of the path that differs from the one before, and a digest over all of it.</summary>
internal static class LayerScanFile
{
    private const uint Magic = 0x4C53_4F01;

    private const int Capabilities = 1;
    private const int AccessControlList = 2;
    private const int Content = 4;
    private const int Text = 8;
    private const int Link = 16;
    private const int HardLink = 32;
    private const int Packages = 64;
    private const int EffectiveCapabilities = 128;
    private const int Binary = 256;

    // Two lengths of its path, its kind, two bytes of what it has and six numbers.
    private const int LeastFile = 11;

    /// <summary>Writes a scan.</summary>
    public static ReadOnlySpan<byte> Write(LayerScan scan)
    {
        using var bytes = new MemoryStream(scan.Files.Length * 96);
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(LayerScanner.Version);
        Write(writer, scan.Blob.Digest);
        Write(writer, scan.DiffId);
        writer.Write(scan.UncompressedSize);
        Write(writer, scan.Whiteouts);
        Write(writer, scan.OpaqueDirectories);
        writer.Write7BitEncodedInt(scan.Files.Length);
        string last = "";
        foreach (LayerFile file in scan.Files)
        {
            Write(writer, file, last);
            last = file.Path;
        }

        writer.Flush();
        byte[] hash = SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        writer.Write(hash);
        writer.Flush();
        return bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
    }

    /// <summary>Reads a scan; <see langword="null"/> when the bytes are not the scan of this layer by this version, whole.</summary>
    public static LayerScan? Read(byte[] bytes, Descriptor blob)
    {
        const int HashLength = SHA256.HashSizeInBytes;
        if (bytes.Length < HashLength || !SHA256.HashData(bytes.AsSpan(0, bytes.Length - HashLength)).AsSpan().SequenceEqual(bytes.AsSpan(bytes.Length - HashLength)))
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(bytes, 0, bytes.Length - HashLength, writable: false), Encoding.UTF8);
        try
        {
            if (reader.ReadUInt32() != Magic || reader.ReadInt32() != LayerScanner.Version || ReadDigest(reader) != blob.Digest)
            {
                return null;
            }

            Digest diffId = ReadDigest(reader);
            long size = reader.ReadInt64();
            ImmutableArray<string> whiteouts = ReadStrings(reader);
            ImmutableArray<string> opaque = ReadStrings(reader);
            var files = new LayerFile[ReadCount(reader, LeastFile)];
            string last = "";
            long characters = 0;
            for (int i = 0; i < files.Length; i++)
            {
                files[i] = ReadFile(reader, last);
                last = files[i].Path;

                // A byte says that a path begins with all of the one before: names may be longer than the bytes they are read from.
                characters += last.Length;
                if (characters > LayerScanLimits.Default.NameCharacters)
                {
                    return null;
                }
            }

            return new LayerScan
            {
                Blob = blob,
                DiffId = diffId,
                UncompressedSize = size,
                Files = ImmutableCollectionsMarshal.AsImmutableArray(files),
                Whiteouts = whiteouts,
                OpaqueDirectories = opaque,
            };
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>How many things follow: never more than there are bytes for, so that a wrong number takes no memory.</summary>
    /// <param name="reader">Where the number stands.</param>
    /// <param name="least">Bytes that each takes at least.</param>
    internal static int ReadCount(BinaryReader reader, int least = 1)
    {
        int count = reader.Read7BitEncodedInt();
        return count >= 0 && count <= (reader.BaseStream.Length - reader.BaseStream.Position) / least ? count : throw new FormatException();
    }

    private static void Write(BinaryWriter writer, Digest digest) => writer.Write(Convert.FromHexString(digest.Hex));

    private static Digest ReadDigest(BinaryReader reader)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        reader.BaseStream.ReadExactly(hash);
        return Digest.FromHash(hash);
    }

    /// <summary>Writes a number and so many texts.</summary>
    internal static void Write(BinaryWriter writer, ImmutableArray<string> strings)
    {
        writer.Write7BitEncodedInt(strings.Length);
        foreach (string text in strings)
        {
            writer.Write(text);
        }
    }

    /// <summary>Reads them.</summary>
    internal static ImmutableArray<string> ReadStrings(BinaryReader reader)
    {
        int count = ReadCount(reader);
        var strings = ImmutableArray.CreateBuilder<string>();
        for (int i = 0; i < count; i++)
        {
            strings.Add(reader.ReadString());
        }

        return strings.ToImmutable();
    }

    private static void Write(BinaryWriter writer, LayerFile file, string last)
    {
        int shared = last.AsSpan().CommonPrefixLength(file.Path);

        // The two halves of a character outside the basic plane stay together.
        if (shared > 0 && char.IsHighSurrogate(last[shared - 1]))
        {
            shared--;
        }

        writer.Write7BitEncodedInt(shared);
        writer.Write(file.Path[shared..]);
        writer.Write((byte)file.Kind);
        writer.Write((ushort)((file.HasCapabilities ? Capabilities : 0) | (file.HasAccessControlList ? AccessControlList : 0) | (file.ContentDigest is null ? 0 : Content)
            | (file.Text is null ? 0 : Text) | (file.LinkTarget is null ? 0 : Link) | (file.HardLinkTo is null ? 0 : HardLink)
            | (file.Packages is null ? 0 : Packages) | (file.HasEffectiveCapabilities ? EffectiveCapabilities : 0) | (file.Elf is null && file.NativeImports.IsEmpty ? 0 : Binary)));
        writer.Write7BitEncodedInt(file.Mode);
        writer.Write7BitEncodedInt64(file.UserId);
        writer.Write7BitEncodedInt64(file.GroupId);
        writer.Write7BitEncodedInt64(file.Size);
        writer.Write7BitEncodedInt64(file.ModifiedAt);
        writer.Write7BitEncodedInt((int)file.Marks);
        if (file.ContentDigest is { } digest)
        {
            Write(writer, digest);
        }

        foreach (string? text in (ReadOnlySpan<string?>)[file.Text, file.LinkTarget, file.HardLinkTo])
        {
            if (text is not null)
            {
                writer.Write(text);
            }
        }

        if (file.Packages is { } packages)
        {
            PackageDatabaseFile.Write(writer, packages);
        }

        if (file.Elf is not null || !file.NativeImports.IsEmpty)
        {
            BinaryFactsFile.Write(writer, file);
        }
    }

    private static LayerFile ReadFile(BinaryReader reader, string last)
    {
        int shared = reader.Read7BitEncodedInt();
        string rest = reader.ReadString();
        string path = shared == 0 ? rest : string.Concat(last.AsSpan(0, shared), rest);
        var kind = (FileKind)reader.ReadByte();
        int has = reader.ReadUInt16();
        var file = new LayerFile
        {
            Path = path,
            Kind = kind,
            HasCapabilities = (has & Capabilities) != 0,
            HasEffectiveCapabilities = (has & EffectiveCapabilities) != 0,
            HasAccessControlList = (has & AccessControlList) != 0,
            Mode = reader.Read7BitEncodedInt(),
            UserId = reader.Read7BitEncodedInt64(),
            GroupId = reader.Read7BitEncodedInt64(),
            Size = reader.Read7BitEncodedInt64(),
            ModifiedAt = reader.Read7BitEncodedInt64(),
            Marks = (ContentMarks)reader.Read7BitEncodedInt(),
            ContentDigest = (has & Content) != 0 ? ReadDigest(reader) : null,
            Text = (has & Text) != 0 ? reader.ReadString() : null,
            LinkTarget = (has & Link) != 0 ? reader.ReadString() : null,
            HardLinkTo = (has & HardLink) != 0 ? reader.ReadString() : null,
            Packages = (has & Packages) != 0 ? PackageDatabaseFile.Read(reader) : null,
        };
        if ((has & Binary) == 0)
        {
            return file;
        }

        (Elf.ElfFile? elf, ImmutableArray<string> imports) = BinaryFactsFile.Read(reader);
        return file with { Elf = elf, NativeImports = imports };
    }
}
