using System.Globalization;
using System.Text;

namespace OpenShift.NET.Sdk.Manifests.Charts;

/// <summary>Makes a version of the form that charts need (Semantic Versioning 2.0.0) of whatever a project calls its version.</summary>
internal static class ChartVersion
{
    /// <summary>
    /// The version: missing parts are 0, leading zeros and a leading <c>v</c> go, a fourth part that is not 0 becomes build metadata, characters that may not stand in
    /// a pre-release become <c>-</c>. What begins with no number becomes the pre-release of 0.0.0.
    /// </summary>
    public static string Of(string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        string text = version.Trim();
        text = text is ['v' or 'V', >= '0' and <= '9', ..] ? text[1..] : text;
        int plus = text.IndexOf('+', StringComparison.Ordinal);
        string build = plus < 0 ? "" : Identifiers(text[(plus + 1)..], isBuild: true);
        text = plus < 0 ? text : text[..plus];

        var numbers = new List<ulong>();
        int at = 0;
        while (numbers.Count < 4)
        {
            int end = at;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            // "1.2.3.beta" and "20261130T1200": what is no number as a whole belongs to the rest.
            if (end == at || (end < text.Length && text[end] is not ('.' or '-')) || !ulong.TryParse(text.AsSpan(at, end - at), NumberStyles.None, CultureInfo.InvariantCulture, out ulong number))
            {
                break;
            }

            numbers.Add(number);
            at = end;
            if (at >= text.Length || text[at] != '.')
            {
                break;
            }

            at++;
        }

        string rest = Identifiers(text[Math.Min(at, text.Length)..].TrimStart('.', '-'), isBuild: false);
        if (numbers.Count == 4 && numbers[3] != 0)
        {
            string fourth = numbers[3].ToString(CultureInfo.InvariantCulture);
            build = build.Length == 0 ? fourth : fourth + "." + build;
        }

        var result = new StringBuilder();
        for (int i = 0; i < 3; i++)
        {
            result.Append(i == 0 ? "" : ".").Append((i < numbers.Count ? numbers[i] : 0).ToString(CultureInfo.InvariantCulture));
        }

        return result.Append(rest.Length == 0 ? "" : "-" + rest).Append(build.Length == 0 ? "" : "+" + build).ToString();
    }

    private static string Identifiers(string text, bool isBuild)
    {
        var identifiers = new List<string>();
        foreach (string part in text.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            string identifier = string.Concat(part.Select(static c => char.IsAsciiLetterOrDigit(c) || c == '-' ? c : '-'));
            identifier = !isBuild && identifier.All(char.IsAsciiDigit) ? identifier.TrimStart('0') is { Length: > 0 } number ? number : "0" : identifier;
            identifiers.Add(identifier);
        }

        return string.Join('.', identifiers);
    }
}
