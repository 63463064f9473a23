using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpenShift.NET.Sdk.Tests.Images.BillsOfMaterials.Schemas;

/// <summary>Holds JSON against a JSON schema (draft 7), as far as the schemas of bills of materials use it. A keyword that is not known fails the test that comes upon it.</summary>
/// <param name="root">The schema.</param>
internal sealed class JsonSchema(JsonElement root)
{
    private static readonly HashSet<string> s_known =
    [
        "$schema", "$id", "$comment", "type", "required", "properties", "additionalProperties", "items", "additionalItems", "enum", "pattern", "uniqueItems", "minItems", "maxItems",
        "minLength", "maxLength", "minimum", "maximum", "oneOf", "anyOf", "$ref", "definitions",
    ];

    /// <summary>What is wrong with a document; nothing when it is valid.</summary>
    public IReadOnlyList<string> Validate(JsonElement document)
    {
        var problems = new List<string>();
        Validate(root, document, "", problems);
        return problems;
    }

    private void Validate(JsonElement schema, JsonElement value, string path, List<string> problems)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            if (schema.ValueKind is JsonValueKind.False)
            {
                problems.Add($"{path} is not allowed");
            }

            return;
        }

        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            Assert.Contains(keyword.Name, s_known, $"the schema says '{keyword.Name}', which this test does not know");
        }

        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            // Other documents: the list of SPDX's licences and signatures, of which no bill of ours has any.
            string target = reference.GetString()!;
            Assert.StartsWith("#/definitions/", target, $"{path} leads to {target}");
            Validate(root.GetProperty("definitions").GetProperty(target["#/definitions/".Length..]), value, path, problems);
            return;
        }

        if (schema.TryGetProperty("type", out JsonElement type) && !(type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Any(t => Is(value, t.GetString()!)) : Is(value, type.GetString()!)))
        {
            problems.Add($"{path} is no {type}");
            return;
        }

        if (schema.TryGetProperty("enum", out JsonElement allowed) && !allowed.EnumerateArray().Any(a => JsonElement.DeepEquals(a, value)))
        {
            problems.Add($"{path} is '{value}', none of {allowed}");
        }

        foreach ((string keyword, bool exactly) in ((string, bool)[])[("oneOf", true), ("anyOf", false)])
        {
            if (schema.TryGetProperty(keyword, out JsonElement branches))
            {
                List<string>[] results = [.. branches.EnumerateArray().Select(b =>
                {
                    var of = new List<string>();
                    Validate(b, value, path, of);
                    return of;
                })];
                int fitting = results.Count(static r => r.Count == 0);
                if (fitting == 0 || (exactly && fitting > 1))
                {
                    problems.Add($"{path} fits {fitting} of {keyword}: {string.Join(" | ", results.Select(static r => string.Join(", ", r)))}");
                }
            }
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                ValidateObject(schema, value, path, problems);
                break;
            case JsonValueKind.Array:
                ValidateArray(schema, value, path, problems);
                break;
            case JsonValueKind.String:
                ValidateText(schema, value.GetString()!, path, problems);
                break;
            case JsonValueKind.Number:
                if (schema.TryGetProperty("minimum", out JsonElement least) && value.GetDouble() < least.GetDouble())
                {
                    problems.Add($"{path} is less than {least}");
                }

                break;
            default:
                break;
        }
    }

    private void ValidateObject(JsonElement schema, JsonElement value, string path, List<string> problems)
    {
        foreach (JsonElement required in schema.TryGetProperty("required", out JsonElement names) ? names.EnumerateArray() : default)
        {
            if (!value.TryGetProperty(required.GetString()!, out _))
            {
                problems.Add($"{path}/{required} is missing");
            }
        }

        bool hasProperties = schema.TryGetProperty("properties", out JsonElement properties);
        foreach (JsonProperty member in value.EnumerateObject())
        {
            if (hasProperties && properties.TryGetProperty(member.Name, out JsonElement of))
            {
                Validate(of, member.Value, $"{path}/{member.Name}", problems);
            }
            else if (schema.TryGetProperty("additionalProperties", out JsonElement additional))
            {
                Validate(additional, member.Value, $"{path}/{member.Name}", problems);
            }
        }
    }

    private void ValidateArray(JsonElement schema, JsonElement value, string path, List<string> problems)
    {
        JsonElement[] entries = [.. value.EnumerateArray()];
        if (schema.TryGetProperty("minItems", out JsonElement least) && entries.Length < least.GetInt32())
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{path} has {entries.Length} entries"));
        }

        if (schema.TryGetProperty("uniqueItems", out JsonElement unique) && unique.GetBoolean() && entries.Select(static e => e.GetRawText()).Distinct(StringComparer.Ordinal).Count() != entries.Length)
        {
            problems.Add($"{path} has an entry twice");
        }

        if (!schema.TryGetProperty("items", out JsonElement items))
        {
            return;
        }

        JsonElement[] each = items.ValueKind == JsonValueKind.Array ? [.. items.EnumerateArray()] : [];
        for (int i = 0; i < entries.Length; i++)
        {
            string at = string.Create(CultureInfo.InvariantCulture, $"{path}/{i}");
            if (items.ValueKind != JsonValueKind.Array)
            {
                Validate(items, entries[i], at, problems);
            }
            else if (i < each.Length)
            {
                Validate(each[i], entries[i], at, problems);
            }
            else if (schema.TryGetProperty("additionalItems", out JsonElement additional))
            {
                Validate(additional, entries[i], at, problems);
            }
        }
    }

    private static void ValidateText(JsonElement schema, string text, string path, List<string> problems)
    {
        if (schema.TryGetProperty("pattern", out JsonElement pattern) && !Regex.IsMatch(text, pattern.GetString()!, RegexOptions.ECMAScript, TimeSpan.FromSeconds(5)))
        {
            problems.Add($"{path} '{text}' is not of the form {pattern}");
        }

        if (schema.TryGetProperty("minLength", out JsonElement least) && text.Length < least.GetInt32())
        {
            problems.Add($"{path} is too short");
        }
    }

    private static bool Is(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => throw new AssertFailedException($"the schema knows a type '{type}'"),
    };
}
