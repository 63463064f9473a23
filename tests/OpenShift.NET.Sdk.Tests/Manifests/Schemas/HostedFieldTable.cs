using System.Text.Json;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Manifests.Schemas;

/// <summary>
/// Holds the file of a hosted service against the digest of its schema: an unknown field is an error. <c>=kind type</c> names the type of a kind of file; a type is a
/// line <c>Name</c> with what fits: <c>:</c> a scalar, <c>[type</c> a list, <c>{type</c> a mapping with other keys, <c>field:type</c> and, where it must be there, <c>field!:type</c>.
/// No type is a scalar, <c>*</c> anything.
/// </summary>
internal sealed class HostedFieldTable
{
    private readonly Dictionary<string, string> _kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _types = new(StringComparer.Ordinal);

    public HostedFieldTable(IEnumerable<string> lines)
    {
        foreach (string line in lines.Where(static l => l.Length > 0 && l[0] != '#'))
        {
            string[] words = line.Split(' ');
            if (line[0] == '=')
            {
                _kinds.Add(words[0][1..], words[1]);
            }
            else
            {
                _types.Add(words[0], words[1..]);
            }
        }
    }

    /// <summary>The committed digest.</summary>
    public static string File { get; } = Path.Combine(Repository.Root, "tests", "OpenShift.NET.Sdk.Tests", "Manifests", "Schemas", "hosted-fields.txt");

    /// <summary>What is wrong with a file.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="file">What it holds.</param>
    public IReadOnlyList<string> Validate(string kind, JsonElement file)
    {
        var wrong = new List<string>();
        Validate(_kinds[kind], file, "", wrong);
        return wrong;
    }

    private void Validate(string type, JsonElement value, string path, List<string> wrong)
    {
        if (type == "*")
        {
            return;
        }

        string[] words = type.Length == 0 ? [":"] : _types[type];
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when Word(words, '{') is var values && (values is not null || words.Any(static w => w[0] is not (':' or '['))):
                Dictionary<string, (bool Required, string Type)> fields = words.Where(static w => w[0] is not (':' or '[' or '{')).Select(static w => w.Split(':', 2)).ToDictionary(
                    static h => h[0].TrimEnd('!'), static h => (h[0].EndsWith('!'), h.Length > 1 ? h[1] : ""), StringComparer.Ordinal);
                foreach (JsonProperty property in value.EnumerateObject())
                {
                    string place = $"{path}.{property.Name}";
                    string? expected = fields.TryGetValue(property.Name, out (bool Required, string Type) field) ? field.Type : values;
                    if (expected is null)
                    {
                        wrong.Add($"{place} is unknown");
                    }
                    else
                    {
                        Validate(expected, property.Value, place, wrong);
                    }
                }

                wrong.AddRange(fields.Where(f => f.Value.Required && !value.TryGetProperty(f.Key, out _)).Select(f => $"{path}.{f.Key} is missing"));
                break;
            case JsonValueKind.Array when Word(words, '[') is { } item:
                int index = 0;
                foreach (JsonElement element in value.EnumerateArray())
                {
                    Validate(item, element, $"{path}[{index++}]", wrong);
                }

                break;
            case JsonValueKind.Object or JsonValueKind.Array:
                wrong.Add($"{path} is {(value.ValueKind == JsonValueKind.Array ? "a list" : "a mapping")}");
                break;
            default:
                if (!words.Contains(":"))
                {
                    wrong.Add($"{path} is a scalar");
                }

                break;
        }
    }

    private static string? Word(string[] words, char mark) => words.FirstOrDefault(w => w[0] == mark)?[1..];
}
