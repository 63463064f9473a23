namespace OpenShift.NET.Sdk.Images.Elf;

/// <summary>The parts of an ELF file that lie in memory.</summary>
/// <param name="parts">Each with the offset it begins at.</param>
internal sealed class ElfMemoryContent(params IReadOnlyList<(ulong Offset, ReadOnlyMemory<byte> Bytes)> parts) : ElfContent
{
    /// <inheritdoc/>
    public override int Read(ulong offset, Span<byte> buffer)
    {
        foreach ((ulong start, ReadOnlyMemory<byte> bytes) in parts)
        {
            if (offset >= start && offset - start < (ulong)bytes.Length)
            {
                ReadOnlySpan<byte> from = bytes.Span[(int)(offset - start)..];
                int count = Math.Min(from.Length, buffer.Length);
                from[..count].CopyTo(buffer);
                return count;
            }
        }

        throw new InvalidDataException("an offset lies behind the end of the file, or in a part that was not kept");
    }
}
