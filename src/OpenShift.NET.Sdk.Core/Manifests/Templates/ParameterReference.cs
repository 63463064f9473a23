using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Manifests.Templates;

/// <summary>A place in a text that names a parameter.</summary>
/// <param name="Name">Name of the parameter.</param>
/// <param name="Start">Index of the <c>$</c>.</param>
/// <param name="Length">Length of the reference.</param>
/// <param name="IsDouble">Whether it is written <c>${{NAME}}</c>, which puts in the value as JSON and works only as the whole scalar.</param>
public readonly record struct ParameterReference(string Name, int Start, int Length, bool IsDouble)
{
    /// <summary>Whether a scalar holds what only processing a Template fills in.</summary>
    public static bool IsIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains("${", StringComparison.Ordinal) && !FindAll(text).IsEmpty;
    }

    /// <summary>The references in a text, in order.</summary>
    public static ImmutableArray<ParameterReference> FindAll(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Contains("${", StringComparison.Ordinal))
        {
            return [];
        }

        ImmutableArray<ParameterReference>.Builder found = ImmutableArray.CreateBuilder<ParameterReference>();
        for (int i = 0; (i = text.IndexOf("${", i, StringComparison.Ordinal)) >= 0;)
        {
            bool isDouble = i + 2 < text.Length && text[i + 2] == '{';
            int start = i + (isDouble ? 3 : 2);
            int end = start;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            {
                end++;
            }

            string closing = isDouble ? "}}" : "}";
            if (end > start && text.AsSpan(end).StartsWith(closing, StringComparison.Ordinal))
            {
                found.Add(new ParameterReference(text[start..end], i, end + closing.Length - i, isDouble));
                i = end + closing.Length;
            }
            else
            {
                i += 2;
            }
        }

        return found.ToImmutable();
    }
}
