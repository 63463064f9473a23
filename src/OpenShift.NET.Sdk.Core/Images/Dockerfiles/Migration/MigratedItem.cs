using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

/// <summary>An item of the project that does what an instruction did.</summary>
/// <param name="Item">Its name.</param>
/// <param name="Include">What it stands for.</param>
/// <param name="Line">Line of the instruction.</param>
internal sealed record MigratedItem(string Item, string Include, int Line)
{
    /// <summary>Whether it stands for several files: what MSBuild expands in it is meant.</summary>
    public bool IsPattern { get; init; }

    /// <summary>Its metadata, in the order they are written.</summary>
    public ImmutableArray<(string Name, string Value)> Metadata { get; init; } = [];
}
