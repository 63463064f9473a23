using System.Runtime.InteropServices;

namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>
/// The content of a large file that is looked at as a whole. It lies outside the collected heap: pages take memory as content comes, not as a header promises it, and all of it
/// is given back at once, where a stream that doubles leaves three times as much behind for the next collection.
/// </summary>
/// <param name="size">Its size in bytes; no more can be appended.</param>
internal sealed unsafe class WholeFile(int size) : IDisposable
{
    private byte* _bytes = (byte*)NativeMemory.Alloc((nuint)size);

    /// <summary>How many bytes have been appended.</summary>
    public int Length { get; private set; }

    /// <summary>What has been appended, valid until this is disposed of.</summary>
    public ReadOnlySpan<byte> Content => new(_bytes, Length);

    /// <summary>Takes the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(new Span<byte>(_bytes + Length, size - Length));
        Length += bytes.Length;
    }

    /// <summary>What has been appended as a stream, valid until this is disposed of.</summary>
    public Stream OpenRead() => new UnmanagedMemoryStream(_bytes, Length);

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(_bytes);
        _bytes = null;
    }
}
