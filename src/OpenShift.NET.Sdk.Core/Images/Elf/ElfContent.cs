namespace OpenShift.NET.Sdk.Images.Elf;

/// <summary>The bytes of an ELF file, wherever they lie.</summary>
internal abstract class ElfContent
{
    /// <summary>Reads from an offset, as many bytes as there are up to the length of the buffer.</summary>
    /// <exception cref="InvalidDataException">The offset lies behind the end of the file, or in a part that was not kept.</exception>
    public abstract int Read(ulong offset, Span<byte> buffer);
}
