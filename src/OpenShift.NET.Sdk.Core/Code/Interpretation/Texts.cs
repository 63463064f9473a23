using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>Strings that are put together.</summary>
internal static class Texts
{
    private const int MostPartsOfChoice = 6;

    /// <summary>The parts one after the other.</summary>
    public static CodeValue Concat(params ReadOnlySpan<CodeValue> parts)
    {
        ImmutableArray<CodeValue>.Builder flat = ImmutableArray.CreateBuilder<CodeValue>();
        OneOfValue? choice = null;
        int choices = 0;
        foreach (CodeValue part in parts)
        {
            if (part is OneOfValue one && one.Values.Any(v => Constant(v) is not null))
            {
                choice = one;
                choices++;
            }

            Add(flat, part);
        }

        if (choices == 1 && flat.Count <= MostPartsOfChoice)
        {
            CodeValue[] all = [.. choice!.Values.Select(v => Concat([.. flat.Select(p => ReferenceEquals(p, choice) ? v : p)]))];
            return all.Distinct().ToArray() is [var single] ? single : new OneOfValue([.. all.Distinct()]);
        }

        return flat switch
        {
            [] => new ConstantValue(""),
            [ConstantValue constant] => constant,
            _ => flat.Any(p => p is not UnknownValue) ? new TextValue(flat.ToImmutable()) : CodeValue.Unknown,
        };
    }

    /// <summary><c>Path.Combine</c> as it works on Linux: a rooted part throws away what comes before.</summary>
    public static CodeValue Combine(bool restartAtRoot, params ReadOnlySpan<CodeValue> parts)
    {
        var all = new List<CodeValue>();
        foreach (CodeValue part in parts)
        {
            string? text = part.Text;
            if (text is "")
            {
                continue;
            }

            if (restartAtRoot && text is ['/', ..])
            {
                all.Clear();
            }
            else if (all.Count > 0 && !(all[^1].Text is [.., '/']))
            {
                all.Add(new ConstantValue("/"));
            }

            all.Add(part);
        }

        return Concat([.. all]);
    }

    /// <summary><c>String.Format</c> with plain placeholders.</summary>
    public static CodeValue Format(string format, IReadOnlyList<CodeValue> arguments)
    {
        var parts = new List<CodeValue>();
        int at = 0;
        while (at < format.Length)
        {
            int brace = format.AsSpan(at).IndexOfAny('{', '}');
            if (brace < 0)
            {
                parts.Add(new ConstantValue(format[at..]));
                break;
            }

            parts.Add(new ConstantValue(format.Substring(at, brace)));
            at += brace;
            if (at + 1 < format.Length && format[at + 1] == format[at])
            {
                parts.Add(new ConstantValue(format[at].ToString()));
                at += 2;
                continue;
            }

            int close = format.IndexOf('}', at);
            if (close < 0)
            {
                return CodeValue.Unknown;
            }

            parts.Add(int.TryParse(format.AsSpan(at + 1, close - at - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < arguments.Count ? arguments[index] : CodeValue.Unknown);
            at = close + 1;
        }

        return Concat([.. parts]);
    }

    /// <summary>How a constant reads in a string; <see langword="null"/> for what is none.</summary>
    public static string? Constant(CodeValue value) => value is ConstantValue constant
        ? constant.Value switch
        {
            null => "",
            string s => s,
            int or long => Convert.ToString(constant.Value, CultureInfo.InvariantCulture),
            char c => c.ToString(),
            _ => null,
        }
        : null;

    private static void Add(ImmutableArray<CodeValue>.Builder flat, CodeValue part)
    {
        if (part is TextValue text)
        {
            foreach (CodeValue inner in text.Parts)
            {
                Add(flat, inner);
            }
        }
        else if (Constant(part) is { } constant)
        {
            if (constant.Length == 0)
            {
                return;
            }

            if (flat.Count > 0 && flat[^1].Text is { } before)
            {
                flat[^1] = new ConstantValue(before + constant);
            }
            else
            {
                flat.Add(new ConstantValue(constant));
            }
        }
        else if (flat.Count < 32)
        {
            flat.Add(part is ConstantValue ? CodeValue.Unknown : part);
        }
    }
}
