namespace OpenShift.NET.Sdk.Projects;

/// <summary>SPDX licence expressions (SPDX specification 2.3, annex D). Only the grammar is known here, not the list of licences.</summary>
public static class LicenseExpression
{
    /// <summary>Whether a text follows the grammar: identifiers joined by <c>AND</c>, <c>OR</c> and <c>WITH</c>, with parentheses.</summary>
    public static bool IsWellFormed(string? text)
    {
        ReadOnlySpan<char> rest = text;
        int depth = 0;
        bool wantsOperand = true;
        while ((rest = rest.TrimStart(' ')).Length > 0)
        {
            ReadOnlySpan<char> token = rest[..LengthOfToken(rest)];
            rest = rest[token.Length..];
            bool isOperator = token is "AND" or "OR" or "WITH" or "and" or "or" or "with";
            switch (token)
            {
                case "(" when wantsOperand:
                    depth++;
                    break;
                case ")" when !wantsOperand && depth > 0:
                    depth--;
                    break;
                case "(" or ")":
                    return false;
                default:
                    if (isOperator == wantsOperand || !(isOperator || IsIdentifier(token)))
                    {
                        return false;
                    }

                    wantsOperand = isOperator;
                    break;
            }
        }

        return !wantsOperand && depth == 0;
    }

    private static int LengthOfToken(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAny(' ', '(', ')');
        return end switch { < 0 => text.Length, 0 => 1, _ => end };
    }

    // idstring, with "+" for "or later" and ":" for "DocumentRef-x:LicenseRef-y".
    private static bool IsIdentifier(ReadOnlySpan<char> token)
    {
        foreach (char c in token)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '+' or ':'))
            {
                return false;
            }
        }

        return token.Length > 0 && char.IsAsciiLetterOrDigit(token[0]);
    }
}
