using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>
/// An item that a project may write, or that the targets leave behind for other targets. The list of public names, what the targets hand over, and the row of
/// <c>docs/reference/items.md</c> are written from this by the tests.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="What">What it is for, as the page says it; empty of an item that is left behind.</param>
internal sealed record ItemDeclaration(string Name, string What)
{
    private const string Prefix = "OpenShift";

    /// <summary>The kind it is handed over as: its name without <c>OpenShift</c>.</summary>
    public string Kind => Name[Prefix.Length..];

    /// <summary>Its metadata, in the order of the page.</summary>
    public ImmutableArray<MetadataDeclaration> Metadata { get; init; } = [];

    /// <summary>One of its metadata.</summary>
    public MetadataDeclaration this[string name] => Metadata.First(m => m.Name == name);

    /// <summary>Who gets it; <see cref="HandedTo.Build"/> also where its values may be secrets, which have a parameter of their own that no log shows.</summary>
    public HandedTo HandedTo { get; init; }

    /// <summary>The condition under which it is handed over, as MSBuild reads it.</summary>
    public string? HandedOverIf { get; init; }

    /// <summary>Whether a project writes it, rather than finds it.</summary>
    public bool IsWritten => What.Length > 0;
}
