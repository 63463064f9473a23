using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.BillsOfMaterials;

/// <summary>One library of a <see cref="DependencyList"/>.</summary>
/// <param name="Name">Name.</param>
/// <param name="Version">Version.</param>
/// <param name="Type"><c>package</c>, <c>project</c>, <c>reference</c>, <c>runtimepack</c>.</param>
/// <param name="Dependencies">Keys (<c>NAME/VERSION</c>) of the libraries it needs.</param>
/// <param name="Assemblies">File names of its assemblies.</param>
internal sealed record DependencyLibrary(string Name, string Version, string Type, ImmutableArray<string> Dependencies, ImmutableArray<string> Assemblies)
{
    /// <summary><c>NAME/VERSION</c>.</summary>
    public string Key => $"{Name}/{Version}";
}
