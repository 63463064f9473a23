using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace OpenShift.NET.Sdk.Manifests.Fields;

/// <summary>
/// The fields of the kinds people deploy, as Kubernetes and OpenShift publish them. The data, <c>fields.txt</c>, is generated from their OpenAPI
/// documents by a test; one type a line: <c>Name field field!:type …</c>, where <c>!</c> says required and a type is a letter (<c>a</c> any,
/// <c>i</c> integer, <c>n</c> number, <c>b</c> boolean, <c>p</c> integer or text, <c>q</c> quantity; none: text) or the name of a type of this table,
/// <c>[</c> and <c>{</c> before it for sequences and free mappings. A line that begins with <c>=</c> names the type of a kind: <c>=apps/v1/Deployment type</c>.
/// </summary>
internal sealed class FieldTable
{
    private static FieldTable? s_known;
    private readonly Dictionary<string, string> _lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _kinds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ImmutableArray<Field>> _types = new(StringComparer.Ordinal);

    private FieldTable(TextReader data)
    {
        while (data.ReadLine() is { } line)
        {
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            if (line is ['=', ..])
            {
                _kinds[line[1..space]] = line[(space + 1)..];
            }
            else if (space > 0 && line[0] != '#')
            {
                _lines[line[..space]] = line;
            }
        }
    }

    /// <summary>The table of this product; read when it is first asked for.</summary>
    public static FieldTable Known => s_known ??= Load();

    /// <summary>Name of the type of a kind; <see langword="null"/> for a kind the table does not have.</summary>
    public string? TypeOf(string apiVersion, string kind) => _kinds.GetValueOrDefault($"{apiVersion}/{kind}");

    /// <summary>The fields of a type.</summary>
    public ImmutableArray<Field> FieldsOf(string type) =>
        _types.GetOrAdd(type, static (name, lines) => lines.TryGetValue(name, out string? line) ? [.. line.Split(' ').Skip(1).Select(Parse)] : [], _lines);

    private static FieldTable Load()
    {
        using Stream data = Assembly.GetExecutingAssembly().GetManifestResourceStream("OpenShift.NET.Sdk.Manifests.Fields.fields.txt")!;
        using var reader = new StreamReader(data);
        return new FieldTable(reader);
    }

    private static Field Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? text : text[..colon];
        string type = colon < 0 ? "" : text[(colon + 1)..];
        int shape = type.AsSpan().IndexOfAnyExcept("[{");
        shape = shape < 0 ? type.Length : shape;
        string rest = type[shape..];
        bool required = name.EndsWith('!');
        return new Field(required ? name[..^1] : name, required, type[..shape], OfLetter(rest), rest);
    }

    private static FieldType OfLetter(string type) => type switch
    {
        "" => FieldType.Text,
        "a" => FieldType.Any,
        "i" => FieldType.Integer,
        "n" => FieldType.Number,
        "b" => FieldType.Boolean,
        "p" => FieldType.IntegerOrText,
        "q" => FieldType.Quantity,
        _ => FieldType.Object,
    };
}
