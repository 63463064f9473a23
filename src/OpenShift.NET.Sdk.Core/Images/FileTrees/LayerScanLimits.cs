namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>How much of a layer is read before it is refused: a hostile layer must not fill the machine.</summary>
public sealed record LayerScanLimits
{
    /// <summary>The limits used when none are given.</summary>
    public static LayerScanLimits Default { get; } = new();

    /// <summary>Uncompressed size of the layer in bytes.</summary>
    public long UncompressedSize { get; init; } = 20L << 30;

    /// <summary>Number of entries.</summary>
    public int Entries { get; init; } = 600_000;

    /// <summary>Number of entries of one path; tools that write archives append it once or twice at most.</summary>
    public int EntriesOfOnePath { get; init; } = 100;

    /// <summary>Length of all names and link targets together, in characters.</summary>
    public long NameCharacters { get; init; } = 64 << 20;

    /// <summary>Length of all texts kept together, in characters; beyond it texts are left out.</summary>
    public long TextCharacters { get; init; } = 32 << 20;

    /// <summary>Length of all that ELF files need and assemblies import, in characters, and 16 for each object; beyond it that is left out.</summary>
    public long BinaryCharacters { get; init; } = 8 << 20;

    /// <summary>Number of packages of all package databases together; beyond it databases are left out.</summary>
    public int Packages { get; init; } = 200_000;

    /// <summary>Length of all names and versions of packages and assemblies in package databases together, in characters, and 16 for each object; beyond it databases are left out.</summary>
    public long PackageCharacters { get; init; } = 8 << 20;

    /// <summary>Number of files whose package is kept, of all package databases together; beyond it databases are left out.</summary>
    public int OwnedFiles { get; init; } = 4_000_000;
}
