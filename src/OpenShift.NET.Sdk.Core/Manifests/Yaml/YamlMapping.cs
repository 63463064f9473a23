using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Manifests.Yaml;

/// <summary>A mapping; keys are unique and keep their order.</summary>
/// <param name="Entries">The keys with their values.</param>
public sealed record YamlMapping(ImmutableArray<YamlEntry> Entries) : YamlNode
{
    /// <summary>A mapping without keys.</summary>
    public static YamlMapping Empty { get; } = new([]);

    /// <summary>The value of a key; <see langword="null"/> when there is none.</summary>
    public YamlNode? this[string key] => EntryOf(key)?.Value;

    /// <summary>A key with its value; <see langword="null"/> when there is none.</summary>
    public YamlEntry? EntryOf(string key)
    {
        foreach (YamlEntry entry in Entries)
        {
            if (entry.Key == key)
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>The mapping with a value in the place of a key's own, or at the end where there is none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Its value.</param>
    /// <param name="comment">What is written above the key; <see langword="null"/> leaves what there is.</param>
    internal YamlMapping With(string key, YamlNode value, string? comment = null) => EntryOf(key) is { } entry
        ? this with { Entries = Entries.Replace(entry, entry with { Value = value, Comment = comment ?? entry.Comment }) }
        : this with { Entries = Entries.Add(new YamlEntry(key, value) { Comment = comment }) };

    /// <summary>The node that a path of keys leads to; <see langword="null"/> where the path ends early or meets something else than a mapping.</summary>
    public YamlNode? At(params ReadOnlySpan<string> path)
    {
        YamlNode? node = this;
        foreach (string key in path)
        {
            node = (node as YamlMapping)?[key];
        }

        return node;
    }

    /// <summary>The text of the scalar that a path of keys leads to; <see langword="null"/> when there is no scalar or it is null.</summary>
    public string? TextAt(params ReadOnlySpan<string> path) => At(path) is YamlScalar { Kind: not YamlScalarKind.Null } scalar ? scalar.Text : null;

    /// <summary>The mapping that a path of keys leads to; an empty one when there is none.</summary>
    public YamlMapping MappingAt(params ReadOnlySpan<string> path) => At(path) as YamlMapping ?? Empty;

    /// <summary>The items of the sequence that a path of keys leads to; none when there is no sequence.</summary>
    public ImmutableArray<YamlNode> ItemsAt(params ReadOnlySpan<string> path) => At(path) is YamlSequence sequence ? sequence.Items : [];
}
