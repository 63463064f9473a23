using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>Metadata of an item that a project writes.</summary>
/// <param name="Name">Its name.</param>
internal sealed record MetadataDeclaration(string Name)
{
    /// <summary>What it may be, as the page says it; empty where it is any text, number or flag.</summary>
    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>The value that holds where it is not set, where the page says it.</summary>
    public string? Otherwise { get; init; }

    /// <summary>What it belongs to, behind its name on the page.</summary>
    public string? Of { get; init; }

    /// <summary>What else the page says of it.</summary>
    public string? Remark { get; init; }
}
