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
            YamlAsJson.Write(json, root);
        }

        return Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length) + "\n";
    }
}
