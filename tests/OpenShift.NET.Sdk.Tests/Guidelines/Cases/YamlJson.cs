using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Cases;

/// <summary>Reads YAML as JSON (YAML 1.2 core schema), and merges JSON.</summary>
internal static class YamlJson
{
    /// <summary>Reads one document; an empty one is an empty object.</summary>
    public static JsonObject Read(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return stream.Documents.Count == 0 ? [] : (JsonObject)Convert(stream.Documents[0].RootNode)!;
    }

    /// <summary>Lays <paramref name="change"/> over <paramref name="target"/>: objects are merged, everything else replaces, null removes.</summary>
    public static void Merge(JsonObject target, JsonObject change)
    {
        foreach ((string name, JsonNode? value) in change)
        {
            switch (value)
            {
                case null:
                    target.Remove(name);
                    break;
                case JsonObject inner when target[name] is JsonObject existing:
                    Merge(existing, inner);
                    break;
                case JsonObject inner:
                    var added = new JsonObject();
                    Merge(added, inner);
                    target[name] = added;
                    break;
                default:
                    target[name] = value.DeepClone();
                    break;
            }
        }
    }

    private static JsonNode? Convert(YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                var obj = new JsonObject();
                foreach ((YamlNode key, YamlNode value) in mapping.Children)
                {
                    obj.Add(((YamlScalarNode)key).Value!, Convert(value));
                }

                return obj;
            case YamlSequenceNode sequence:
                var array = new JsonArray();
                foreach (YamlNode item in sequence.Children)
                {
                    array.Add(Convert(item));
                }

                return array;
            case YamlScalarNode { Style: ScalarStyle.Plain } scalar:
                return Plain(scalar.Value ?? "");
            case YamlScalarNode scalar:
                return JsonValue.Create(scalar.Value ?? "");
            default:
                throw new FormatException($"Line {node.Start.Line}: unexpected {node.NodeType}.");
        }
    }

    private static JsonNode? Plain(string text) => text switch
    {
        "" or "~" or "null" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };
}
