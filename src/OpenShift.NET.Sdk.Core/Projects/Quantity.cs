using System.Globalization;

namespace OpenShift.NET.Sdk.Projects;

/// <summary>
/// A Kubernetes quantity, for example <c>512Mi</c>, <c>1.5Gi</c>, <c>250m</c>, <c>2</c>, <c>1e3</c>
/// (Kubernetes API, <c>k8s.io/apimachinery/pkg/api/resource</c>, "Quantity").
/// </summary>
/// <param name="Value">The number it stands for: bytes for memory, cores for CPU.</param>
public readonly record struct Quantity(decimal Value) : IComparable<Quantity>
{
    // The largest power of ten a decimal holds; beyond it every number is capped or rounded up anyway.
    private const int LargestExponent = 28;

    /// <summary>Parses a quantity. Like Kubernetes it rounds what is finer than 10⁻⁹ away from zero and caps what is larger than 2⁶³−1.</summary>
    /// <param name="text">The text; white space is not allowed.</param>
    /// <param name="quantity">The quantity.</param>
    /// <returns>Whether the text is a quantity.</returns>
    public static bool TryParse(string? text, out Quantity quantity)
    {
        quantity = default;
        ReadOnlySpan<char> rest = text;
        bool negative = rest is ['-', ..];
        rest = rest is ['+' or '-', ..] ? rest[1..] : rest;
        int length = LengthOfNumber(rest);
        if (length == 0 || !TryScale(rest[length..], out decimal scale))
        {
            return false;
        }

        decimal magnitude = ToNumber(rest[..length]);
        bool tooLarge = scale > 1m ? magnitude > long.MaxValue / scale : magnitude * scale > long.MaxValue;
        decimal value = tooLarge ? long.MaxValue : RoundUpToNano(magnitude * scale);
        quantity = new Quantity(negative ? -value : value);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(Quantity other) => Value.CompareTo(other.Value);

    // Digits with at most one point and at least one digit; 0 when there is no such number.
    private static int LengthOfNumber(ReadOnlySpan<char> text)
    {
        int digits = 0;
        int points = 0;
        foreach (char c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                digits++;
            }
            else if (c == '.' && points == 0)
            {
                points++;
            }
            else
            {
                break;
            }
        }

        return digits == 0 ? 0 : digits + points;
    }

    private static decimal ToNumber(ReadOnlySpan<char> digits) =>
        decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) ? number : long.MaxValue;

    private static bool TryScale(ReadOnlySpan<char> suffix, out decimal scale)
    {
        scale = suffix switch
        {
            "" => 1m,
            "n" => 0.000_000_001m,
            "u" => 0.000_001m,
            "m" => 0.001m,
            "k" => 1_000m,
            "M" => 1_000_000m,
            "G" => 1_000_000_000m,
            "T" => 1_000_000_000_000m,
            "P" => 1_000_000_000_000_000m,
            "E" => 1_000_000_000_000_000_000m,
            "Ki" => 1L << 10,
            "Mi" => 1L << 20,
            "Gi" => 1L << 30,
            "Ti" => 1L << 40,
            "Pi" => 1L << 50,
            "Ei" => 1L << 60,
            _ => 0m,
        };
        return scale != 0m || (suffix is ['e' or 'E', .. var exponent] && TryExponent(exponent, out scale));
    }

    private static bool TryExponent(ReadOnlySpan<char> text, out decimal scale)
    {
        scale = 1m;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int exponent))
        {
            return false;
        }

        for (int i = 0; i < Math.Min(Math.Abs((long)exponent), LargestExponent); i++)
        {
            scale = exponent > 0 ? scale * 10m : scale / 10m;
        }

        return true;
    }

    private static decimal RoundUpToNano(decimal value)
    {
        const decimal Nano = 0.000_000_001m;
        decimal rounded = Math.Truncate(value * 1_000_000_000m) * Nano;
        return rounded < value ? rounded + Nano : rounded;
    }
}
