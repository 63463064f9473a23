using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OpenShift.NET.Sdk.Tests.Manifests.Generation;

/// <summary>
/// What <c>oc process</c> does, after OpenShift's documentation of templates: parameters get their given, generated or default value; a required one
/// without value is an error; <c>${NAME}</c> is replaced inside strings, a string that is <c>${{NAME}}</c> as a whole becomes the JSON the value is.
/// </summary>
internal static partial class TemplateProcessor
{
    public static IReadOnlyList<JsonObject> Process(JsonObject template, IReadOnlyDictionary<string, string> given)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var random = new Random(1);
        foreach (JsonObject parameter in (template["parameters"] as JsonArray ?? []).Cast<JsonObject>())
        {
            string name = (string)parameter["name"]!;
            if (!Name().IsMatch(name))
            {
                throw new InvalidOperationException($"'{name}' is no parameter name");
            }

            string value = given.GetValueOrDefault(name) ?? (string?)parameter["value"] ?? "";
            if (value.Length == 0 && parameter["generate"] is { } generate)
            {
                value = (string)generate! == "expression" ? Generate((string)parameter["from"]!, random) : throw new InvalidOperationException($"unknown generator {generate}");
            }

            if (value.Length == 0 && parameter["required"]?.GetValue<bool>() == true)
            {
                throw new InvalidOperationException($"template parameter {name} is required and must be specified");
            }

            if (!values.TryAdd(name, value))
            {
                throw new InvalidOperationException($"parameter {name} twice");
            }
        }

        foreach (string name in given.Keys.Where(n => !values.ContainsKey(n)))
        {
            throw new InvalidOperationException($"unknown parameter {name}");
        }

        return [.. ((JsonArray)template["objects"]!).Select(o => (JsonObject)Replace(o, values)!)];
    }

    /// <summary>The names of the parameters that a template's objects and message refer to.</summary>
    public static IReadOnlySet<string> References(JsonObject template) =>
        Reference().Matches(template["objects"]!.ToJsonString() + template["message"]?.ToJsonString()).Select(m => m.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);

    private static JsonNode? Replace(JsonNode? node, Dictionary<string, string> values)
    {
        switch (node)
        {
            case JsonObject mapping:
                return new JsonObject(mapping.Select(p => KeyValuePair.Create(Text(p.Key, values), Replace(p.Value, values))));
            case JsonArray array:
                return new JsonArray([.. array.Select(n => Replace(n, values))]);
            case JsonValue value when value.TryGetValue(out string? text):
                return Whole().Match(text) is { Success: true } whole && values.TryGetValue(whole.Groups["name"].Value, out string? raw) ? JsonNode.Parse(raw) : JsonValue.Create(Text(text, values));
            default:
                return node?.DeepClone();
        }
    }

    private static string Text(string text, Dictionary<string, string> values) =>
        Single().Replace(text, m => values.GetValueOrDefault(m.Groups["name"].Value) ?? m.Value);

    // ranges in brackets, \w, \d, \a, \A, each with a length in braces
    private static string Generate(string expression, Random random) => Range().Replace(expression, m =>
    {
        var letters = new StringBuilder();
        string set = m.Groups["set"].Value.Replace("\\w", "a-zA-Z0-9_", StringComparison.Ordinal).Replace("\\d", "0-9", StringComparison.Ordinal).Replace("\\a", "a-zA-Z", StringComparison.Ordinal).Replace("\\A", "!-/", StringComparison.Ordinal);
        for (int i = 0; i < set.Length; i++)
        {
            char last = i + 2 < set.Length && set[i + 1] == '-' ? set[i + 2] : set[i];
            for (char c = set[i]; c <= last; c++)
            {
                letters.Append(c);
            }

            i += last == set[i] ? 0 : 2;
        }

        int length = int.Parse(m.Groups["length"].Value, System.Globalization.CultureInfo.InvariantCulture);
        return string.Concat(Enumerable.Range(0, length).Select(_ => letters[random.Next(letters.Length)]));
    });

    [GeneratedRegex("^[a-zA-Z0-9_]+$")]
    private static partial Regex Name();

    [GeneratedRegex(@"\$\{(?<name>[a-zA-Z0-9_]+)\}")]
    private static partial Regex Single();

    [GeneratedRegex(@"^\$\{\{(?<name>[a-zA-Z0-9_]+)\}\}$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"\$\{\{?(?<name>[a-zA-Z0-9_]+)\}\}?")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\[(?<set>[^\]]+)\]\{(?<length>\d+)\}")]
    private static partial Regex Range();
}
