using System.Text.Json;

namespace OpenShift.NET.Sdk.Registries.Transport;

/// <summary>The registry's own words for a failure (OCI distribution-spec, "Error Codes").</summary>
internal static class RegistryErrorBody
{
    private const int LongestText = 240;

    /// <summary>Code and message of the first error, short; as all of a registry's texts they are cleaned where they are shown. Empty when the body has none.</summary>
    public static string Describe(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("errors", out JsonElement errors)
                || errors.ValueKind != JsonValueKind.Array)
            {
                return "";
            }

            foreach (JsonElement error in errors.EnumerateArray())
            {
                if (error.ValueKind == JsonValueKind.Object)
                {
                    string code = Text(error, "code");
                    string message = Text(error, "message");
                    return Shortened(code.Length > 0 && message.Length > 0 ? $"{code}: {message}" : code + message);
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // An error page of a proxy, for example, or texts that are not Unicode.
        }

        return "";
    }

    private static string Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out JsonElement element) && element.ValueKind == JsonValueKind.String ? element.GetString()! : "";

    private static string Shortened(string text)
    {
        text = text.Trim().TrimEnd('.', ' ');
        return text.Length <= LongestText ? text : text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)] + "…";
    }
}
