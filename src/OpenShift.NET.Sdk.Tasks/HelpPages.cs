namespace OpenShift.NET.Sdk.Tasks;

/// <summary>The pages that explain diagnostics; they are packed beside the tasks, so links work offline.</summary>
internal static class HelpPages
{
    /// <summary>Full path of the folder that holds them.</summary>
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(HelpPages).Assembly.Location)!, "..", "..", "rules"));

    /// <summary>Link to the page of a code.</summary>
    public static string LinkTo(string code)
    {
        string page = code.StartsWith("OSC00", StringComparison.Ordinal) ? "ToolCodes.md" : code + ".md";
        return new Uri(Path.Combine(Folder, page)).AbsoluteUri;
    }
}
