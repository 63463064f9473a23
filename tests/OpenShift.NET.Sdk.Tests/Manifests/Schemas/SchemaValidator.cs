using System.Text.Json;

namespace OpenShift.NET.Sdk.Tests.Manifests.Schemas;

/// <summary>Holds JSON against the definitions of an OpenAPI 2.0 document, more strictly than a server: an unknown field is an error.</summary>
internal sealed class SchemaValidator
{
    private const string Prefix = "#/definitions/";

    private readonly JsonElement _definitions;

    public SchemaValidator(JsonDocument document) => _definitions = document.RootElement.GetProperty("definitions");

    /// <summary>The definition of a kind; <see langword="null"/> when the API has none.</summary>
    public string? DefinitionOf(string group, string version, string kind)
    {
        foreach (JsonProperty definition in _definitions.EnumerateObject())
        {
            if (definition.Value.TryGetProperty("x-kubernetes-group-version-kind", out JsonElement kinds)
                && kinds.EnumerateArray().Any(k => k.GetProperty("group").GetString() == group && k.GetProperty("version").GetString() == version && k.GetProperty("kind").GetString() == kind)
                && kinds.GetArrayLength() == 1)
            {
                return definition.Name;
            }
        }

        return null;
    }

    public IReadOnlyList<string> Validate(string definition, JsonElement value)
    {
        var wrong = new List<string>();
        if (!_definitions.TryGetProperty(definition, out JsonElement schema))
        {
            return [$"there is no {definition}"];
        }

        Validate(schema, value, "", wrong);
        return wrong;
    }

    private void Validate(JsonElement schema, JsonElement value, string path, List<string> wrong)
    {
        if (Reference(schema) is { } reference)
        {
            // Quantities are numbers, too; free objects are held against their own kind's schema, or not at all.
            if (reference.EndsWith(".Quantity", StringComparison.Ordinal))
            {
                Require(value.ValueKind is JsonValueKind.String or JsonValueKind.Number, path, "is no quantity", wrong);
            }
            else if (!reference.EndsWith(".RawExtension", StringComparison.Ordinal))
            {
                Validate(_definitions.GetProperty(reference[Prefix.Length..]), value, path, wrong);
            }

            return;
        }

        if (schema.TryGetProperty("format", out JsonElement format) && format.GetString() == "int-or-string")
        {
            Require(value.ValueKind is JsonValueKind.String or JsonValueKind.Number, path, "is neither a number nor a text", wrong);
            return;
        }

        switch (schema.TryGetProperty("type", out JsonElement type) ? type.GetString() : null)
        {
            case "object":
                Object(schema, value, path, wrong);
                break;
            case "array":
                if (Require(value.ValueKind == JsonValueKind.Array, path, "is no list", wrong))
                {
                    int index = 0;
                    foreach (JsonElement item in value.EnumerateArray())
                    {
                        Validate(schema.GetProperty("items"), item, $"{path}[{index++}]", wrong);
                    }
                }

                break;
            case "string":
                if (Require(value.ValueKind == JsonValueKind.String, path, "is no text", wrong) && schema.TryGetProperty("enum", out JsonElement values))
                {
                    Require(values.EnumerateArray().Any(v => v.GetString() == value.GetString()), path, $"is '{value.GetString()}'", wrong);
                }

                break;
            case "integer":
                Require(value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _), path, "is no whole number", wrong);
                break;
            case "number":
                Require(value.ValueKind == JsonValueKind.Number, path, "is no number", wrong);
                break;
            case "boolean":
                Require(value.ValueKind is JsonValueKind.True or JsonValueKind.False, path, "is neither true nor false", wrong);
                break;
        }
    }

    private void Object(JsonElement schema, JsonElement value, string path, List<string> wrong)
    {
        if (!Require(value.ValueKind == JsonValueKind.Object, path, "is no mapping", wrong))
        {
            return;
        }

        bool hasProperties = schema.TryGetProperty("properties", out JsonElement properties);
        bool isMap = schema.TryGetProperty("additionalProperties", out JsonElement additional);
        foreach (JsonProperty property in value.EnumerateObject())
        {
            string place = $"{path}.{property.Name}";
            if (hasProperties && properties.TryGetProperty(property.Name, out JsonElement known))
            {
                Validate(known, property.Value, place, wrong);
            }
            else if (isMap && additional.ValueKind == JsonValueKind.Object)
            {
                Validate(additional, property.Value, place, wrong);
            }
            else
            {
                Require(!hasProperties, place, "is unknown", wrong);
            }
        }

        if (schema.TryGetProperty("required", out JsonElement required))
        {
            foreach (JsonElement name in required.EnumerateArray())
            {
                Require(value.TryGetProperty(name.GetString()!, out _), $"{path}.{name.GetString()}", "is missing", wrong);
            }
        }
    }

    private static string? Reference(JsonElement schema) => schema.TryGetProperty("$ref", out JsonElement reference)
        ? reference.GetString()
        : schema.TryGetProperty("allOf", out JsonElement all) && all.GetArrayLength() == 1 ? Reference(all[0]) : null;

    private static bool Require(bool condition, string path, string problem, List<string> wrong)
    {
        if (!condition)
        {
            wrong.Add($"{path} {problem}");
        }

        return condition;
    }
}
