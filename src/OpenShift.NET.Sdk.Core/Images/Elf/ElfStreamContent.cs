namespace OpenShift.NET.Sdk.Images.Elf;

/// <summary>An ELF file behind a stream that can seek.</summary>
internal sealed class ElfStreamContent(Stream stream) : ElfContent
{
    /// <inheritdoc/>
    public override int Read(ulong offset, Span<byte> buffer)
    {
        if (offset > (ulong)stream.Length)
        {
            throw new InvalidDataException("an offset lies behind the end of the file");
        }

        stream.Position = (long)offset;
        return stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
    }
}
