using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;

namespace OpenShift.NET.Sdk.Images.Dockerfiles.Export;

/// <summary>Words of instructions as builders read them back (moby/buildkit, frontend/dockerfile/parser and shell).</summary>
internal static class InstructionText
{
    /// <summary>A word in quotation marks; a dollar sign would begin a variable.</summary>
    public static string Quoted(string text)
    {
        var word = new StringBuilder(text.Length + 2).Append('"');
        foreach (char c in text)
        {
            _ = (c is '\\' or '"' or '$' ? word.Append('\\') : word).Append(c);
        }

        return word.Append('"').ToString();
    }

    /// <summary>A word as it is where it can be, else in quotation marks.</summary>
    public static string Plain(string text) => text.Length > 0 && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or ':' or '@' or '+') ? text : Quoted(text);

    /// <summary>The JSON form.</summary>
    public static string Json(IEnumerable<string> words) => $"[{string.Join(", ", words.Select(static w => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(w)}\""))}]";

    /// <summary>The JSON form of an instruction whose words are looked through for variables all the same.</summary>
    public static string ExpandedJson(IEnumerable<string> words) => Json(words.Select(static w => Plain(w) == w ? w : string.Concat(w.Select(static c => c is '\\' or '"' or '\'' or '$' ? $"\\{c}" : c.ToString()))));

    /// <summary>Whether a word outside of the JSON form can have these characters: a line end has no escape there.</summary>
    public static bool IsOfOneLine(string text) => !text.Any(static c => char.IsControl(c) && c != '\t');

    /// <summary>A comment of one line.</summary>
    public static string Comment(string text) => "# " + string.Concat(text.Select(static c => char.IsControl(c) ? ' ' : c));

    /// <summary>Lists whose JSON form is no longer than a line may be.</summary>
    public static IEnumerable<ImmutableArray<string>> Lists(ImmutableArray<string> words)
    {
        var list = ImmutableArray.CreateBuilder<string>();
        int length = 0;
        foreach (string word in words)
        {
            length += word.Length + 4;
            if (length > 8000 && list.Count > 0)
            {
                yield return list.ToImmutable();
                list.Clear();
                length = word.Length + 4;
            }

            list.Add(word);
        }

        if (list.Count > 0)
        {
            yield return list.ToImmutable();
        }
    }
}
