using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Charts;

/// <summary>
/// Turns nodes of a Template into nodes of a chart's template (Go's text/template with Helm's functions): references to parameters become expressions, whatever
/// else looks like one is escaped. Expressions stand as they are written in files of the user's own that are for the chart alone.
/// </summary>
internal sealed class ChartText
{
    /// <summary>How the names of files end that are for the chart alone.</summary>
    public static readonly ImmutableArray<string> OwnFiles = [".helm.yaml", ".helm.yml"];

    private const string Opening = "{{";

    // A raw string of Go's: it survives every kind of YAML's quotation marks.
    private const string Escaped = "{{`{{`}}";

    private readonly string _chart;
    private readonly Dictionary<string, ChartValue> _values;
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public ChartText(string chart, ImmutableArray<ChartValue> values)
    {
        _chart = chart;
        _values = values.ToDictionary(static v => v.Parameter.Name, StringComparer.Ordinal);
    }

    /// <summary>Whether a file of the user's is for the chart alone.</summary>
    public static bool IsOwnFile(string path) => OwnFiles.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether an expression asked for a parameter.</summary>
    public bool Uses(ChartValue value) => _used.Contains(value.Parameter.Name);

    /// <summary>The node as the chart has it.</summary>
    public YamlNode Apply(YamlNode node) => node switch
    {
        YamlMapping mapping => mapping with { Entries = [.. mapping.Entries.Select(e => e with { Key = Inline(e.Key, keepsExpressions: e.Mark.File is { } file && IsOwnFile(file)), Value = Apply(e.Value), Comment = e.Comment is null ? null : Escape(e.Comment) })] },
        YamlSequence sequence => sequence with { Items = [.. sequence.Items.Select(Apply)] },
        YamlScalar { Kind: YamlScalarKind.String } scalar => Scalar(scalar),
        _ => node,
    };

    /// <summary>The same of a mapping.</summary>
    public YamlMapping Apply(YamlMapping mapping) => (YamlMapping)Apply((YamlNode)mapping);

    /// <summary>A text in which nothing is an expression.</summary>
    public static string Escape(string text) => text.Replace(Opening, Escaped, StringComparison.Ordinal);

    /// <summary>The name of the deployment as an operand.</summary>
    public string FullName => $"(include \"{_chart}.fullname\" .)";

    private YamlScalar Scalar(YamlScalar scalar)
    {
        string text = scalar.Text;
        if (scalar.Mark.File is { } file && IsOwnFile(file) && text.Contains(Opening, StringComparison.Ordinal))
        {
            return OfOwnFile(scalar, Inline(text, keepsExpressions: true));
        }

        ImmutableArray<ParameterReference> references = Known(text);
        if (references.IsEmpty)
        {
            return scalar with { Text = Escape(text) };
        }

        if (text == "${NAME}-secrets")
        {
            return Expression($"include \"{_chart}.secretName\" . | quote", scalar);
        }

        return references is [var whole] && whole.Length == text.Length
            ? whole.IsDouble ? Expression(Bare(whole.Name), scalar) : Expression($"{Operand(whole.Name, isAlone: true)} | quote", scalar)
            : Expression(Printf(text, references) + " | quote", scalar);
    }

    // Alone it is what the expression makes of it, a number or a mapping too; in a text it is a part of the text.
    private static YamlScalar OfOwnFile(YamlScalar scalar, string text) =>
        text.StartsWith(Opening, StringComparison.Ordinal) && text.EndsWith("}}", StringComparison.Ordinal) ? scalar with { Text = text, Kind = YamlScalarKind.Verbatim }
        : text.Contains('\n', StringComparison.Ordinal) ? scalar with { Text = text }
        : scalar with { Text = "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'", Kind = YamlScalarKind.Verbatim };

    private static YamlScalar Expression(string pipeline, YamlScalar scalar) => scalar with { Text = "{{ " + pipeline + " }}", Kind = YamlScalarKind.Verbatim };

    // Keys and texts in which expressions stay take no quotation marks of their own.
    private string Inline(string text, bool keepsExpressions)
    {
        var result = new StringBuilder();
        int next = 0;
        foreach (ParameterReference reference in Known(text))
        {
            Literal(text[next..reference.Start]);
            result.Append("{{ ").Append(Operand(reference.Name, isAlone: true)).Append(" }}");
            next = reference.Start + reference.Length;
        }

        Literal(text[next..]);
        return result.ToString();

        void Literal(string part) => result.Append(keepsExpressions ? part : Escape(part));
    }

    private ImmutableArray<ParameterReference> Known(string text) => [.. ParameterReference.FindAll(text).Where(r => _values.ContainsKey(r.Name) && (!r.IsDouble || r.Length == text.Length))];

    private string Bare(string name) => Value(name).Kind == ChartValueKind.Count ? Operand(name, isAlone: true) + " | int" : Operand(name, isAlone: true);

    private string Operand(string name, bool isAlone)
    {
        ChartValue value = Value(name);
        string? helper = value.Kind switch { ChartValueKind.Name => "fullname", ChartValueKind.Image => "image", _ => null };
        if (helper is not null)
        {
            string call = $"include \"{_chart}.{helper}\" .";
            return isAlone ? call : $"({call})";
        }

        string path = value.Path.All(IsIdentifier) ? ".Values." + string.Join('.', value.Path) : "(index .Values " + string.Join(' ', value.Path.Select(GoString)) + ")";
        return isAlone ? path : $"({path} | toString)";
    }

    private ChartValue Value(string name)
    {
        _used.Add(name);
        return _values[name];
    }

    private string Printf(string text, ImmutableArray<ParameterReference> references)
    {
        var format = new StringBuilder();
        var operands = new StringBuilder();
        int next = 0;
        foreach (ParameterReference reference in references)
        {
            format.Append(text[next..reference.Start].Replace("%", "%%", StringComparison.Ordinal)).Append("%s");
            operands.Append(' ').Append(Operand(reference.Name, isAlone: false));
            next = reference.Start + reference.Length;
        }

        format.Append(text[next..].Replace("%", "%%", StringComparison.Ordinal));
        return "printf " + GoString(format.ToString()) + operands;
    }

    private static bool IsIdentifier(string key) => key.Length > 0 && !char.IsAsciiDigit(key[0]) && key.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');

    // The Go Programming Language Specification, "String literals".
    private static string GoString(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' or '\\' => literal.Append('\\').Append(c),
                '\n' => literal.Append("\\n"),
                '\t' => literal.Append("\\t"),
                '\r' => literal.Append("\\r"),
                < ' ' or (char)0x7f => literal.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => literal.Append(c),
            };
        }

        return literal.Append('"').ToString();
    }
}
