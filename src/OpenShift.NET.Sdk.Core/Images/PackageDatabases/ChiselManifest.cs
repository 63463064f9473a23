using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using ZstdSharp;

namespace OpenShift.NET.Sdk.Images.PackageDatabases;

/// <summary>Reads chisel's manifest: a "jsonwall", one JSON object a line, compressed with zstd (canonical/chisel, internal/manifest). Only lines of kind <c>package</c> count.</summary>
internal static class ChiselManifest
{
    // A manifest of all of Ubuntu's slices unpacks to less.
    private const int MaximumUnpacked = 64 << 20;
    private const int MaximumWindowLog = 27;

    /// <summary>The packages whose slices were installed.</summary>
    /// <exception cref="PackageDataException">The file is no manifest.</exception>
    public static ImmutableArray<InstalledPackage> Read(ReadOnlySpan<byte> content)
    {
        byte[] unpacked = Unpack(content, out int length);
        try
        {
            return ReadWall(unpacked.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(unpacked);
        }
    }

    private static ImmutableArray<InstalledPackage> ReadWall(ReadOnlySpan<byte> wall)
    {
        if (!wall.StartsWith("{\"jsonwall\""u8))
        {
            throw new PackageDataException("is no chisel manifest: it does not begin as one");
        }

        var packages = new PackageList();
        while (!wall.IsEmpty)
        {
            ReadOnlySpan<byte> line = Lines.Next(ref wall);
            if (line.IndexOf("\"package\""u8) >= 0)
            {
                ReadLine(line, packages);
            }
        }

        return packages.ToImmutable();
    }

    private static void ReadLine(ReadOnlySpan<byte> line, PackageList packages)
    {
        ReadOnlySpan<byte> kind = default;
        ReadOnlySpan<byte> name = default;
        ReadOnlySpan<byte> version = default;
        try
        {
            var reader = new Utf8JsonReader(line);
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                {
                    continue;
                }

                ReadOnlySpan<byte> property = reader.ValueSpan;
                if (!reader.Read() || reader.TokenType != JsonTokenType.String)
                {
                    continue;
                }

                if (property.SequenceEqual("kind"u8))
                {
                    kind = reader.ValueSpan;
                }
                else if (property.SequenceEqual("name"u8))
                {
                    name = reader.ValueSpan;
                }
                else if (property.SequenceEqual("version"u8))
                {
                    version = reader.ValueSpan;
                }
            }
        }
        catch (JsonException)
        {
            throw new PackageDataException("is damaged: a line is no JSON");
        }

        if (kind.SequenceEqual("package"u8))
        {
            packages.Add(name, version);
        }
    }

    private static byte[] Unpack(ReadOnlySpan<byte> content, out int length)
    {
        using var stored = new MemoryStream(content.ToArray(), writable: false);
        using var zstd = new DecompressionStream(stored);
        zstd.SetParameter(ZstdSharp.Unsafe.ZSTD_dParameter.ZSTD_d_windowLogMax, MaximumWindowLog);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 20);
        length = 0;
        try
        {
            for (int read; (read = zstd.Read(buffer.AsSpan(length))) > 0;)
            {
                length += read;
                if (length > MaximumUnpacked)
                {
                    throw new PackageDataException("unpacks to more than any chisel manifest known");
                }

                if (length == buffer.Length)
                {
                    byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.CopyTo(larger, 0);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }

            byte[] result = buffer;
            buffer = [];
            return result;
        }
        catch (Exception e) when (e is ZstdException or EndOfStreamException or InvalidDataException)
        {
            throw new PackageDataException("is no chisel manifest or is damaged: it cannot be decompressed");
        }
        finally
        {
            if (buffer.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }
}
