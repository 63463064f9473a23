using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace OpenShift.NET.Sdk.Manifests.Yaml;

/// <summary>
/// Reads YAML and JSON as Kubernetes' tools do (<c>sigs.k8s.io/yaml</c> in strict mode): anchors and merge keys are resolved, duplicate keys are
/// refused. What is read is bounded in size, depth and number of nodes, anchors counted as often as they are used, so no text can take long.
/// </summary>
public sealed class YamlReader
{
    /// <summary>The most bytes a file may have: what etcd takes for one object is less (1.5 MiB for a whole request).</summary>
    public const int LargestFile = 1024 * 1024;

    /// <summary>The most levels of nesting.</summary>
    public const int GreatestDepth = 64;

    /// <summary>The most nodes of one file, what an alias stands for included.</summary>
    public const int MostNodes = 100_000;

    private readonly IParser _parser;
    private readonly string _file;
    private readonly Dictionary<string, Anchored> _anchors = new(StringComparer.Ordinal);
    private int _nodes;

    private YamlReader(string text, string file)
    {
        _parser = new Parser(new StringReader(text));
        _file = file;
    }

    /// <summary>Reads the documents of a text; empty documents are left out.</summary>
    /// <param name="content">The file's bytes, UTF-8.</param>
    /// <param name="file">Path of the file, for messages.</param>
    /// <returns>The documents, each a mapping.</returns>
    /// <exception cref="OpenShiftException">OSC0050: the text is no YAML that Kubernetes reads; OSC0051: it is too large.</exception>
    public static ImmutableArray<YamlMapping> Read(ReadOnlySpan<byte> content, string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return ReadText(YamlText.Decode(content, file), file);
    }

    /// <summary>Reads the documents of a text; see <see cref="Read(ReadOnlySpan{byte}, string)"/>.</summary>
    /// <exception cref="OpenShiftException">OSC0050, OSC0051.</exception>
    public static ImmutableArray<YamlMapping> ReadText(string text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(file);
        YamlText.RequireReadable(text, file);

        // JSON may be indented with tabs; inside its strings it has none.
        string yaml = text.AsSpan().TrimStart() is ['{', ..] ? text.Replace('\t', ' ') : text;
        var reader = new YamlReader(yaml, file);
        try
        {
            return reader.Documents();
        }
        catch (YamlException e)
        {
            throw YamlText.SyntaxError(text, new SourceLocation(file, (int)e.Start.Line, (int)e.Start.Column), e.Message, e);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException or NullReferenceException)
        {
            // The parser has states of its own that hostile text reaches; they say nothing a user could use.
            Mark last = reader._parser.Current?.End ?? Mark.Empty;
            throw YamlText.SyntaxError(text, new SourceLocation(file, Math.Max((int)last.Line, 1), Math.Max((int)last.Column, 1)), "it cannot be parsed from here on", e);
        }
    }

    private ImmutableArray<YamlMapping> Documents()
    {
        ImmutableArray<YamlMapping>.Builder documents = ImmutableArray.CreateBuilder<YamlMapping>();
        while (_parser.MoveNext())
        {
            if (_parser.Current is not DocumentStart)
            {
                continue;
            }

            _parser.MoveNext();
            _anchors.Clear();
            switch (ReadNode(1).Node)
            {
                case YamlMapping mapping:
                    documents.Add(mapping);
                    break;
                case YamlScalar { Kind: YamlScalarKind.Null }:
                    break;
                case var other:
                    throw Invalid(other.Mark, "has a document that is no object", "Write apiVersion, kind and metadata; every document of a manifest file is one object.");
            }
        }

        return documents.ToImmutable();
    }

