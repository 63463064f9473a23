using System.Text;

namespace OpenShift.NET.Sdk.Tests.Packaging;

/// <summary>A line of an example for a shell, as far as examples go: words, quotation marks, pipes, a comment at the end.</summary>
internal static class ShellLine
{
    /// <summary>The commands of a line with their words; none in a line that only comments.</summary>
    public static IEnumerable<string[]> Commands(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        char? quote = null;
        bool quoted = false;
        foreach (char c in line + "\n")
        {
            if (c == quote)
            {
                quote = null;
            }
            else if (quote is null && c is '\'' or '"')
            {
                (quote, quoted) = (c, true);
            }
            else if (quote is not null || !(char.IsWhiteSpace(c) || c == '|' || c == '#' && word.Length == 0))
            {
                word.Append(c);
            }
            else
            {
                if (word.Length > 0 || quoted)
                {
                    words.Add(word.ToString());
                    quoted = false;
                    word.Clear();
                }

                if (c == '#')
                {
                    break;
                }

                if (c == '|')
                {
                    yield return [.. words];
                    words.Clear();
                }
            }
        }

        Assert.IsNull(quote, $"{line}: a quotation mark is not closed");
        if (words.Count > 0)
        {
            yield return [.. words];
        }
    }
}
