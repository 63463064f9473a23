using System.Globalization;

namespace OpenShift.NET.Sdk.Projects;

/// <summary>Whether a value has the form that the <c>Type</c> of its setting names; the start-up guard asks the same of what a container finds.</summary>
internal static class SettingForm
{
    /// <summary>Whether it has.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type"><c>number</c>, <c>URL</c>, <c>duration</c> or <c>boolean</c>; anything else is no form.</param>
    public static bool Fits(string value, string? type) => type switch
    {
        "number" => decimal.TryParse(value, NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _),
        "URL" => value.IndexOf("://", StringComparison.Ordinal) is > 0 and var colon && colon + 3 < value.Length && !value.Contains(' ', StringComparison.Ordinal),
        "duration" => TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out _),
        "boolean" => bool.TryParse(value, out _),
        _ => true,
    };
}
