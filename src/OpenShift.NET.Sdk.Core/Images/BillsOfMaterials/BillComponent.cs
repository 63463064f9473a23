using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Images.BillsOfMaterials;

/// <summary>One part of an image.</summary>
public sealed record BillComponent
{
    /// <summary>What other components and the graph call it; unique in its bill.</summary>
    public required string Reference { get; init; }

    /// <summary>What it is.</summary>
    public required ComponentKind Kind { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Version as its database or project has it; empty when it has none.</summary>
    public string Version { get; init; } = "";

    /// <summary>Who distributes it; <see langword="null"/> when that is not known.</summary>
    public string? Supplier { get; init; }

    /// <summary>One line for people.</summary>
    public string? Description { get; init; }

    /// <summary>Package URL (package-url/purl-spec); <see langword="null"/> for what has none.</summary>
    public string? PackageUrl { get; init; }

    /// <summary>Name in the National Vulnerability Database (CPE 2.3).</summary>
    public string? Cpe { get; init; }

    /// <summary>Declared licence; <see langword="null"/> when it is not known.</summary>
    public ComponentLicense? License { get; init; }

    /// <summary>SHA-512 of the package as it was downloaded, lower-case hexadecimal.</summary>
    public string? Sha512 { get; init; }

    /// <summary>SHA-256 of the file, lower-case hexadecimal.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Address of its sources or home page.</summary>
    public string? Website { get; init; }

    /// <summary>Digest of the layer that brings it, the lowest one; <see langword="null"/> for what is in no layer.</summary>
    public Digest? Layer { get; init; }

    /// <summary>The file of the image that shows it: a package database, a dependency list, the assembly itself.</summary>
    public string? Path { get; init; }

    /// <summary>Whose it is; <see langword="null"/> for the image itself.</summary>
    public Origin? Origin { get; init; }
}
