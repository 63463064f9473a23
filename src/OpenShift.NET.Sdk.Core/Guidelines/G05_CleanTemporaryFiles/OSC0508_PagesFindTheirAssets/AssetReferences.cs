using System.Text.RegularExpressions;

namespace OpenShift.NET.Sdk.Guidelines.G05_CleanTemporaryFiles.OSC0508_PagesFindTheirAssets;

/// <summary>Finds the scripts and styles that markup refers to.</summary>
internal static partial class AssetReferences
{
    // What a page is read from has a size limit of its own; more references than this are no page.
    private const int Most = 500;

    /// <summary>The assets that markup refers to, each as path from the web root.</summary>
    /// <param name="markup">HTML, or a part of it.</param>
    /// <param name="folder">Folder of the page below the web root, empty or ending in <c>/</c>.</param>
    public static IEnumerable<string> In(string markup, string folder)
    {
        // What is commented out is not asked for.
        string text = Comment().Replace(markup, "");
        bool based = Base().IsMatch(text);
        int found = 0;
        foreach (Match match in Reference().EnumerateMatchesOf(text))
        {
            if (found++ == Most)
            {
                yield break;
            }

            string tag = match.Groups["tag"].Value;
            if ((tag.Equals("script", StringComparison.OrdinalIgnoreCase) || Stylesheet().IsMatch(match.Value)) && Normalize(match.Groups["path"].Value, based ? "" : folder) is { } asset)
            {
                yield return asset;
            }
        }
    }

    /// <summary>A reference as path from the web root; <see langword="null"/> for another server's, one that is put together at run time, and what is neither script nor style.</summary>
    public static string? Normalize(string reference, string folder)
    {
        string path = reference.Trim();
        int end = path.AsSpan().IndexOfAny('?', '#');
        path = end < 0 ? path : path[..end];
        if (path.Length == 0 || path.StartsWith("//", StringComparison.Ordinal) || path.AsSpan().ContainsAny(s_foreign) || path.Contains("..", StringComparison.Ordinal))
        {
            return null;
        }

        string relative = path.StartsWith("~/", StringComparison.Ordinal) ? path[2..]
            : path[0] == '/' ? path[1..]
            : folder + (path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path);
        // "site.js." is a slip of the keyboard, and no file.
        string named = relative.TrimEnd('.');
        return named.EndsWith(".js", StringComparison.OrdinalIgnoreCase) || named.EndsWith(".mjs", StringComparison.OrdinalIgnoreCase) || named.EndsWith(".css", StringComparison.OrdinalIgnoreCase)
            ? relative
            : null;
    }

    private static readonly System.Buffers.SearchValues<char> s_foreign = System.Buffers.SearchValues.Create(":{}@<>$%\\ \t\r\n*[]");

    private static IEnumerable<Match> EnumerateMatchesOf(this Regex regex, string text)
    {
        for (Match match = regex.Match(text); match.Success; match = match.NextMatch())
        {
            yield return match;
        }
    }

    [GeneratedRegex(@"<!--[\s\S]*?-->", RegexOptions.NonBacktracking)]
    private static partial Regex Comment();

    [GeneratedRegex(@"<base\s[^<>]*href", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Base();

    [GeneratedRegex(@"<(?<tag>script|link)\s(?:[^<>]*\s)?(?:src|href)\s*=\s*[""'](?<path>[^""'<>]*)[""'][^<>]*>", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Reference();

    [GeneratedRegex(@"rel\s*=\s*[""']?stylesheet", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Stylesheet();
}
