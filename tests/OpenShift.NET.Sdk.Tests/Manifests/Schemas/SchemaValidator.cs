using System.Text.Json;

namespace OpenShift.NET.Sdk.Tests.Manifests.Schemas;

/// <summary>Holds JSON against the digest of the API, more strictly than a server: an unknown field is an error. The format is described at <c>FieldTable</c>.</summary>
internal sealed class SchemaValidator
{
    private readonly Dictionary<string, string> _kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, (bool Required, string Type)>> _types = new(StringComparer.Ordinal);

    public SchemaValidator(IEnumerable<string> lines)
    {
        foreach (string line in lines.Where(static l => l.Length > 0 && l[0] != '#'))
        {
            string[] parts = line.Split(' ');
            if (line[0] == '=')
            {
                _kinds.Add(parts[0][1..], parts[1]);
                continue;
            }

            var fields = new Dictionary<string, (bool, string)>(StringComparer.Ordinal);
            foreach (string field in parts.Skip(1))
            {
                string[] halves = field.Split(':');
                fields.Add(halves[0].TrimEnd('!'), (halves[0].EndsWith('!'), halves.Length > 1 ? halves[1] : ""));
            }

            _types.Add(parts[0], fields);
        }
    }

    /// <summary>Names of types that a field or a kind has and no line defines, and of types nothing refers to.</summary>
    public IEnumerable<string> Loose()
    {
        string[] used = [.. _kinds.Values, .. _types.Values.SelectMany(static f => f.Values).Select(static f => f.Type.TrimStart('[', '{')).Where(static t => t.Length > 1)];
        return used.Except(_types.Keys).Concat(_types.Keys.Except(used));
    }

    public IReadOnlyList<string> Validate(string apiVersion, string kind, JsonElement value)
    {
        if (!_kinds.TryGetValue($"{apiVersion}/{kind}", out string? type))
        {
            return [$"{apiVersion} {kind} is no kind of the API"];
        }

        var wrong = new List<string>();
        Validate(type, value, "", wrong);
        return wrong;
    }

    private void Validate(string type, JsonElement value, string path, List<string> wrong)
    {
        switch (type)
        {
            case "a":
                break;
            case "":
                Require(value.ValueKind == JsonValueKind.String, path, "is no text", wrong);
                break;
            case "i":
                Require(value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _), path, "is no whole number", wrong);
                break;
            case "n":
                Require(value.ValueKind == JsonValueKind.Number, path, "is no number", wrong);
                break;
            case "b":
                Require(value.ValueKind is JsonValueKind.True or JsonValueKind.False, path, "is neither true nor false", wrong);
                break;
            case "p":
                Require(value.ValueKind is JsonValueKind.String or JsonValueKind.Number, path, "is neither a number nor a text", wrong);
                break;
            case "q":
                Require(value.ValueKind is JsonValueKind.String or JsonValueKind.Number, path, "is no quantity", wrong);
                break;
            case ['[', .. string of] when Require(value.ValueKind == JsonValueKind.Array, path, "is no list", wrong):
                int index = 0;
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Validate(of, item, $"{path}[{index++}]", wrong);
                }

                break;
            case ['{', .. string of] when Require(value.ValueKind == JsonValueKind.Object, path, "is no mapping", wrong):
                foreach (JsonProperty property in value.EnumerateObject())
                {
                    Validate(of, property.Value, $"{path}.{property.Name}", wrong);
                }

                break;
            case ['[' or '{', ..]:
                break;
            default:
                Object(_types[type], value, path, wrong);
                break;
        }
    }

    private void Object(Dictionary<string, (bool Required, string Type)> fields, JsonElement value, string path, List<string> wrong)
    {
        if (!Require(value.ValueKind == JsonValueKind.Object, path, "is no mapping", wrong))
        {
            return;
        }

        foreach (JsonProperty property in value.EnumerateObject())
        {
            string place = $"{path}.{property.Name}";
            if (Require(fields.TryGetValue(property.Name, out (bool Required, string Type) field), place, "is unknown", wrong))
            {
                Validate(field.Type, property.Value, place, wrong);
            }
        }

        foreach ((string name, (bool required, _)) in fields)
        {
            Require(!required || value.TryGetProperty(name, out _), $"{path}.{name}", "is missing", wrong);
        }
    }

    private static bool Require(bool condition, string path, string problem, List<string> wrong)
    {
        if (!condition)
        {
            wrong.Add($"{path} {problem}");
        }

        return condition;
    }
}
