using System.Collections.Immutable;
using System.Text;

namespace OpenShift.NET.Sdk.Images.Dockerfiles;

/// <summary>The words of an instruction that is not in JSON form: <c>COPY "src/App.csproj" src/</c>.</summary>
internal static class QuotedWords
{
    /// <summary>Splits at blanks outside quotes and leaves the quotes out. A quote that is not closed is a character like others.</summary>
    public static ImmutableArray<string> Split(string line)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var word = new StringBuilder();
        bool begun = false;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (c is ' ' or '\t')
            {
                End();
                continue;
            }

            begun = true;
            if (c is '"' or '\'' && line.IndexOf(c, i + 1) is > 0 and var close)
            {
                word.Append(line, i + 1, close - i - 1);
                i = close;
            }
            else
            {
                word.Append(c);
            }
        }

        End();
        return words.ToImmutable();

        void End()
        {
            if (begun)
            {
                words.Add(word.ToString());
                word.Clear();
                begun = false;
            }
        }
    }
}
