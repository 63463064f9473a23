using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>The variables of a template, found as the start-up guard finds them: <c>${NAME}</c>, <c>${NAME:-default}</c>; <c>$$</c> is a dollar sign.</summary>
internal static class TemplateVariables
{
    public static ImmutableArray<TemplateVariable> Of(string text)
    {
        var found = new SortedDictionary<string, TemplateVariable>(StringComparer.Ordinal);
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
                found[name] = found.TryGetValue(name, out TemplateVariable? known) ? known with { HasDefault = known.HasDefault && or >= 0 } : new TemplateVariable(name, or >= 0, line);
                line += inner.Count(static c => c == '\n');
                at = end;
            }
        }

        return [.. found.Values];
    }
}