    /// <summary>Reads the node the parser stands on; it stands on the node's last event afterwards.</summary>
    private Anchored ReadNode(int depth)
    {
        ParsingEvent start = _parser.Current!;
        YamlMark mark = MarkOf(start);
        if (depth > GreatestDepth)
        {
            throw TooDeep(mark);
        }

        if (start is AnchorAlias alias)
        {
            if (!_anchors.TryGetValue(alias.Value.Value, out Anchored? target))
            {
                throw Invalid(mark, $"uses the anchor '{alias.Value}', which is not set above it", $"Set it with '&{alias.Value}' before, or write the value out.");
            }

            Count(target.Nodes, mark);
            return depth + target.Depth - 1 > GreatestDepth ? throw TooDeep(mark) : target;
        }

        Count(1, mark);
        int before = _nodes;
        NodeEvent node = (NodeEvent)start;
        Anchored read = node switch
        {
            Scalar scalar => new Anchored(ReadScalar(scalar, mark), 1, 1),
            SequenceStart => ReadSequence(mark, depth),
            _ => ReadMapping(mark, depth),
        };
        read = read with { Nodes = _nodes - before + 1 };
        if (!node.Anchor.IsEmpty)
        {
            _anchors[node.Anchor.Value] = read;
        }

        return read;
    }

    private Anchored ReadSequence(YamlMark mark, int depth)
    {
        RequireTag((NodeEvent)_parser.Current!, "tag:yaml.org,2002:seq");
        ImmutableArray<YamlNode>.Builder items = ImmutableArray.CreateBuilder<YamlNode>();
        int deepest = 0;
        while (_parser.MoveNext() && _parser.Current is not SequenceEnd)
        {
            Anchored item = ReadNode(depth + 1);
            items.Add(item.Node);
            deepest = Math.Max(deepest, item.Depth);
        }

        return new Anchored(new YamlSequence(items.ToImmutable()) { Mark = mark }, 0, deepest + 1);
    }

    private Anchored ReadMapping(YamlMark mark, int depth)
    {
        RequireTag((NodeEvent)_parser.Current!, "tag:yaml.org,2002:map");
        ImmutableArray<YamlEntry>.Builder entries = ImmutableArray.CreateBuilder<YamlEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        List<YamlNode>? merged = null;
        int deepest = 0;
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            YamlMark keyMark = MarkOf(_parser.Current!);
            string key = ReadKey(out bool isMerge);
            _parser.MoveNext();
            Anchored value = ReadNode(depth + 1);
            deepest = Math.Max(deepest, value.Depth);
            if (isMerge)
            {
                (merged ??= []).Add(value.Node);
            }
            else if (keys.Add(key))
            {
                entries.Add(new YamlEntry(key, value.Node) { Mark = keyMark });
            }
            else
            {
                int first = entries.First(e => e.Key == key).Mark.Line;
                throw Invalid(keyMark, FormattableString.Invariant($"has the key '{Shown(key)}' a second time in one mapping, first on line {first}"), "Keep one of the two.");
            }
        }

        foreach (YamlNode node in merged ?? [])
        {
            Merge(node, entries, keys);
        }

