using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects;

/// <summary>What the compiler made of the project, before publishing trims, bundles or compiles it further.</summary>
public sealed record CompilationFacts
{
    /// <summary>Full path of the compiler's own output (<c>@(IntermediateAssembly)</c>, of a Native AOT publish the managed assembly that was there before it); <see langword="null"/> when the build does not name it.</summary>
    public string? Assembly { get; init; }

    /// <summary>Full paths of the assemblies of referenced projects.</summary>
    public ImmutableArray<string> References { get; init; } = [];

    /// <summary>Full path of the build's dependency file (<c>*.deps.json</c>); a publish as one file has none of its own.</summary>
    public string? DependencyFile { get; init; }
}
