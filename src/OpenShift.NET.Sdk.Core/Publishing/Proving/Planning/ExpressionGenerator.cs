using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpenShift.NET.Sdk.Publishing.Proving.Planning;

/// <summary>Makes a value of a pattern as OpenShift's <c>expression</c> generator does (openshift/library-go, <c>pkg/template/generator</c>): text with <c>[characters]{length}</c> in it.</summary>
internal static class ExpressionGenerator
{
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Digits = "0123456789";
    private const string Symbols = "~!@#$%^&*()-_+={}[]\\|<,>.?/\"';:`";

    /// <summary>Makes a value; what is no expression in the pattern stays as it is.</summary>
    public static string Make(string pattern)
    {
        var text = new StringBuilder();
        for (int i = 0; i < pattern.Length;)
        {
            int close = pattern[i] == '[' ? pattern.IndexOf(']', i) : -1;
            int end = close > 0 && close + 1 < pattern.Length && pattern[close + 1] == '{' ? pattern.IndexOf('}', close) : -1;
            if (end > 0
                && int.TryParse(pattern.AsSpan(close + 2, end - close - 2), NumberStyles.None, CultureInfo.InvariantCulture, out int length) && length <= 255
                && Characters(pattern.AsSpan(i + 1, close - i - 1)) is { Length: > 0 } characters)
            {
                text.Append(RandomNumberGenerator.GetItems<char>(characters, length));
                i = end + 1;
            }
            else
            {
                text.Append(pattern[i++]);
            }
        }

        return text.ToString();
    }

    private static string Characters(ReadOnlySpan<char> range)
    {
        var characters = new StringBuilder();
        for (int i = 0; i < range.Length; i++)
        {
            if (range[i] == '\\' && i + 1 < range.Length)
            {
                characters.Append(range[++i] switch
                {
                    'w' => Lower + Upper + Digits + "_",
                    'd' => Digits,
                    'a' => Lower + Upper,
                    'A' => Symbols,
                    var other => other.ToString(),
                });
            }
            else if (i + 2 < range.Length && range[i + 1] == '-' && range[i] <= range[i + 2])
            {
                for (char c = range[i]; c <= range[i + 2]; c++)
                {
                    characters.Append(c);
                }

                i += 2;
            }
            else
            {
                characters.Append(range[i]);
            }
        }

        return characters.ToString();
    }
}
