using System.Text;

namespace OpenShift.NET.Sdk.Images.Dockerfiles;

/// <summary>Puts the defaults of build arguments into a text: <c>$NAME</c>, <c>${NAME}</c>, <c>${NAME:-default}</c>, <c>${NAME:+other}</c>.</summary>
internal static class ArgumentText
{
    /// <summary>The text; <see langword="null"/> when an argument without a default decides it.</summary>
    public static string? Expand(string text, IReadOnlyDictionary<string, string?> arguments)
    {
        var result = new StringBuilder();
        for (int i = 0; i < text.Length;)
        {
            if (text[i] != '$')
            {
                result.Append(text[i++]);
                continue;
            }

            bool braces = i + 1 < text.Length && text[i + 1] == '{';
            int start = i + (braces ? 2 : 1);
            int end = start;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            {
                end++;
            }

            string? value = arguments.GetValueOrDefault(text[start..end]);
            if (braces)
            {
                int close = text.IndexOf('}', end);
                if (close < 0)
                {
                    return null;
                }

                string operation = text[end..close];
                value = operation switch
                {
                    "" => value,
                    _ when operation.StartsWith(":-", StringComparison.Ordinal) => string.IsNullOrEmpty(value) ? operation[2..] : value,
                    _ when operation.StartsWith(":+", StringComparison.Ordinal) => string.IsNullOrEmpty(value) ? "" : operation[2..],
                    _ => null,
                };
                end = close + 1;
            }

            if (value is null || end == start)
            {
                return null;
            }

            result.Append(value);
            i = end;
        }

        return result.ToString();
    }
}
