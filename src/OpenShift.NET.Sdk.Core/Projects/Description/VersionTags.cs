using System.Collections.Immutable;
using NuGet.Versioning;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>
/// Tags an image gets from its version (guideline 02): <c>1.4.2</c> → <c>1.4.2</c>, <c>1.4</c>, <c>1</c>; a prerelease only itself.
/// Under major version 0 a minor version may break its users (SemVer 2.0, item 4), so <c>0.4.2</c> gives no tag <c>0</c>.
/// </summary>
public static class VersionTags
{
    /// <summary>The tags, the most specific first; empty when the version is none.</summary>
    public static ImmutableArray<string> Of(string version)
    {
        if (!NuGetVersion.TryParse(version, out NuGetVersion? parsed))
        {
            return [];
        }

        // Build metadata is no part of a tag: '+' is not in the tag grammar of the distribution specification.
        string full = parsed.ToNormalizedString();
        if (parsed.IsPrerelease)
        {
            return [full];
        }

        var tags = ImmutableArray.CreateBuilder<string>();
        tags.Add(full);
        if (parsed.Revision > 0)
        {
            tags.Add(FormattableString.Invariant($"{parsed.Major}.{parsed.Minor}.{parsed.Patch}"));
        }

        tags.Add(FormattableString.Invariant($"{parsed.Major}.{parsed.Minor}"));
        if (parsed.Major > 0)
        {
            tags.Add(FormattableString.Invariant($"{parsed.Major}"));
        }

        return tags.ToImmutable();
    }
}
