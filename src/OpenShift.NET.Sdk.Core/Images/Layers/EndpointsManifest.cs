using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpenShift.NET.Sdk.Images.Layers;

/// <summary>
/// <c>*.staticwebassets.endpoints.json</c> records the build machine's file times as <c>Last-Modified</c> response headers. They are the only bytes
/// of a publish that differ from one machine to the next, and the files in the image carry a fixed time anyway. Endpoints of files that stay out
/// of the image go with them: <c>MapStaticAssets</c> would answer with an error.
/// </summary>
internal static class EndpointsManifest
{
    private const string Suffix = ".staticwebassets.endpoints.json";

    /// <summary>Whether a file is such a manifest.</summary>
    public static bool Is(string path) => path.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase);

    /// <summary>The manifest with every <c>Last-Modified</c> set to a time and without the endpoints of some files; bytes that are no JSON come back as they are.</summary>
    public static byte[] Normalise(byte[] json, long time, IReadOnlyCollection<string> leftOut)
    {
        string date = DateTimeOffset.FromUnixTimeSeconds(time).ToString("R", CultureInfo.InvariantCulture);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json.AsMemory(json is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0));
            using var output = new MemoryStream(json.Length);
            using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                Write(document.RootElement, writer, date, leftOut);
            }

            return output.ToArray();
        }
        catch (JsonException)
        {
            return json;
        }
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer, string date, IReadOnlyCollection<string> leftOut)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                bool isLastModified = element.TryGetProperty("Name", out JsonElement name) && name.ValueKind == JsonValueKind.String && name.ValueEquals("Last-Modified");
                writer.WriteStartObject();
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    if (isLastModified && property.NameEquals("Value"))
                    {
                        writer.WriteStringValue(date);
                    }
                    else
                    {
                        Write(property.Value, writer, date, leftOut);
                    }
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray())
                {
                    if (!IsOf(item, leftOut))
                    {
                        Write(item, writer, date, leftOut);
                    }
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static bool IsOf(JsonElement item, IReadOnlyCollection<string> files) =>
        files.Count > 0
        && item.ValueKind == JsonValueKind.Object
        && item.TryGetProperty("AssetFile", out JsonElement asset)
        && asset.ValueKind == JsonValueKind.String
        && files.Contains(asset.GetString()!.Replace('\\', '/'));
}
