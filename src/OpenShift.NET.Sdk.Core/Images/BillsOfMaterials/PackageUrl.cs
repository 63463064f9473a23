using System.Collections.Immutable;
using System.Text;

namespace OpenShift.NET.Sdk.Images.BillsOfMaterials;

/// <summary>Package URLs (package-url/purl-spec): <c>pkg:TYPE/NAMESPACE/NAME@VERSION?QUALIFIERS</c>.</summary>
internal static class PackageUrl
{
    /// <summary>Writes one.</summary>
    /// <param name="type">The type, for example <c>nuget</c>.</param>
    /// <param name="space">The namespace; <see langword="null"/> for none.</param>
    /// <param name="name">The name.</param>
    /// <param name="version">The version; empty for none.</param>
    /// <param name="qualifiers">Qualifiers; those without a value are left out.</param>
    public static string Of(string type, string? space, string name, string version, params ReadOnlySpan<(string Key, string? Value)> qualifiers)
    {
        var text = new StringBuilder("pkg:").Append(type).Append('/');
        if (!string.IsNullOrEmpty(space))
        {
            text.Append(string.Join('/', space.Split('/').Select(Encode))).Append('/');
        }

        text.Append(Encode(name));
        if (version.Length > 0)
        {
            text.Append('@').Append(Encode(version));
        }

        char separator = '?';
        foreach ((string key, string? value) in qualifiers.ToImmutableArray().Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key)))
        {
            if (!string.IsNullOrEmpty(value))
            {
                text.Append(separator).Append(key).Append('=').Append(Encode(value));
                separator = '&';
            }
        }

        return text.ToString();
    }

    // A colon stays as it is, wherever it stands (purl-spec, "Character encoding").
    private static string Encode(string text) => Uri.EscapeDataString(text).Replace("%3A", ":", StringComparison.Ordinal);
}
