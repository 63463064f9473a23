using System.Text;
using System.Text.Json;

namespace OpenShift.NET.Sdk.Registries.Transport;

/// <summary>The registry's own words for a failure (OCI distribution-spec, "Error Codes").</summary>
internal static class RegistryErrorBody
{
    private const int LongestText = 240;

    /// <summary>Code and message of the first error, printable and short; empty when the body has none.</summary>
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
                    return Printable(code.Length > 0 && message.Length > 0 ? $"{code}: {message}" : code + message);
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

    private static string Printable(string text)
    {
        var shown = new StringBuilder();
        foreach (char c in text)
        {
            bool blank = char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format;
            if (!blank)
            {
                _ = shown.Append(c);
            }
            else if (shown.Length > 0 && shown[^1] != ' ')
            {
                _ = shown.Append(' ');
            }

            if (shown.Length == LongestText)
            {
                return shown.Append('…').ToString();
            }
        }

        return shown.ToString().TrimEnd(' ', '.');
    }
}
