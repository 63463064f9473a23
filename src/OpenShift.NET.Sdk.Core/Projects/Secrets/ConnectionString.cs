using OpenShift.NET.Sdk.Projects.Addresses;

namespace OpenShift.NET.Sdk.Projects.Secrets;

/// <summary>Finds the secret of a connection string, also of the forms of Azure Storage, Service Bus and Redis.</summary>
internal static class ConnectionString
{
    /// <summary>The first password, key or signature in the text; <see langword="null"/> when it is no connection string or has none with a value.</summary>
    public static string? FindSecret(string text) =>
        ConnectionStringText.Parts(text, untilOther: true)
            .Where(static p => p.Key is ConnectionStringKey.Password or ConnectionStringKey.Secret)
            .Select(p => ConnectionStringText.ValueOf(text, p))
            .FirstOrDefault(static v => !SecretValue.IsPlaceholder(v))
        ?? FindAfterComma(text);

    // Redis' "host:port,password=…" has its own separators.
    private static string? FindAfterComma(string text)
    {
        foreach (Range range in text.AsSpan().Split(','))
        {
            ReadOnlySpan<char> part = text.AsSpan()[range].Trim();
            if (part.StartsWith("password=", StringComparison.OrdinalIgnoreCase) && text.Contains(',', StringComparison.Ordinal)
                && part["password=".Length..].ToString() is var value && !SecretValue.IsPlaceholder(value))
            {
                return value;
            }
        }

        return null;
    }
}
