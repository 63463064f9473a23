namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>How much of a whole image is read before it is refused: what one layer may not take, many layers may not take together.</summary>
public sealed record ImageScanLimits
{
    /// <summary>The limits used when none are given.</summary>
    public static ImageScanLimits Default { get; } = new();

    /// <summary>Number of layers; containers/storage, which CRI-O and podman unpack with, stacks 500 at most.</summary>
    public int Layers { get; init; } = 500;

    /// <summary>Number of entries of all layers together.</summary>
    public int Entries { get; init; } = LayerScanLimits.Default.Entries;

    /// <summary>Length of all names and link targets together, in characters; folders that no layer has an entry for count with their paths.</summary>
    public long NameCharacters { get; init; } = LayerScanLimits.Default.NameCharacters;

    /// <summary>Bytes that layers may unpack to beyond <see cref="Ratio"/> times their size, all layers together.</summary>
    public long BeyondRatio { get; init; } = 2L << 30;

    /// <summary>How many times its stored size a layer may unpack to without counting as made for it: programs and texts shrink to a fifth, deflate to a thousandth at most.</summary>
    public int Ratio { get; init; } = 20;

    /// <summary>Length of all texts kept, in characters; beyond it those of higher layers are left out.</summary>
    public long TextCharacters { get; init; } = LayerScanLimits.Default.TextCharacters;

    /// <summary>Length of all that ELF files need and assemblies import, in characters, and 16 for each object; beyond it that of higher layers is left out.</summary>
    public long BinaryCharacters { get; init; } = LayerScanLimits.Default.BinaryCharacters;

    /// <summary>Number of packages of all package databases; beyond it those of higher layers are left out.</summary>
    public int Packages { get; init; } = LayerScanLimits.Default.Packages;

    /// <summary>Length of all names and versions of packages and assemblies in package databases, in characters, and 16 for each object; beyond it databases of higher layers are left out.</summary>
    public long PackageCharacters { get; init; } = LayerScanLimits.Default.PackageCharacters;

    /// <summary>Number of files whose package is kept; beyond it databases of higher layers are left out.</summary>
    public int OwnedFiles { get; init; } = LayerScanLimits.Default.OwnedFiles;
}
