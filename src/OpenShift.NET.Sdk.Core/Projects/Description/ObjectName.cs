using System.Buffers;
using System.Text;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Names that Kubernetes accepts (Kubernetes documentation, "Object Names and IDs"; "Labels and Selectors").</summary>
internal static class ObjectName
{
    /// <summary>Most characters of a DNS label (RFC 1123) and of a label value.</summary>
    private const int LabelLength = 63;

    private static readonly SearchValues<char> LabelCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Whether a text is a name for a Service, the strictest of the objects: a DNS label that begins with a letter (RFC 1035).</summary>
    public static bool IsLabel(string text) => IsSubdomainPart(text) && char.IsAsciiLetterLower(text[0]);

    /// <summary>Whether a text is a DNS subdomain (RFC 1123), as most objects' names and host names are.</summary>
    public static bool IsSubdomain(string text) => text.Length <= 253 && text.Split('.').All(IsSubdomainPart);

    /// <summary>Whether a text is a label's value.</summary>
    public static bool IsLabelValue(string text) =>
        text.Length is > 0 and <= LabelLength
        && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1])
        && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <summary>Whether a text is the name of an environment variable that pods accept and .NET's configuration reads.</summary>
    public static bool IsEnvironmentVariable(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') && text is not ("." or "..");

    /// <summary>The nearest name for a Service: <c>Shop.Orders_Api</c> gives <c>shop-orders-api</c>; empty when nothing of the text can stay.</summary>
    public static string From(string text)
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

        string trimmed = name.ToString().TrimEnd('-');
        trimmed = trimmed.Length > 0 && !char.IsAsciiLetter(trimmed[0]) ? "app-" + trimmed : trimmed;
        return trimmed.Length > LabelLength ? trimmed[..LabelLength].TrimEnd('-') : trimmed;
    }

    private static bool IsSubdomainPart(string text) =>
        text.Length is > 0 and <= LabelLength && text[0] != '-' && text[^1] != '-' && !text.AsSpan().ContainsAnyExcept(LabelCharacters);
}
