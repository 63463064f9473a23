using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.SourceToImage;

/// <summary>A NuGet package of this machine that a builder brings along.</summary>
/// <param name="Name">Its id, as the package itself writes it.</param>
/// <param name="Version">Its version, normalized.</param>
/// <param name="Folder">Full path of the folder NuGet has unpacked it to.</param>
/// <param name="IsListed">Whether the list of libraries names it, and not only another package that depends on it.</param>
internal sealed record LibraryPackage(string Name, string Version, string Folder, bool IsListed)
{
    /// <summary>Its folder below that of all packages, as NuGet lays out a feed: <c>npgsql/10.0.3</c>.</summary>
    public string Path { get; } = $"{Name.ToLowerInvariant()}/{Version.ToLowerInvariant()}";

    /// <summary>The package as it was published, its hash and its description: what NuGet reads of a feed on disk. What it was unpacked to is left out; a restore unpacks what it takes.</summary>
    public ImmutableArray<string> Files { get; } =
    [
        $"{Name.ToLowerInvariant()}.{Version.ToLowerInvariant()}.nupkg",
        $"{Name.ToLowerInvariant()}.{Version.ToLowerInvariant()}.nupkg.sha512",
        $"{Name.ToLowerInvariant()}.nuspec",
    ];
}
