using System.Globalization;
using System.Numerics;

namespace OpenShift.NET.Sdk.Manifests.Yaml;

/// <summary>
/// The type of a scalar without quotes, as Kubernetes and OpenShift tools read it. They go through <c>sigs.k8s.io/yaml</c>, which resolves as
/// YAML 1.1 does in three points: <c>yes</c>, <c>no</c>, <c>on</c> and <c>off</c> are truth values, <c>0644</c> is octal, and <c>1_000</c> is a number.
/// </summary>
public static class PlainScalar
{
    /// <summary>Resolves a scalar; a number comes back in decimal notation, a truth value as <c>true</c> or <c>false</c>.</summary>
    public static YamlScalar Resolve(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0)
        {
            return new YamlScalar("", YamlScalarKind.Null);
        }

        switch (text[0])
        {
            case '~' or 'n' or 'N' or 't' or 'T' or 'y' or 'Y' or 'f' or 'F' or 'o' or 'O':
                return OfWord(text);
            case '+' or '-' or '.' or (>= '0' and <= '9'):
                return OfNumber(text) ?? new YamlScalar(text);
            default:
                return new YamlScalar(text);
        }
    }

    private static YamlScalar OfWord(string text) => text switch
    {
        "~" or "null" or "Null" or "NULL" => new YamlScalar("", YamlScalarKind.Null),
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => new YamlScalar("true", YamlScalarKind.Boolean),
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => new YamlScalar("false", YamlScalarKind.Boolean),
        _ => new YamlScalar(text),
    };

    private static YamlScalar? OfNumber(string text)
    {
        if (text is ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" or "-.inf" or "-.Inf" or "-.INF" or ".nan" or ".NaN" or ".NAN")
        {
            return new YamlScalar(text, YamlScalarKind.Float);
        }

        string plain = text.Contains('_', StringComparison.Ordinal) ? text.Replace("_", "", StringComparison.Ordinal) : text;
        bool negative = plain is ['-', ..];
        ReadOnlySpan<char> digits = plain is ['+' or '-', ..] ? plain.AsSpan(1) : plain;
        return TryInteger(digits, out BigInteger number)
            ? new YamlScalar((negative ? -number : number).ToString(CultureInfo.InvariantCulture), YamlScalarKind.Integer)
            : IsFloat(digits) ? new YamlScalar(plain, YamlScalarKind.Float) : null;
    }

    // What is longer than any number anyone writes is read as a float by the others, too; it must not cost time here.
    private static bool TryInteger(ReadOnlySpan<char> digits, out BigInteger number)
    {
        number = default;
        if (digits.Length is 0 or > 64)
        {
            return false;
        }

        (int radix, int prefix) = digits switch
        {
            ['0', 'x' or 'X', ..] => (16, 2),
            ['0', 'b' or 'B', ..] => (2, 2),
            ['0', 'o' or 'O', ..] => (8, 2),
            ['0', _, ..] => (8, 1),
            _ => (10, 0),
        };
        foreach (char c in digits[prefix..])
        {
            int digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : radix;
            if (digit >= radix)
            {
                return false;
            }

            number = (number * radix) + digit;
        }

        return digits.Length > prefix && number <= ulong.MaxValue;
    }

    // [0-9]+(\.[0-9]*)?|\.[0-9]+ with an exponent.
    private static bool IsFloat(ReadOnlySpan<char> text)
    {
        int i = CountDigits(text);
        int digits = i;
        if (i < text.Length && text[i] == '.')
        {
            int fraction = CountDigits(text[++i..]);
            digits += fraction;
            i += fraction;
        }

        if (digits == 0)
        {
            return false;
        }

        if (i < text.Length && text[i] is 'e' or 'E')
        {
            i++;
            i += i < text.Length && text[i] is '+' or '-' ? 1 : 0;
            int exponent = CountDigits(text[i..]);
            if (exponent == 0)
            {
                return false;
            }

            i += exponent;
        }

        return i == text.Length;
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        int count = text.IndexOfAnyExceptInRange('0', '9');
        return count < 0 ? text.Length : count;
    }
}
