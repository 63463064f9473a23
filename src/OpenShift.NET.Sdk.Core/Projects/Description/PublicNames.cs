using System.Collections.Frozen;
using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>What a user may write in a project: the names of <c>targets/PublicSurface.txt</c>, which this assembly carries.</summary>
internal static class PublicNames
{
    private const string Prefix = "OpenShift";
    private const string MetadataWord = "metadata";

    static PublicNames()
    {
        using Stream resource = typeof(PublicNames).Assembly.GetManifestResourceStream("PublicSurface.txt")!;
        using var reader = new StreamReader(resource);
        string[][] rows = [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(static row => row.Split(' '))];
        All = rows.Where(static r => r is ["property" or "item", _]).Select(static r => r[1]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        Metadata = rows.Where(static r => r is ["item", _, MetadataWord, _]).GroupBy(static r => r[1][Prefix.Length..], static r => r[3]).ToFrozenDictionary(static g => g.Key, static g => g.ToImmutableArray(), StringComparer.Ordinal);
    }

    /// <summary>Properties and items.</summary>
    public static FrozenSet<string> All { get; }

    /// <summary>The metadata of items, by the item's name without <c>OpenShift</c>.</summary>
    public static FrozenDictionary<string, ImmutableArray<string>> Metadata { get; }
}
