using System.Text;

namespace OpenShift.NET.Sdk.Manifests.Generation.Planning;

/// <summary>Makes names that Kubernetes takes.</summary>
internal static class GeneratedName
{
    // A Service's name is a label of RFC 1035, at most 63 characters, and names of parts are made by adding to it.
    private const int LongestName = 50;

    /// <summary>A name of lower-case letters, digits and hyphens that begins with a letter.</summary>
    /// <param name="text">What it is made of.</param>
    /// <param name="otherwise">The name when nothing of the text can stay.</param>
    public static string From(string text, string otherwise)
    {
        var name = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                name.Append(char.ToLowerInvariant(c));
            }
            else if (name.Length > 0 && name[^1] != '-')
            {
                name.Append('-');
            }
        }

        string all = name.ToString().TrimStart("0123456789-".ToCharArray());
        all = (all.Length > LongestName ? all[..LongestName] : all).TrimEnd('-');
        return all.Length > 0 ? all : otherwise;
    }

    /// <summary>A label value (at most 63 letters, digits, <c>-</c>, <c>_</c>, <c>.</c>); <see langword="null"/> when nothing of the text can stay.</summary>
    public static string? LabelValue(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var value = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            value.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_');
        }

        string all = value.ToString(0, Math.Min(value.Length, 63)).Trim('-', '_', '.');
        return all.Length > 0 ? all : null;
    }
}
