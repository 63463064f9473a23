namespace OpenShift.NET.Sdk.Guidelines.EditorConfigs;

/// <summary>Reads .editorconfig files (EditorConfig specification 0.17, as far as Roslyn follows it: a comment can follow a value).</summary>
internal static class EditorConfigReader
{
    /// <summary>What applies to a file, by key. The nearest .editorconfig wins, in it the last line; <c>root = true</c> hides the ones further up.</summary>
    /// <param name="files">The .editorconfig files, the nearest first.</param>
    /// <param name="target">Full path of the file.</param>
    /// <param name="keyPrefix">Keys of interest begin so, in lower case.</param>
    public static Dictionary<string, EditorConfigEntry> Read(IEnumerable<EditorConfigFile> files, string target, string keyPrefix)
    {
        var entries = new Dictionary<string, EditorConfigEntry>(StringComparer.Ordinal);
        foreach (EditorConfigFile file in files)
        {
            var own = new Dictionary<string, EditorConfigEntry>(StringComparer.Ordinal);
            bool isRoot = ReadFile(file, target, keyPrefix, own);
            foreach ((string key, EditorConfigEntry entry) in own)
            {
                entries.TryAdd(key, entry);
            }

            if (isRoot)
            {
                break;
            }
        }

        return entries;
    }

    private static bool ReadFile(EditorConfigFile file, string target, string keyPrefix, Dictionary<string, EditorConfigEntry> entries)
    {
        bool isRoot = false, inPreamble = true, applies = false;
        int number = 0;
        foreach (ReadOnlySpan<char> raw in file.Text.AsSpan().EnumerateLines())
        {
            number++;
            ReadOnlySpan<char> line = raw.Trim().TrimStart('\uFEFF');
            if (line.IsEmpty || line[0] is '#' or ';')
            {
                continue;
            }

            if (line[0] == '[')
            {
                int end = line.LastIndexOf(']');
                inPreamble = false;
                applies = end > 0 && SectionGlob.Matches(line[1..end].ToString(), file.Path, target);
                continue;
            }

            int separator = line.IndexOfAny('=', ':');
            if (separator <= 0)
            {
                continue;
            }

            string key = line[..separator].Trim().ToString().ToLowerInvariant();
            ReadOnlySpan<char> value = WithoutComment(line[(separator + 1)..]).Trim();
            if (inPreamble)
            {
                isRoot |= key == "root" && value.Equals("true", StringComparison.OrdinalIgnoreCase);
            }
            else if (applies && key.StartsWith(keyPrefix, StringComparison.Ordinal))
            {
                entries[key] = new EditorConfigEntry(key, value.ToString(), file.Path, number);
            }
        }

        return isRoot;
    }

    private static ReadOnlySpan<char> WithoutComment(ReadOnlySpan<char> value)
    {
        for (int i = 1; i < value.Length; i++)
        {
            if (value[i] is '#' or ';' && char.IsWhiteSpace(value[i - 1]))
            {
                return value[..i];
            }
        }

        return value;
    }
}
