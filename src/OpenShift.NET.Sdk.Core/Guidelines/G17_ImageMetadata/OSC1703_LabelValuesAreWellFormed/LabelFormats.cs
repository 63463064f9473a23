using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G17_ImageMetadata.OSC1703_LabelValuesAreWellFormed;

/// <summary>The formats of label values. Each check gives a clause on what is wrong, or <see langword="null"/>.</summary>
internal static class LabelFormats
{
    private const int LongestDescription = 4096;

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static string? Boolean(string value) => value is "true" or "false" ? null : "is neither 'true' nor 'false'";

    /// <summary>A Kubernetes quantity above 0.</summary>
    public static string? PositiveQuantity(string value) =>
        !Quantity.TryParse(value, out Quantity quantity) ? "is no Kubernetes quantity such as '256Mi' or '500m'"
        : quantity.Value > 0 ? null : "is not more than 0";

    /// <summary>Words separated by commas.</summary>
    public static string? Tags(string value)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string part in value.Split(','))
        {
            string tag = part.Trim();
            if (tag.Length == 0)
            {
                return "has an empty entry between its commas";
            }

            if (!IsTag(tag))
            {
                return $"has the entry '{tag}', which is not made of letters, digits, spaces and . + # _ / -";
            }

            if (!seen.Add(tag))
            {
                return $"has the entry '{tag}' twice";
            }
        }

        return null;
    }

    /// <summary><c>port[/protocol]:name</c>, separated by commas, with ports the image exposes.</summary>
    public static string? Services(string value, ImmutableSortedDictionary<string, EmptyObject>? exposed)
    {
        foreach (string entry in value.Split(','))
        {
            string[] parts = entry.Trim().Split(':');
            string[] port = parts[0].Split('/');
            string protocol = port.Length == 2 ? port[1] : "tcp";
            if (parts.Length != 2 || port.Length > 2 || protocol is not ("tcp" or "udp" or "sctp") || !IsServiceName(parts[1])
                || !ushort.TryParse(port[0], NumberStyles.None, CultureInfo.InvariantCulture, out ushort number) || number == 0)
            {
                return $"has the entry '{entry}', which is not port[/protocol]:name";
            }

            string key = FormattableString.Invariant($"{number}/{protocol}");
            if (exposed is null || !(exposed.ContainsKey(key) || (protocol == "tcp" && exposed.ContainsKey(port[0]))))
            {
                return $"names port {key}, which the image does not expose";
            }
        }

        return null;
    }

    /// <summary>A location of S2I scripts.</summary>
    public static string? ScriptsUrl(string value)
    {
        foreach (string scheme in (ReadOnlySpan<string>)["image://", "file://", "http://", "https://"])
        {
            if (value.StartsWith(scheme, StringComparison.Ordinal) && value.Length > scheme.Length)
            {
                return null;
            }
        }

        return "does not begin with image://, file://, http:// or https://";
    }

    /// <summary>A text of readable length.</summary>
    public static string? Description(string value) =>
        Encoding.UTF8.GetByteCount(value) <= LongestDescription ? null : FormattableString.Invariant($"is longer than {LongestDescription} bytes");

    /// <summary>An RFC 3339 date and time.</summary>
    public static string? Timestamp(string value) =>
        value.Length >= 20 && value[10] is 'T' or 't' && (value[^1] is 'Z' or 'z' || value[^6] is '+' or '-')
            && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? null : "is no RFC 3339 time such as '2026-01-31T12:00:00Z'";

    /// <summary>An SPDX licence expression.</summary>
    public static string? License(string value) => LicenseExpression.IsWellFormed(value) ? null : "is no SPDX license expression such as 'MIT' or 'Apache-2.0 OR MIT'";

    /// <summary>An absolute URL.</summary>
    public static string? Url(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out Uri? url) && url.Host.Length > 0 ? null : "is no absolute URL";

    // ".net", "c#" and "c++" are what .NET users write.
    private static bool IsTag(string tag)
    {
        ReadOnlySpan<char> rest = tag[0] == '.' ? tag.AsSpan(1) : tag;
        if (rest.IsEmpty || !char.IsAsciiLetterOrDigit(rest[0]))
        {
            return false;
        }

        foreach (char c in rest)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not (' ' or '.' or '+' or '#' or '_' or '/' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsServiceName(string name)
    {
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
            {
                return false;
            }
        }

        return name.Length > 0;
    }
}
