namespace OpenShift.NET.Sdk.Tool;

/// <summary>The pages that explain rules and codes; they lie beside the program.</summary>
internal static class Pages
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "rules");

    /// <summary>The page of a rule, or the line of a code of the tool itself; <see langword="null"/> when there is none.</summary>
    public static string? Of(string code)
    {
        if (code.StartsWith("OSC00", StringComparison.Ordinal))
        {
            string? row = Read("ToolCodes")?.Split('\n').FirstOrDefault(l => l.StartsWith($"| {code} |", StringComparison.Ordinal));
            return row?.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries) is [_, var means, var remedy] ? $"# {code}\n\n{means}\n\n## How to fix\n\n{remedy}\n" : null;
        }

        return Read(code);
    }

    private static string? Read(string name)
    {
        string path = Path.Combine(s_folder, name + ".md");
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }
}
