using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects;

/// <summary>What the project says of the builder that its image is to be for source-to-image (<c>OpenShiftSourceToImage</c>).</summary>
public sealed record SourceToImageFacts
{
    /// <summary>Whether the image is to be a builder as well.</summary>
    public bool IsWanted { get; init; }

    /// <summary>The folder in which the application finds the sources that were supplied (<c>OpenShiftSourceFolder</c>); of no use where the sources are .NET projects.</summary>
    public string Folder { get; init; } = "/opt/app-root/src";

    /// <summary>The files of the project's own folder <c>s2i</c>, ordered by name.</summary>
    public ImmutableArray<SourceToImageFile> Files { get; init; } = [];

    /// <summary>The libraries that a builder of .NET applications brings along (<c>OpenShiftCommonLibrary</c>), ordered by name; none when <c>OpenShiftCommonLibraries</c> is <c>false</c>.</summary>
    public ImmutableArray<CommonLibrary> Libraries { get; init; } = [];

    /// <summary>Whether the project itself says that it wants them, and not only the default.</summary>
    public bool LibrariesAreAsked { get; init; }
}
