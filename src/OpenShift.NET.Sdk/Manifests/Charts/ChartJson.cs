using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Charts;

/// <summary>Writes nodes as JSON: indented, LF, keys in their order.</summary>
internal static class ChartJson
{
    public static string Write(YamlMapping root)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(json, root);
        }

        return Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length) + "\n";
    }

    private static void Write(Utf8JsonWriter json, YamlNode node)
    {
        switch (node)
        {
            case YamlMapping mapping:
                json.WriteStartObject();
                foreach (YamlEntry entry in mapping.Entries)
                {
                    json.WritePropertyName(entry.Key);
                    Write(json, entry.Value);
                }

                json.WriteEndObject();
                break;
            case YamlSequence sequence:
                json.WriteStartArray();
                foreach (YamlNode item in sequence.Items)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case YamlScalar { Kind: YamlScalarKind.String } scalar:
                json.WriteStringValue(scalar.Text);
                break;
            case YamlScalar scalar:
                json.WriteRawValue(scalar.Kind == YamlScalarKind.Null ? "null" : scalar.Text);
                break;
            default:
                break;
        }
    }
}
