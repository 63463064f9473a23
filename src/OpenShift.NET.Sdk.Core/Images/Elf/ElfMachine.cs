using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.Elf;

/// <summary>What an ELF file is made for: the members of its header that a dynamic loader compares.</summary>
/// <param name="Is64Bit">Whether <c>EI_CLASS</c> is <c>ELFCLASS64</c>.</param>
/// <param name="IsLittleEndian">Whether <c>EI_DATA</c> is <c>ELFDATA2LSB</c>.</param>
/// <param name="Machine"><c>e_machine</c>.</param>
internal readonly record struct ElfMachine(bool Is64Bit, bool IsLittleEndian, ushort Machine)
{
    /// <summary>The machine of a platform; <see langword="null"/> for an architecture .NET does not run on.</summary>
    public static ElfMachine? Of(Platform platform) => platform.Architecture switch
    {
        "amd64" => new(true, true, 62),
        "arm64" => new(true, true, 183),
        "arm" => new(false, true, 40),
        "386" => new(false, true, 3),
        "s390x" => new(true, false, 22),
        "ppc64le" => new(true, true, 21),
        "riscv64" => new(true, true, 243),
        "loong64" => new(true, true, 258),
        _ => null,
    };

    /// <summary>The architecture in Go's terms, for messages.</summary>
    public string Architecture => (Machine, Is64Bit, IsLittleEndian) switch
    {
        (62, true, _) => "amd64",
        (183, true, _) => "arm64",
        (40, false, _) => "arm",
        (3, false, _) => "386",
        (22, true, _) => "s390x",
        (21, true, true) => "ppc64le",
        (243, true, _) => "riscv64",
        (258, true, _) => "loong64",
        _ => FormattableString.Invariant($"ELF machine {Machine}"),
    };

    /// <summary>Name of the multiarch folders of Debian and its descendants (<c>/usr/lib/x86_64-linux-gnu</c>); <see langword="null"/> when there is none.</summary>
    public string? MultiarchTriplet => (Machine, Is64Bit, IsLittleEndian) switch
    {
        (62, true, _) => "x86_64-linux-gnu",
        (183, true, _) => "aarch64-linux-gnu",
        (40, false, _) => "arm-linux-gnueabihf",
        (3, false, _) => "i386-linux-gnu",
        (22, true, _) => "s390x-linux-gnu",
        (21, true, true) => "powerpc64le-linux-gnu",
        (243, true, _) => "riscv64-linux-gnu",
        (258, true, _) => "loongarch64-linux-gnu",
        _ => null,
    };
}
