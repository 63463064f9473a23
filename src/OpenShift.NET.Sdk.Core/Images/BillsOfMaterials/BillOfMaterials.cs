using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.BillsOfMaterials;

/// <summary>What one image is made of. Two bills of the same image by the same version of this SDK are equal.</summary>
public sealed record BillOfMaterials
{
    /// <summary>The image.</summary>
    public required BillComponent Subject { get; init; }

    /// <summary>When the image was created: the time its configuration has, which a reproducible build takes from its sources.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Version of the tool that made the bill.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The components, ordered by reference.</summary>
    public ImmutableArray<BillComponent> Components { get; init; } = [];

    /// <summary>What needs what, by reference, each list ordered. A component that is not here may need anything.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Dependencies { get; init; } = ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal);

    /// <summary>Why the bill does not name everything, sentences without their full stop; empty when it does.</summary>
    public ImmutableArray<string> Gaps { get; init; } = [];
}
