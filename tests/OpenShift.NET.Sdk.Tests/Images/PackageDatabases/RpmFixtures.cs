using System.Buffers.Binary;
using System.IO.Compression;

namespace OpenShift.NET.Sdk.Tests.Images.PackageDatabases;

/// <summary>
/// RPM databases of three packages (openssh-server, tiny-lib, big-docs; each 8.0p1-3.el9, vendor Red Hat, Inc.): the SQLite one was written by rpm 4.18 itself, the Berkeley DB one holds
/// the same headers and was written by libdb 5.3.
/// </summary>
internal static class RpmFixtures
{
    public static byte[] Sqlite => Read("rpmdb.sqlite.gz");

    public static byte[] Berkeley => Read("Packages.gz");

    /// <summary>A database in SUSE's format with packages of these headers.</summary>
    public static byte[] Ndb(params byte[][] headers)
    {
        byte[] file = new byte[4096];
        "RpmP"u8.CopyTo(file);
        Put(file, 8, 1);
        Put(file, 12, 1);
        for (int at = 32; at < 4096; at += 16)
        {
            "Slot"u8.CopyTo(file.AsSpan(at));
        }

        for (int i = 0; i < headers.Length; i++)
        {
            byte[] blob = new byte[(16 + headers[i].Length + 12 + 15) / 16 * 16];
            "BlbS"u8.CopyTo(blob);
            Put(blob, 4, i + 1);
            Put(blob, 12, headers[i].Length);
            headers[i].CopyTo(blob, 16);
            Put(file, 32 + (i * 16) + 4, i + 1);
            Put(file, 32 + (i * 16) + 8, file.Length / 16);
            Put(file, 32 + (i * 16) + 12, blob.Length / 16);
            file = [.. file, .. blob];
        }

        return file;
    }

    /// <summary>A header of texts alone.</summary>
    public static byte[] Header(params (int Tag, string Value)[] texts)
    {
        byte[] data = [.. texts.SelectMany(t => t.Value.Select(c => (byte)c).Append((byte)0))];
        byte[] header = new byte[8 + (texts.Length * 16)];
        BinaryPrimitives.WriteInt32BigEndian(header, texts.Length);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), data.Length);
        int offset = 0;
        for (int i = 0; i < texts.Length; i++)
        {
            int[] entry = [texts[i].Tag, 6, offset, 1];
            for (int j = 0; j < 4; j++)
            {
                BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(8 + (i * 16) + (j * 4)), entry[j]);
            }

            offset += texts[i].Value.Length + 1;
        }

        return [.. header, .. data];
    }

    public static void Put(byte[] bytes, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);

    private static byte[] Read(string name)
    {
        using Stream resource = typeof(RpmFixtures).Assembly.GetManifestResourceStream(name)!;
        using var gzip = new GZipStream(resource, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }
}
