using System.Buffers.Binary;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>Recognises kinds of content.</summary>
internal static class ContentSniffer
{
    /// <summary>What is recognised.</summary>
    /// <param name="head">The content's first bytes.</param>
    /// <param name="isWhole">Whether they are all of it.</param>
    public static ContentMarks Marks(ReadOnlySpan<byte> head, bool isWhole)
    {
        ContentMarks marks = ContentMarks.None;
        if (head.StartsWith("\u007FELF"u8))
        {
            marks |= ContentMarks.Elf | (IsSharedLibrary(head) ? ContentMarks.SharedLibrary : ContentMarks.None);
        }
        else if (head.StartsWith("#!"u8))
        {
            marks |= ContentMarks.Script;
        }
        else if (head.Length > 19 && head.StartsWith("SQLite format 3\0"u8))
        {
            marks |= head[18] == 2 || head[19] == 2 ? ContentMarks.SqliteWriteAhead : ContentMarks.None;
        }
        else if (IsPkcs12(head))
        {
            marks |= ContentMarks.Pkcs12;
        }

        return isWhole && PemPrivateKey.IsIn(head) ? marks | ContentMarks.PemPrivateKey : marks;
    }

    // System V ABI, chapters 4 and 5: ET_DYN without a PT_INTERP program header.
    private static bool IsSharedLibrary(ReadOnlySpan<byte> head)
    {
        if (head.Length < 64 || head[4] is not (1 or 2) || head[5] is not (1 or 2))
        {
            return false;
        }

        bool wide = head[4] == 2;
        bool little = head[5] == 1;
        if (Half(head, 16, little) != 3)
        {
            return false;
        }

        ulong table = wide ? Long(head, 32, little) : Word(head, 28, little);
        int size = Half(head, wide ? 54 : 42, little);
        int count = Half(head, wide ? 56 : 44, little);
        for (int i = 0; i < count; i++)
        {
            ulong at = table + ((ulong)i * (ulong)size);
            if (size < 4 || at > (ulong)head.Length - 4)
            {
                return false;
            }

            if (Word(head, (int)at, little) == 3)
            {
                return false;
            }
        }

        return true;
    }

    private static ushort Half(ReadOnlySpan<byte> bytes, int at, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]) : BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    private static uint Word(ReadOnlySpan<byte> bytes, int at, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]) : BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);

    private static ulong Long(ReadOnlySpan<byte> bytes, int at, bool little) =>
        little ? BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]) : BinaryPrimitives.ReadUInt64BigEndian(bytes[at..]);

    // PFX ::= SEQUENCE { version INTEGER (3), authSafe ContentInfo { contentType pkcs7-data or pkcs7-signedData … (RFC 7292, 4).
    private static bool IsPkcs12(ReadOnlySpan<byte> head)
    {
        if (!SkipSequence(ref head) || !head.StartsWith((ReadOnlySpan<byte>)[2, 1, 3]))
        {
            return false;
        }

        head = head[3..];
        return SkipSequence(ref head)
            && head.Length > 10
            && head.StartsWith((ReadOnlySpan<byte>)[6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7])
            && head[10] is (1 or 2);
    }

    private static bool SkipSequence(ref ReadOnlySpan<byte> der)
    {
        if (der.Length < 6 || der[0] != 0x30)
        {
            return false;
        }

        int length = der[1] > 0x80 ? der[1] - 0x80 : 0;
        if (length > 4)
        {
            return false;
        }

        der = der[(2 + length)..];
        return true;
    }
}
