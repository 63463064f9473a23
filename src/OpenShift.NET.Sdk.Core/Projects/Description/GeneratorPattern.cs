using System.Globalization;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Patterns of the <c>expression</c> generator of OpenShift Templates (OpenShift documentation, "Writing templates"): text with <c>[characters]{length}</c> in it.</summary>
internal static class GeneratorPattern
{
    /// <summary>Whether a text is a pattern that makes at least one character.</summary>
    public static bool IsValid(string text)
    {
        ReadOnlySpan<char> rest = text;
        bool found = false;
        while (rest.IndexOf('[') is >= 0 and var open)
        {
            rest = rest[(open + 1)..];
            int close = rest.IndexOf(']');
            if (close <= 0 || rest[..close].IndexOfAnyExcept(Characters) >= 0)
            {
                return false;
            }

            rest = rest[(close + 1)..];
            int end = rest is ['{', ..] ? rest.IndexOf('}') : -1;
            if (end < 0 || !int.TryParse(rest[1..end], NumberStyles.None, CultureInfo.InvariantCulture, out int length) || length is < 1 or > 255)
            {
                return false;
            }

            rest = rest[(end + 1)..];
            found = true;
        }

        return found && !text.Any(char.IsControl);
    }

    private const string Characters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-\\";
}
