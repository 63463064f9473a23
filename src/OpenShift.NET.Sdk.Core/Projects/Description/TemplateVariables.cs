using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>The variables of a template, found as the start-up guard finds them: <c>${NAME}</c>, <c>${NAME:-default}</c>; <c>$$</c> is a dollar sign.</summary>
internal static class TemplateVariables
{
    /// <summary>The variables, ordered by name, each where it is used first.</summary>
    public static ImmutableArray<TemplateVariable> Of(string text)
    {
        var found = new SortedDictionary<string, TemplateVariable>(StringComparer.Ordinal);
        foreach ((TemplateVariable use, _) in Uses(text))
        {
            found[use.Name] = found.TryGetValue(use.Name, out TemplateVariable? known) ? known with { HasDefault = known.HasDefault && use.HasDefault } : use;
        }

        return [.. found.Values];
    }

    /// <summary>The first use whose default begins another variable, which would be left as it stands; <see langword="null"/> for none.</summary>
    public static TemplateVariable? Nested(string text) => Uses(text).FirstOrDefault(static u => u.Default.Contains("${", StringComparison.Ordinal)).Use;

    private static IEnumerable<(TemplateVariable Use, string Default)> Uses(string text)
    {
        int line = 1;
        for (int at = 0; at < text.Length; at++)
        {
            if (text[at] == '\n')
            {
                line++;
            }

            if (text[at] != '$' || at + 1 >= text.Length)
            {
                continue;
            }

            int end = text[at + 1] == '{' ? text.IndexOf('}', at) : -1;
            if (text[at + 1] == '$')
            {
                at++;
            }
            else if (end >= 0 && text[(at + 2)..end] is var inner && inner.IndexOf(":-", StringComparison.Ordinal) is var or && (or < 0 ? inner : inner[..or]) is var name && ObjectName.IsEnvironmentVariable(name))
            {
                yield return (new TemplateVariable(name, or >= 0, line), or < 0 ? "" : inner[(or + 2)..]);
                line += inner.Count(static c => c == '\n');
                at = end;
            }
        }
    }
}
