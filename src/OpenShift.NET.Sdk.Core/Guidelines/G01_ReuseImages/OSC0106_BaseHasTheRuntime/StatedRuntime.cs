using NuGet.Versioning;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.References;

namespace OpenShift.NET.Sdk.Guidelines.G01_ReuseImages.OSC0106_BaseHasTheRuntime;

/// <summary>The .NET runtime version a base image states, for bases whose files do not show it.</summary>
/// <param name="Version">The version.</param>
/// <param name="Source">What states it.</param>
internal sealed record StatedRuntime(NuGetVersion Version, string Source)
{
    /// <summary>What the environment, a label, or for Microsoft's own images the tag says, in this order.</summary>
    public static StatedRuntime? Find(Publication publication, string baseName)
    {
        ExecutionConfig stated = publication.Base?.Config.Config ?? publication.Config.Config;
        return Parse(stated.EnvironmentVariable("DOTNET_VERSION"), "DOTNET_VERSION")
            ?? Parse(stated.Labels?.GetValueOrDefault("net.dot.runtime.majorminor"), "label net.dot.runtime.majorminor")
            ?? Parse(TagOf(baseName), "tag");
    }

    private static StatedRuntime? Parse(string? text, string source) =>
        NuGetVersion.TryParse(text, out NuGetVersion? version) ? new StatedRuntime(version, source) : null;

    // 10.0, 10.0.1-noble-chiseled; other images' tags can be versions of anything.
    private static string? TagOf(string baseName) =>
        ImageReference.TryParse(baseName, out ImageReference? reference, out _) && reference is { Repository: var repository, Tag: { } tag }
            && (repository.EndsWith("dotnet/aspnet", StringComparison.Ordinal) || repository.EndsWith("dotnet/runtime", StringComparison.Ordinal))
            ? tag.Split('-')[0]
            : null;
}
