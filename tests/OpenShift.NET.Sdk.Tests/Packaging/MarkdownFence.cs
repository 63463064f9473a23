namespace OpenShift.NET.Sdk.Tests.Packaging;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">The page's path in the repository.</param>
/// <param name="Language">What its fence says it is; empty when it says nothing.</param>
/// <param name="Text">Its lines, as indented as they are.</param>
internal sealed record MarkdownFence(string Page, string Language, string Text)
{
    public override string ToString() => $"{Page}: {Text}";
}
