using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Packaging;

/// <summary>A page of the repository, as tests ask it.</summary>
internal sealed partial class MarkdownPage
{
    private readonly string _folder;

    private MarkdownPage(string path)
    {
        _folder = Path.GetDirectoryName(path)!;
        Name = Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');
        Text = File.ReadAllText(path);
    }

    /// <summary>Path in the repository.</summary>
    public string Name { get; }

    /// <summary>The whole page.</summary>
    public string Text { get; }

    /// <summary>Its fenced blocks, in order.</summary>
    public IEnumerable<MarkdownFence> Fences => Fence().Matches(Text).Select(m => new MarkdownFence(Name, m.Groups["language"].Value, m.Groups["text"].Value));

    /// <summary>What stands in backticks outside of fenced blocks.</summary>
    public IEnumerable<string> CodeSpans => CodeSpan().Matches(Fence().Replace(Text, "")).Select(static m => m.Groups["code"].Value);

    private IEnumerable<string> Links => Link().Matches(Text).Select(static m => m.Groups["target"].Value);

    private HashSet<string> Anchors =>
        [.. Text.Split('\n').Where(static l => l.StartsWith('#')).Select(static l => NoAnchor().Replace(l.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    /// <summary>A page by its path in the repository.</summary>
    public static MarkdownPage Read(params string[] path) => new(Path.Combine([Repository.Root, .. path]));

    /// <summary>The pages of a folder.</summary>
    public static IEnumerable<MarkdownPage> In(params string[] folder) =>
        Directory.EnumerateFiles(Path.Combine([Repository.Root, .. folder]), "*.md").Order(StringComparer.Ordinal).Select(static p => new MarkdownPage(p));

    /// <summary>Every link into the repository leads to a file, and to a heading where it names one.</summary>
    public void AssertLinksLead()
    {
        foreach (string link in Links)
        {
            string[] parts = link.Split('#');
            string file = parts[0].Length == 0 ? Path.Combine(Repository.Root, Name) : Path.GetFullPath(Path.Combine(_folder, parts[0]));
            Assert.IsTrue(Path.Exists(file), $"{Name}: {link}");
            Assert.IsTrue(parts.Length == 1 || new MarkdownPage(file).Anchors.Contains(parts[1]), $"{Name}: {link}");
        }
    }

    /// <summary>An index links every page beside it.</summary>
    public void AssertIndexes(IEnumerable<MarkdownPage> pages)
    {
        foreach (MarkdownPage page in pages.Where(p => p.Name != Name))
        {
            Assert.Contains($"]({Path.GetFileName(page.Name)})", Text);
        }
    }

    [GeneratedRegex(@"^[ ]*```(?<language>\w*)\n(?<text>.*?)^[ ]*```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"(?<!`)`(?<code>[^`\n]+)`(?!`)")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\]\((?<target>(?!https?:)[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();
}
