using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Templates;

/// <summary>Puts parameters into an object; marks stay.</summary>
/// <param name="values">The parameters that have a value.</param>
internal sealed class ParameterSubstitution(IReadOnlyDictionary<string, string> values)
{
    // A long value that is named often multiplies; what goes beyond this stays a reference.
    private int _left = 8 * YamlReader.LargestFile;

    /// <summary>The node with the parameters put in.</summary>
    public YamlNode Apply(YamlNode node) => node switch
    {
        YamlMapping mapping => mapping with { Entries = [.. mapping.Entries.Select(e => e with { Key = Text(e.Key), Value = Apply(e.Value) })] },
        YamlSequence sequence => sequence with { Items = [.. sequence.Items.Select(Apply)] },
        YamlScalar { Kind: YamlScalarKind.String } scalar => Scalar(scalar),
        _ => node,
    };

    private YamlNode Scalar(YamlScalar scalar)
    {
        if (ParameterReference.FindAll(scalar.Text) is [{ IsDouble: true } whole] && whole.Length == scalar.Text.Length)
        {
            return values.TryGetValue(whole.Name, out string? value) && (_left -= value.Length) >= 0 ? AsJson(value, scalar.Mark) : scalar;
        }

        string text = Text(scalar.Text);
        return ReferenceEquals(text, scalar.Text) ? scalar : scalar with { Text = text };
    }

    // JSON has fewer plain words than YAML: what is none of them stays a text.
    private static YamlNode AsJson(string value, YamlMark mark)
    {
        string json = value.Trim();
        if (json is ['[' or '{', ..])
        {
            try
            {
                YamlMapping holder = YamlReader.ReadText("{\"value\": " + json + "}", "parameter") is [var read] ? read : YamlMapping.Empty;
                return WithMark(holder["value"] ?? new YamlScalar(value), mark);
            }
            catch (OpenShiftException)
            {
                return new YamlScalar(value) { Mark = mark };
            }
        }

        return json switch
        {
            "true" or "false" => new YamlScalar(json, YamlScalarKind.Boolean) { Mark = mark },
            "null" => new YamlScalar("", YamlScalarKind.Null) { Mark = mark },
            ['"', .. var inner, '"'] when !inner.ContainsAny('"', '\\') => new YamlScalar(inner) { Mark = mark },
            ['-' or (>= '0' and <= '9'), ..] when PlainScalar.Resolve(json) is { Kind: not YamlScalarKind.String } number => number with { Mark = mark },
            _ => new YamlScalar(value) { Mark = mark },
        };
    }

    private static YamlNode WithMark(YamlNode node, YamlMark mark) => node switch
    {
        YamlMapping mapping => mapping with { Mark = mark, Entries = [.. mapping.Entries.Select(e => e with { Mark = mark, Value = WithMark(e.Value, mark) })] },
        YamlSequence sequence => sequence with { Mark = mark, Items = [.. sequence.Items.Select(i => WithMark(i, mark))] },
        _ => node with { Mark = mark },
    };

    private string Text(string text)
    {
        ImmutableArray<ParameterReference> references = ParameterReference.FindAll(text);
        if (references.IsEmpty)
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        int next = 0;
        foreach (ParameterReference reference in references)
        {
            result.Append(text, next, reference.Start - next);
            next = reference.Start + reference.Length;
            if (!reference.IsDouble && values.TryGetValue(reference.Name, out string? value) && value.Length <= _left)
            {
                _left -= value.Length;
                result.Append(value);
            }
            else
            {
                result.Append(text, reference.Start, reference.Length);
            }
        }

        return result.Append(text, next, text.Length - next).ToString();
    }
}