        return new Anchored(new YamlMapping(entries.ToImmutable()) { Mark = mark }, 0, deepest + 1);
    }

    private string ReadKey(out bool isMerge)
    {
        YamlMark mark = MarkOf(_parser.Current!);
        isMerge = _parser.Current is Scalar { Style: ScalarStyle.Plain, Value: "<<" };
        YamlNode? node = _parser.Current is AnchorAlias or Scalar ? ReadNode(1).Node : null;
        return node switch
        {
            YamlScalar { Kind: YamlScalarKind.Null } => throw Invalid(mark, "has a key without a text", "Write a name before the ':'."),
            YamlScalar { Kind: YamlScalarKind.Boolean } scalar => throw Invalid(mark, $"has a key that YAML takes for the truth value {scalar.Text}", "Write the key in quotation marks."),
            YamlScalar scalar => scalar.Text,
            _ => throw Invalid(mark, "has a mapping or a sequence as a key", "Write the key as one text."),
        };
    }

    // What stands in the mapping itself wins over what is merged, and of several merged mappings the first (yaml.org/type/merge).
    private void Merge(YamlNode node, ImmutableArray<YamlEntry>.Builder entries, HashSet<string> keys)
    {
        foreach (YamlNode part in node is YamlSequence sequence ? sequence.Items : [node])
        {
            if (part is not YamlMapping mapping)
            {
                throw Invalid(part.Mark, "merges with '<<' what is no mapping", "Name a mapping, or a sequence of mappings, after '<<:'.");
            }

            foreach (YamlEntry entry in mapping.Entries)
            {
                if (keys.Add(entry.Key))
                {
                    entries.Add(entry);
                }
            }
        }
    }

    private YamlScalar ReadScalar(Scalar scalar, YamlMark mark)
    {
        if (scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific)
        {
            YamlScalar read = scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty ? PlainScalar.Resolve(scalar.Value) : new YamlScalar(scalar.Value);
            return read with { Mark = mark };
        }

        const string Prefix = "tag:yaml.org,2002:";
        YamlScalar resolved = PlainScalar.Resolve(scalar.Value);
        YamlScalar? tagged = scalar.Tag.Value switch
        {
            Prefix + "str" => new YamlScalar(scalar.Value),
            Prefix + "int" when resolved.Kind == YamlScalarKind.Integer => resolved,
            Prefix + "float" when resolved.Kind is YamlScalarKind.Integer or YamlScalarKind.Float => resolved with { Kind = YamlScalarKind.Float },
            Prefix + "bool" when resolved.Kind == YamlScalarKind.Boolean => resolved,
            Prefix + "null" when resolved.Kind == YamlScalarKind.Null => resolved,
            _ => null,
        };
        return tagged is null ? throw BadTag(scalar, mark) : tagged with { Mark = mark };
    }

    private void RequireTag(NodeEvent node, string tag)
    {
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific && node.Tag.Value != tag)
        {
            throw BadTag(node, MarkOf(node));
        }
    }

    private void Count(int nodes, YamlMark mark)
    {
        _nodes += nodes;
        if (_nodes > MostNodes)
        {
            throw new OpenShiftException(
                ToolCodes.ManifestTooLarge,
                FormattableString.Invariant($"'{_file}' has more than {MostNodes} YAML nodes, what its aliases stand for included"),
                "Split the file, and write out what aliases of aliases multiply.",
                PlaceOf(mark));
        }
    }

    private OpenShiftException TooDeep(YamlMark mark) => new(
        ToolCodes.ManifestTooLarge,
        FormattableString.Invariant($"'{_file}' is nested more than {GreatestDepth} levels deep"),
        "No Kubernetes object is; correct the indentation or the brackets.",
        PlaceOf(mark));

    private OpenShiftException BadTag(NodeEvent node, YamlMark mark) =>
        Invalid(mark, $"has the tag '{Shown(node.Tag.Value)}' on a value it does not fit, or which Kubernetes does not know", "Remove the tag.");

    private OpenShiftException Invalid(YamlMark mark, string seen, string remedy) =>
        new(ToolCodes.InvalidYaml, FormattableString.Invariant($"'{_file}' {seen} (line {mark.Line}, column {mark.Column})"), remedy, PlaceOf(mark));

    private SourceLocation PlaceOf(YamlMark mark) => new(_file, mark.Line, mark.Column);

    private static YamlMark MarkOf(ParsingEvent parsing) => new((int)parsing.Start.Line, (int)parsing.Start.Column);

    private static string Shown(string text) => text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 80), "…");

    /// <summary>A node that has been read.</summary>
    /// <param name="Node">The node.</param>
    /// <param name="Nodes">How many nodes it stands for, itself included.</param>
    /// <param name="Depth">How many levels it has, itself included.</param>
    private sealed record Anchored(YamlNode Node, int Nodes, int Depth);
}
