using System.Collections.Immutable;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Charts;

/// <summary>Puts values with a path of keys into one mapping.</summary>
internal static class ChartTree
{
    /// <summary>The mapping with one more value; the mappings on the way are made where they are not there yet.</summary>
    public static YamlMapping With(YamlMapping root, ReadOnlySpan<string> path, YamlNode value, string? comment)
    {
        YamlEntry? existing = root.EntryOf(path[0]);
        YamlEntry entry = path.Length == 1
            ? new YamlEntry(path[0], value) { Comment = comment }
            : (existing ?? new YamlEntry(path[0], YamlMapping.Empty)) with { Value = With(existing?.Value as YamlMapping ?? YamlMapping.Empty, path[1..], value, comment) };
        ImmutableArray<YamlEntry> entries = existing is null ? root.Entries.Add(entry) : root.Entries.Replace(existing, entry);
        return root with { Entries = entries };
    }
}
