using System.Text;

namespace OpenShift.NET.Sdk.Publishing.Proving.Planning;

/// <summary>References to variables in values, commands and arguments of a container: <c>$(NAME)</c>; <c>$$(NAME)</c> is a text (Kubernetes, "Define Dependent Environment Variables").</summary>
internal static class VariableReferences
{
    /// <summary>The text with the references put in; one to a variable that is not known stays as it is.</summary>
    public static string Expand(string text, IReadOnlyDictionary<string, string> variables)
    {
        if (!text.Contains("$(", StringComparison.Ordinal) && !text.Contains("$$", StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '$' || i + 1 == text.Length)
            {
                result.Append(text[i]);
            }
            else if (text[i + 1] == '$')
            {
                result.Append('$');
                i++;
            }
            else if (text[i + 1] == '(' && text.IndexOf(')', i) is > 0 and var end)
            {
                string name = text[(i + 2)..end];
                result.Append(variables.TryGetValue(name, out string? value) ? value : text[i..(end + 1)]);
                i = end;
            }
            else
            {
                result.Append('$');
            }
        }

        return result.ToString();
    }
}
