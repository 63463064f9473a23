using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>What extended headers say of the entry that follows (POSIX.1-2017, pax, "pax Extended Header").</summary>
internal sealed class PaxAttributes
{
    /// <summary>Name.</summary>
    public string? Path { get; set; }

    /// <summary>Link target.</summary>
    public string? LinkPath { get; set; }

    /// <summary>Size of the content that follows.</summary>
    public long? Size { get; private set; }

    /// <summary>Owner.</summary>
    public long? UserId { get; private set; }

    /// <summary>Group.</summary>
    public long? GroupId { get; private set; }

    /// <summary>Seconds since 1970.</summary>
    public long? ModifiedAt { get; private set; }

    /// <summary>Real size of a sparse file; its content is not what the file's content is.</summary>
    public long? SparseSize { get; private set; }

    /// <summary>Whether the content that follows is that of a sparse file.</summary>
    public bool IsSparse { get; private set; }

    /// <summary>Whether the entry has file capabilities.</summary>
    public bool HasCapabilities { get; private set; }

    /// <summary>Those capabilities as the kernel keeps them; <see langword="null"/> for none.</summary>
    public byte[]? Capabilities { get; private set; }

    /// <summary>Whether they are effective at once (<c>VFS_CAP_FLAGS_EFFECTIVE</c>, linux/capability.h): the lowest bit of the value.</summary>
    public bool HasEffectiveCapabilities { get; private set; }

    /// <summary>Whether the entry has an access control list.</summary>
    public bool HasAccessControlList { get; private set; }

    /// <summary>The same attributes, to be changed without touching these.</summary>
    public PaxAttributes Copy() => (PaxAttributes)MemberwiseClone();

    /// <summary>Adds records, <c>LENGTH KEY=VALUE\n</c> each.</summary>
    /// <exception cref="LayerFormatException">A record is malformed.</exception>
    public void Add(ReadOnlySpan<byte> records)
    {
        while (!records.IsEmpty && records[0] != 0)
        {
            int space = records[..Math.Min(records.Length, 20)].IndexOf((byte)' ');
            if (space <= 0 || !int.TryParse(records[..space], NumberStyles.None, CultureInfo.InvariantCulture, out int length)
                || length <= space + 1 || length > records.Length || records[length - 1] != '\n')
            {
                throw Malformed();
            }

            ReadOnlySpan<byte> record = records[(space + 1)..(length - 1)];
            int equals = record.IndexOf((byte)'=');
            if (equals <= 0)
            {
                throw Malformed();
            }

            Set(record[..equals], record[(equals + 1)..]);
            records = records[length..];
        }
    }

    private static LayerFormatException Malformed() => new("is damaged: an extended header is malformed");

    private void Set(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.SequenceEqual("path"u8) || key.SequenceEqual("GNU.sparse.name"u8))
        {
            Path = Text(value);
        }
        else if (key.SequenceEqual("linkpath"u8))
        {
            LinkPath = Text(value);
        }
        else if (key.SequenceEqual("size"u8))
        {
            Size = Number(value);
        }
        else if (key.SequenceEqual("uid"u8))
        {
            UserId = Number(value);
        }
        else if (key.SequenceEqual("gid"u8))
        {
            GroupId = Number(value);
        }
        else if (key.SequenceEqual("mtime"u8))
        {
            ModifiedAt = Number(value);
        }
        else if (key.StartsWith("GNU.sparse."u8))
        {
            IsSparse = true;
            if (key.SequenceEqual("GNU.sparse.realsize"u8) || key.SequenceEqual("GNU.sparse.size"u8))
            {
                SparseSize = Number(value);
            }
        }
        else if (key.StartsWith("SCHILY.acl."u8))
        {
            HasAccessControlList = !value.IsEmpty;
        }
        else if (key.StartsWith("SCHILY.xattr."u8) || key.StartsWith("LIBARCHIVE.xattr."u8))
        {
            bool capabilities = !value.IsEmpty && key.EndsWith("security.capability"u8);
            HasCapabilities |= capabilities;
            Capabilities = capabilities ? Value(value, encoded: key.StartsWith("LIBARCHIVE."u8)) : Capabilities;
            HasEffectiveCapabilities |= capabilities && IsEffective(value, encoded: key.StartsWith("LIBARCHIVE."u8));
            HasAccessControlList |= !value.IsEmpty && (key.EndsWith("system.posix_acl_access"u8) || key.EndsWith("system.posix_acl_default"u8));
        }
    }

    // libarchive writes the value as Base64: the first character holds the six upper bits of the first byte, the second one its lowest two.
    private static bool IsEffective(ReadOnlySpan<byte> value, bool encoded) =>
        encoded ? value.Length > 1 && (value[1] switch { >= (byte)'A' and <= (byte)'Z' => value[1] - 'A', >= (byte)'a' and <= (byte)'z' => value[1] - 'a' + 26, >= (byte)'0' and <= (byte)'9' => value[1] - '0' + 52, (byte)'+' => 62, _ => 63 } & 0b01_0000) != 0
        : (value[0] & 1) != 0;

    // libarchive leaves the padding of Base64 out.
    private static byte[]? Value(ReadOnlySpan<byte> value, bool encoded)
    {
        if (!encoded)
        {
            return value.ToArray();
        }

        byte[] padded = [.. value, .. Enumerable.Repeat((byte)'=', (4 - (value.Length % 4)) % 4)];
        byte[] decoded = new byte[padded.Length];
        return Base64.DecodeFromUtf8(padded, decoded, out _, out int length) == OperationStatus.Done ? decoded[..length] : null;
    }

    // An empty value takes back what was said before.
    private static string? Text(ReadOnlySpan<byte> value) => value.IsEmpty ? null : Encoding.UTF8.GetString(value);

    private static long? Number(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return null;
        }

        int dot = value.IndexOf((byte)'.');
        return long.TryParse(dot < 0 ? value : value[..dot], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : throw Malformed();
    }
}
