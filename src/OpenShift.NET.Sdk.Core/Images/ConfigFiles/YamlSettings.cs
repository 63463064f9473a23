using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace OpenShift.NET.Sdk.Images.ConfigFiles;

/// <summary>Settings in YAML: the scalars of all documents under the names above them, entries of lists under the list's name, and each line of a block text by itself. What an alias stands for is read where its anchor is.</summary>
internal static class YamlSettings
{
    // The parser's time grows with the square of the depth.
    private const int GreatestDepth = 64;

    /// <summary>Reads a text.</summary>
    /// <exception cref="YamlException">It is no YAML from that mark on, or nested deeper than settings are; what stands before it has been returned.</exception>
    public static IEnumerable<ConfigEntry> Read(string text)
    {
        var parser = new Parser(new StringReader(text));
        var open = new Stack<Collection>();
        string[]? lines = null;
        while (Next(parser))
        {
            Collection? above = open.Count > 0 ? open.Peek() : null;
            switch (parser.Current)
            {
                case MappingStart or SequenceStart:
                    string under = above is null ? "" : above.IsAtKey ? above.Name("?", parser.Current.Start) : above.Take();
                    open.Push(open.Count < GreatestDepth ? new Collection(under, parser.Current is MappingStart) : throw new YamlException(parser.Current.Start, parser.Current.End, "it is nested too deep"));
                    break;
                case MappingEnd or SequenceEnd:
                    open.Pop();
                    break;
                case AnchorAlias when above is not null:
                    _ = above.IsAtKey ? above.Name("*", parser.Current.Start) : above.Take();
                    break;
                case Scalar scalar when above is { IsAtKey: true }:
                    above.Name(scalar.Value, scalar.Start);
                    break;
                case Scalar scalar:
                    Mark named = above?.Named ?? scalar.Start;
                    string key = above?.Take() ?? "";
                    if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded)
                    {
                        lines ??= text.Split('\n');
                        foreach (ConfigEntry line in LinesOf(lines, key, scalar))
                        {
                            yield return line;
                        }
                    }
                    else if (scalar.Value.Length > 0 || scalar.Style != ScalarStyle.Plain)
                    {
                        Mark place = named.Line == scalar.Start.Line ? named : scalar.Start;
                        yield return new ConfigEntry(key, scalar.Value, (int)scalar.Start.Line) { Column = (int)place.Column };
                    }

                    break;
                default:
                    break;
            }
        }
    }

    private static IEnumerable<ConfigEntry> LinesOf(string[] lines, string key, Scalar scalar)
    {
        // The text begins below the '|', and its end is the beginning of what comes after it.
        for (int i = (int)scalar.Start.Line; i < Math.Min((int)scalar.End.Line, lines.Length); i++)
        {
            string content = lines[i].Trim();
            if (content.Length > 0 && (i + 1 < scalar.End.Line || scalar.End.Column > 1))
            {
                yield return new ConfigEntry(key, content, i + 1) { Column = lines[i].Length - lines[i].TrimStart().Length + 1 };
            }
        }
    }

    private static bool Next(Parser parser)
    {
        try
        {
            return parser.MoveNext();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException or NullReferenceException)
        {
            // The parser has states of its own that hostile text reaches.
            Mark last = parser.Current?.End ?? new Mark(0, 1, 1);
            throw new YamlException(last, last, "it cannot be parsed from here on", e);
        }
    }

    /// <summary>A mapping or a sequence that is being read.</summary>
    /// <param name="prefix">The key it stands under.</param>
    /// <param name="isMapping">Whether it has names.</param>
    private sealed class Collection(string prefix, bool isMapping)
    {
        private string? _name;

        /// <summary>Where the name of the value to come stands; <see langword="null"/> where it has none of its own.</summary>
        public Mark? Named { get; private set; }

        /// <summary>Whether a name comes next.</summary>
        public bool IsAtKey => isMapping && _name is null;

        /// <summary>Takes a name.</summary>
        public string Name(string name, Mark mark)
        {
            Named = mark;
            return _name = name;
        }

        /// <summary>The key of the value that comes now.</summary>
        public string Take()
        {
            string key = _name is null ? prefix : ConfigEntry.KeyOf(prefix, _name);
            _name = null;
            return key;
        }
    }
}
