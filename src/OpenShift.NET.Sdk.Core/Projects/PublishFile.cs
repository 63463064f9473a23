namespace OpenShift.NET.Sdk.Projects;

/// <summary>One file of the publish output.</summary>
public sealed record PublishFile
{
    /// <summary>Path below the publish folder, with <c>/</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Full path of the file on this machine.</summary>
    public required string Source { get; init; }

    /// <summary>Full path of the file it is a copy of, where somebody wrote that one; <see langword="null"/> for what a build or a package made.</summary>
    public string? WrittenIn { get; init; }

    /// <summary>Where it comes from.</summary>
    public FileOrigin Origin { get; init; }

    /// <summary>NuGet package id of a package file.</summary>
    public string? PackageId { get; init; }

    /// <summary>NuGet package version of a package file.</summary>
    public string? PackageVersion { get; init; }

    /// <summary>Runtime identifier of a native or RID-specific asset.</summary>
    public string? RuntimeIdentifier { get; init; }

    /// <summary>The SDK's asset type: <c>native</c>, <c>runtime</c>, <c>resources</c>.</summary>
    public string? AssetType { get; init; }

    /// <summary>Why the file stays out of the image; <see langword="null"/> when it goes in.</summary>
    public string? LeftOutBecause { get; init; }

    /// <summary>Whether the file is started as a program, so that it gets mode 0755.</summary>
    public bool Executable { get; init; }
}
