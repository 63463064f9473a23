using System.Security.Cryptography;
using System.Text;

namespace OpenShift.NET.Sdk.Publishing;

/// <summary>A hash over everything a stage's result depends on. Each part is set off by its length, so that no two inputs run into each other.</summary>
internal sealed class Fingerprint : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public Fingerprint()
    {
        // Another build of this product may do another thing with the same input.
        Add(typeof(Fingerprint).Module.ModuleVersionId.ToByteArray());
    }

    public void Add(ReadOnlySpan<byte> part)
    {
        Add(part.Length);
        _hash.AppendData(part);
    }

    public void Add(string part) => Add(Encoding.UTF8.GetBytes(part));

    public void Add(long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        _hash.AppendData(bytes);
    }

    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}
