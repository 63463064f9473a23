using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects;

/// <summary>What is written of the image's parts and origin, and whether it travels with the image.</summary>
public sealed record SupplyChainFacts
{
    /// <summary>Formats of the bill of materials (<c>OpenShiftSbom</c>, <c>OpenShiftSbomFormat</c>): <c>CycloneDX</c>, <c>SPDX</c>; empty for none.</summary>
    public ImmutableArray<string> Formats { get; init; } = [];

    /// <summary>Whether a provenance statement is written (<c>OpenShiftProvenance</c>).</summary>
    public bool Provenance { get; init; }

    /// <summary><c>OpenShiftSbomAttach</c>.</summary>
    public AttachWhen Attach { get; init; }

    /// <summary>URI of whoever vouches for the machine that builds (<c>OpenShiftBuilderId</c>); <see langword="null"/> when nobody does.</summary>
    public string? BuilderId { get; init; }

    /// <summary>Full paths of the folders packages were restored into.</summary>
    public ImmutableArray<string> PackageFolders { get; init; } = [];

    /// <summary>Version of the .NET SDK that builds.</summary>
    public string? SdkVersion { get; init; }

    /// <summary>Whether anything is written.</summary>
    public bool IsWanted() => Provenance || !Formats.IsEmpty;
}
