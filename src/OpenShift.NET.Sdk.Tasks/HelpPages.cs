namespace OpenShift.NET.Sdk.Tasks;

/// <summary>The pages that explain diagnostics; they are packed beside the tasks, so links work offline.</summary>
internal static class HelpPages
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(HelpPages).Assembly.Location)!, "..", "..", "rules"));

    /// <summary>Link to the page of a code.</summary>
    public static string LinkTo(string code)
    {
        string page = code.StartsWith("OSC00", StringComparison.Ordinal) ? "ToolCodes.md" : code + ".md";
        return new Uri(Path.Combine(Folder, page)).AbsoluteUri;
    }

    /// <summary>The page of a rule; <see langword="null"/> when it is not there.</summary>
    public static string? TextOf(string ruleId)
    {
        string path = Path.Combine(Folder, ruleId + ".md");
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }
}
