using System.Security.Cryptography;
using System.Text;

namespace OpenShift.NET.Sdk.Images.BillsOfMaterials;

/// <summary>The identity of a document that two machines give the same one: a UUID (RFC 9562, version 8) made of what the document says, the image's digest among it.</summary>
internal static class DocumentId
{
    /// <summary>What a writer writes in its place.</summary>
    public const string Placeholder = "urn:uuid:00000000-0000-8000-8000-000000000000";

    /// <summary>The document with its identity.</summary>
    /// <param name="document">UTF-8, with the placeholder once.</param>
    public static byte[] Fill(ReadOnlySpan<byte> document)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(document, hash);
        Span<byte> id = hash[..16];
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        byte[] result = document.ToArray();
        Encoding.ASCII.GetBytes($"urn:uuid:{new Guid(id, bigEndian: true)}").CopyTo(result, document.IndexOf(Encoding.ASCII.GetBytes(Placeholder)));
        return result;
    }
}
