using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Publishing.Solutions;

/// <summary>A project of a solution and its manifests.</summary>
/// <param name="Name">The name of its objects (<c>OpenShiftName</c>).</param>
/// <param name="Folder">Full path of its folder of manifests (<c>OpenShiftManifestDirectory</c>).</param>
public sealed record SolutionService(string Name, string Folder)
{
    /// <summary>Full paths of the facts files of its images; none when only the manifests are known.</summary>
    public ImmutableArray<string> Facts { get; init; } = [];

    /// <summary>Full path of the folder in which this publish left its manifests before it copied them; empty for that of its first image. Of several platforms it is the one of the index over them.</summary>
    public string Stage { get; init; } = "";

    /// <summary>Digest of what was delivered: the image, or the index over several.</summary>
    public Digest Delivered { get; init; }
}
