using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects;

/// <summary>What the project says of itself.</summary>
public sealed record ProjectIdentity
{
    /// <summary>Name: the project file's name without extension.</summary>
    public required string Name { get; init; }

    /// <summary>Full path of the project file.</summary>
    public required string ProjectFile { get; init; }

    /// <summary>Full path of the folder that is the top of its repository; <see langword="null"/> for none.</summary>
    public string? RepositoryRoot { get; init; }

    /// <summary>Assembly name.</summary>
    public string AssemblyName { get; init; } = "";

    /// <summary><c>Version</c>, a SemVer 2.0 version.</summary>
    public string Version { get; init; } = "";

    /// <summary>Whether the user set a version (property, file or versioning package) rather than the SDK's own 1.0.0.</summary>
    public bool VersionIsExplicit { get; init; }

    /// <summary><c>Title</c> or <c>Product</c>.</summary>
    public string? Title { get; init; }

    /// <summary><c>Description</c> as the user wrote it.</summary>
    public string? Description { get; init; }

    /// <summary><c>Authors</c>.</summary>
    public string? Authors { get; init; }

    /// <summary><c>Company</c>.</summary>
    public string? Company { get; init; }

    /// <summary>Address of the source repository.</summary>
    public string? RepositoryUrl { get; init; }

    /// <summary>Address of the project.</summary>
    public string? ProjectUrl { get; init; }

    /// <summary>SPDX licence expression.</summary>
    public string? License { get; init; }

    /// <summary>Source revision (commit).</summary>
    public string? Revision { get; init; }

    /// <summary><c>PackageTags</c>, split.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];
}
