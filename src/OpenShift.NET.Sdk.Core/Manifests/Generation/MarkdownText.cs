namespace OpenShift.NET.Sdk.Manifests.Generation;

/// <summary>Texts of others in a page of Markdown.</summary>
internal static class MarkdownText
{
    /// <summary>A text as one line.</summary>
    public static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>A text as the cell of a table (GitHub Flavored Markdown, "Tables").</summary>
    public static string Cell(string text) => OneLine(text).Replace("|", "\\|", StringComparison.Ordinal);
}
