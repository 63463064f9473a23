namespace OpenShift.NET.Sdk.Images.ConfigFiles;

/// <summary>Settings in YAML as far as its block style goes: names and one-line values by indentation; the lines of block texts under the name they belong to. What is written in braces is one value.</summary>
internal static class YamlSettings
{
    public static IEnumerable<ConfigEntry> Read(string text)
    {
        var parents = new Stack<(int Indent, string Key)>();
        (int Indent, string Key)? block = null;
        int number = 0;
        foreach (string whole in text.Split('\n'))
        {
            number++;
            string line = whole.TrimEnd();
            string content = line.TrimStart(' ');
            int indent = line.Length - content.Length;
            if (content.Length == 0)
            {
                continue;
            }

            if (block is { } open)
            {
                if (indent > open.Indent)
                {
                    yield return new ConfigEntry(open.Key, content, number) { Column = indent + 1 };
                    continue;
                }

                block = null;
            }

            if (content[0] is '#' or '%' || content is "---" or "...")
            {
                continue;
            }

            int begin = 0;
            while (string.CompareOrdinal(content, begin, "- ", 0, 2) == 0)
            {
                begin += 2;
                while (begin < content.Length && content[begin] == ' ')
                {
                    begin++;
                }
            }

            indent += begin;
            content = content[begin..];

            while (parents.TryPeek(out (int Indent, string Key) parent) && parent.Indent >= indent)
            {
                parents.Pop();
            }

            string prefix = parents.TryPeek(out (int Indent, string Key) above) ? above.Key : "";
            int colon = ColonOf(content);
            if (colon < 0)
            {
                yield return new ConfigEntry(prefix, LineSettings.Unquoted(content), number) { Column = indent + 1 };
                continue;
            }

            string name = LineSettings.Unquoted(content[..colon].Trim());
            string key = ConfigEntry.KeyOf(prefix, name);
            string value = WithoutComment(content[(colon + 1)..].Trim());
            if (value.Length == 0)
            {
                parents.Push((indent, key));
            }
            else if (value[0] is '|' or '>')
            {
                block = (indent, key);
            }
            else
            {
                yield return new ConfigEntry(key, LineSettings.Unquoted(value), number) { Column = indent + 1 };
            }
        }
    }

    private static int ColonOf(string content)
    {
        char quote = '\0';
        for (int i = 0; i < content.Length; i++)
        {
            char c = content[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'' && i == 0)
            {
                quote = c;
            }
            else if (c == ':' && (i + 1 == content.Length || content[i + 1] == ' '))
            {
                return i;
            }
        }

        return -1;
    }

    private static string WithoutComment(string value)
    {
        int comment = value.IndexOf(" #", StringComparison.Ordinal);
        return value.Length > 0 && value[0] is '"' or '\'' || comment < 0 ? (value.StartsWith('#') ? "" : value) : value[..comment].TrimEnd();
    }
}
