using System.Text.RegularExpressions;

namespace OpenShift.NET.Sdk.Publishing.Solutions;

/// <summary>
/// The names that an Aspire host in the solution gives to its projects, <c>builder.AddProject&lt;Projects.Shop_Catalog_Api&gt;("catalog")</c>: by them the projects' code calls each other.
/// The host is no part of what is published, and is not built for it; so its sources are read, and a name that is put together there is not found.
/// </summary>
internal static partial class AspireNames
{
    private const int MostFiles = 200;
    private const int LongestFile = 1024 * 1024;

    /// <summary>Finds them.</summary>
    /// <param name="projects">Full paths of the solution's projects.</param>
    /// <returns>By the projects' names as the host writes them (letters, digits and <c>_</c>), what they are called.</returns>
    public static ILookup<string, string> Find(IEnumerable<string> projects) =>
        projects.Where(static p => IsHost(ReadProject(p))).SelectMany(static p => Sources(Path.GetDirectoryName(p)!)).SelectMany(static f => Added().Matches(WithoutComments(Read(f)))).Select(static m => (Project: m.Groups[1].Value, Name: m.Groups[2].Value))
            .Distinct().ToLookup(static a => a.Project, static a => a.Name, StringComparer.Ordinal);

    /// <summary>The name of a project as the host writes it.</summary>
    public static string Written(string project) => string.Concat(project.Select(static c => char.IsLetterOrDigit(c) ? c : '_'));

    /// <summary>The text of a project file without its comments; empty when it cannot be read.</summary>
    public static string ReadProject(string project) => ProjectComment().Replace(Read(project), "");

    /// <summary>Whether a project file is that of an Aspire host.</summary>
    /// <param name="text">Its text.</param>
    public static bool IsHost(string text) => text.Contains("Aspire.AppHost.Sdk", StringComparison.OrdinalIgnoreCase) || text.Contains("<IsAspireHost>true", StringComparison.OrdinalIgnoreCase);

    private static string WithoutComments(string source) => Literal().Replace(source, static m => m.Value[0] == '/' ? " " : m.Value);

    private static IEnumerable<string> Sources(string folder)
    {
        try
        {
            return
            [
                .. Directory.EnumerateFiles(folder, "*.cs", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3, IgnoreInaccessible = true })
                    .Where(f => Path.GetRelativePath(folder, f).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj")).Order(StringComparer.Ordinal).Take(MostFiles),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Read(string file)
    {
        try
        {
            return new FileInfo(file) is { Exists: true, Length: <= LongestFile } ? File.ReadAllText(file) : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex ProjectComment();

    // Comments, and what may hold their marks without being one.
    [GeneratedRegex(""""
        """.*?"""|[$@]*@[$@]*"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'|//[^\n]*|/\*.*?(?:\*/|$)
        """", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Literal();

    [GeneratedRegex("""\bAddProject\s*<\s*(?:global::)?Projects\.(\w+)\s*>\s*\(\s*(?:name\s*:\s*)?"([A-Za-z0-9-]{1,64})"\s*[,)]""", RegexOptions.CultureInvariant)]
    private static partial Regex Added();
}
