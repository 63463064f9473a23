using System.Text.RegularExpressions;

namespace OpenShift.NET.Sdk.Tests.Architecture;

/// <summary>A file of the domain: the types it declares and the words of its code. Names are unique (<see cref="TypeNameTests"/>), so a word tells a type where its namespace is seen.</summary>
internal sealed partial class SourceFile
{
    private readonly string _code;
    private readonly string _namespace;
    private readonly HashSet<string> _usings;

    private SourceFile(string folder, string name, string text)
    {
        Folder = folder;
        Name = name;
        _namespace = Namespace().Match(text).Groups["name"].Value;
        _usings = [.. Using().Matches(text).Select(static m => m.Groups["name"].Value)];
        Types = [.. Declared().Matches(text).Select(static m => m.Groups["name"].Value)];
        _code = PlainText().Replace(NoCode().Replace(text, ""), "");
        Words = Word().Matches(_code).Select(static m => m.Value).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The folder inside the part; empty for a file in none.</summary>
    public string Folder { get; }

    public string Name { get; }

    public IReadOnlyList<string> Types { get; }

    public IReadOnlySet<string> Words { get; }

    public static SourceFile Read(string part, string path)
    {
        string[] segments = Path.GetRelativePath(part, path).Replace('\\', '/').Split('/');
        return new SourceFile(segments.Length > 1 ? segments[0] : "", segments[^1], File.ReadAllText(path));
    }

    /// <summary>Whether a type of another file is meant by its bare name, or by one with the end of its namespace.</summary>
    public bool Sees(SourceFile other, string type) =>
        other != this
        && (_namespace == other._namespace || _namespace.StartsWith(other._namespace + ".", StringComparison.Ordinal) || _usings.Contains(other._namespace)
            || _code.Contains($"{other._namespace[(other._namespace.LastIndexOf('.') + 1)..]}.{type}", StringComparison.Ordinal));

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^(?:(?:public|internal|sealed|static|abstract|readonly|partial|ref|unsafe) )*(?:class|struct|enum|interface|record(?: struct| class)?) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declared();

    [GeneratedRegex(@"^(using [\w.]+;|namespace [\w.]+;|\s*//.*)", RegexOptions.Multiline)]
    private static partial Regex NoCode();

    // A text with braces may hold code.
    [GeneratedRegex("\"(?:[^\"\\\\\\n{]|\\\\.)*\"")]
    private static partial Regex PlainText();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
