using System;
using System.Globalization;

namespace OpenShiftNetSdk.Generated;

/// <summary>The value of a setting, which may be a secret and is never shown.</summary>
internal static class SettingValue
{
    public static bool Fits(string value, string type)
    {
        if (type == "number")
        {
            return decimal.TryParse(value, NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _);
        }

        if (type == "URL")
        {
            // System.Uri would cost a start some milliseconds.
            int colon = value.IndexOf("://", StringComparison.Ordinal);
            return colon > 0 && colon + 3 < value.Length && value.IndexOf(' ') < 0;
        }

        return type == "duration" ? TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out _) : type != "boolean" || bool.TryParse(value, out _);
    }

    // FNV-1a of its characters: it tells whether a variable was changed, of a value that stands in the image anyway.
    public static string HashOf(string value)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in value)
        {
            hash = unchecked((hash ^ c) * 1099511628211);
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
