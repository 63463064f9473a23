namespace OpenShift.NET.Sdk.Images.ConfigFiles;

/// <summary>Settings one a line: <c>.ini</c> with sections, <c>.env</c>, <c>.properties</c>.</summary>
internal static class LineSettings
{
    public static IEnumerable<ConfigEntry> Read(string text)
    {
        string section = "";
        int number = 0;
        foreach (string whole in text.Split('\n'))
        {
            number++;
            string line = whole.Trim();
            if (line.Length == 0 || line[0] is '#' or ';' or '!')
            {
                continue;
            }

            if (line[0] == '[' && line[^1] == ']')
            {
                section = line[1..^1].Trim();
                continue;
            }

            int separator = line.IndexOf('=', StringComparison.Ordinal);
            if (separator < 0)
            {
                separator = line.IndexOf(':', StringComparison.Ordinal);
            }

            if (separator > 0)
            {
                string key = line[..separator].TrimEnd();
                key = key.StartsWith("export ", StringComparison.Ordinal) ? key[7..].TrimStart() : key;
                yield return new ConfigEntry(ConfigEntry.KeyOf(section, key), Unquoted(line[(separator + 1)..].Trim()), number) { Column = whole.Length - whole.TrimStart().Length + 1 };
            }
        }
    }

    internal static string Unquoted(string value) => value.Length > 1 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[1..^1] : value;
}
