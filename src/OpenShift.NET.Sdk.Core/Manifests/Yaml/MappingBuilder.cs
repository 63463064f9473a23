using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Manifests.Yaml;

/// <summary>Makes a mapping by a collection initialiser. A key whose value is <see langword="null"/> is left out.</summary>
internal sealed class MappingBuilder : IEnumerable<YamlEntry>
{
    private readonly ImmutableArray<YamlEntry>.Builder _entries = ImmutableArray.CreateBuilder<YamlEntry>();

    [return: NotNullIfNotNull(nameof(builder))]
    public static implicit operator YamlMapping?(MappingBuilder? builder) => builder?.Build();

    public YamlMapping Build() => new(_entries.ToImmutable());

    public void Add(string key, YamlNode? value, string? comment = null)
    {
        if (value is not null)
        {
            _entries.Add(new YamlEntry(key, value) { Comment = comment });
        }
    }

    /// <summary>Adds a key that stands for what the user wrote elsewhere.</summary>
    public void Add(string key, string? value, string? comment, SourceLocation? place)
    {
        if (value is not null)
        {
            _entries.Add(new YamlEntry(key, new YamlScalar(value)) { Comment = comment, Mark = place is { Line: > 0 } ? new YamlMark(place.Line, Math.Max(place.Column, 1)) { File = place.File } : default });
        }
    }

    public void Add(string key, MappingBuilder? value, string? comment = null) => Add(key, value?.Build(), comment);

    public void Add(string key, string? value, string? comment = null) => Add(key, value is null ? null : new YamlScalar(value), comment);

    public void Add(string key, int value, string? comment = null) => Add(key, (YamlScalar)value, comment);

    public void Add(string key, int? value, string? comment = null) => Add(key, value is { } number ? (YamlScalar)number : null, comment);

    public void Add(string key, bool value, string? comment = null) => Add(key, (YamlScalar)value, comment);

    /// <summary>Adds a sequence; an empty one is left out.</summary>
    public void Add(string key, IEnumerable<YamlNode> items, string? comment = null)
    {
        ImmutableArray<YamlNode> all = [.. items];
        Add(key, all.IsEmpty ? null : new YamlSequence(all), comment);
    }

    public IEnumerator<YamlEntry> GetEnumerator() => ((IEnumerable<YamlEntry>)_entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
