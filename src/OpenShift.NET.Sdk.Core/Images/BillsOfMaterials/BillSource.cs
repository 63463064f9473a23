using System.Collections.Frozen;

namespace OpenShift.NET.Sdk.Images.BillsOfMaterials;

/// <summary>What a bill says besides what the image shows.</summary>
internal sealed record BillSource
{
    /// <summary>The image's name, for example its repository.</summary>
    public required string Name { get; init; }

    /// <summary>The image's version; empty for its digest.</summary>
    public string Version { get; init; } = "";

    /// <summary>Name of the assembly that is the application; <see langword="null"/> when only the image is known.</summary>
    public string? Application { get; init; }

    /// <summary>Folder of the application in the image, absolute and without a slash at its end.</summary>
    public string Folder { get; init; } = "/app";

    /// <summary>Shared frameworks the application runs on.</summary>
    public IReadOnlyCollection<string> Frameworks { get; init; } = [];

    /// <summary>SPDX licence expression of the application.</summary>
    public string? License { get; init; }

    /// <summary>Who publishes it.</summary>
    public string? Supplier { get; init; }

    /// <summary>Address of the application's sources.</summary>
    public string? Website { get; init; }

    /// <summary>The application's libraries; <see langword="null"/> when only the image's own dependency lists are known.</summary>
    public DependencyList? Dependencies { get; init; }

    /// <summary>What packages say of themselves, by <c>NAME/VERSION</c>.</summary>
    public IReadOnlyDictionary<string, PackageDescription> Packages { get; init; } = FrozenDictionary<string, PackageDescription>.Empty;

    /// <summary>Version of the tool that makes the bill.</summary>
    public required string ToolVersion { get; init; }
}
