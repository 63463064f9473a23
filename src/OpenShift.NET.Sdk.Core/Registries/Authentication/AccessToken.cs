using System.Text.Json;

namespace OpenShift.NET.Sdk.Registries.Authentication;

/// <summary>A bearer token and when it ends. A class and not a record: its text form must never hold the token.</summary>
internal sealed class AccessToken(string value, DateTimeOffset expires)
{
    // The distribution specification's token page: a token without lifetime holds for 60 s.
    private const int DefaultSeconds = 60;

    /// <summary>The token.</summary>
    public string Value { get; } = value;

    /// <summary>When it is no longer used: a little before the service says, so that a request under way still counts.</summary>
    public DateTimeOffset Expires { get; } = expires;

    /// <summary>Reads a token service's answer; <see langword="null"/> when it holds no usable token.</summary>
    public static AccessToken? Read(ReadOnlyMemory<byte> json, DateTimeOffset now)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            string? value = Text(root, "token") ?? Text(root, "access_token");
            if (value is null || !IsUsable(value))
            {
                return null;
            }

            double seconds = root.TryGetProperty("expires_in", out JsonElement lifetime) && lifetime.ValueKind == JsonValueKind.Number
                && lifetime.TryGetDouble(out double given) && given is > 0 and < 1e7 ? given : DefaultSeconds;
            return new AccessToken(value, now.AddSeconds(seconds * 0.9));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether a token can be sent: in a header, anything but visible ASCII could begin another one.</summary>
    public static bool IsUsable(string value)
    {
        foreach (char c in value)
        {
            if (c is <= ' ' or > '~')
            {
                return false;
            }
        }

        return true;
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement element) && element.ValueKind == JsonValueKind.String && element.GetString() is { Length: > 0 } text ? text : null;
}
