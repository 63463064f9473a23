namespace OpenShift.NET.Sdk.Tests.Guidelines.Cases;

/// <summary>The source tree the tests were built from.</summary>
internal static class Repository
{
    /// <summary>Full path of its root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Full path of the folder that holds the rules.</summary>
    public static string Guidelines { get; } = Path.Combine(Root, "src", "OpenShift.NET.Sdk.Core", "Guidelines");

    /// <summary>Whether generated files are to be written rather than compared.</summary>
    public static bool UpdateGenerated { get; } = Environment.GetEnvironmentVariable("UPDATE_GENERATED") == "1";

    /// <summary>Compares a generated file with what is on disk, or writes it when asked to.</summary>
    public static void AssertGenerated(string path, string content)
    {
        if (UpdateGenerated)
        {
            File.WriteAllText(path, content);
        }

        string there = File.Exists(path) ? File.ReadAllText(path) : "";
        Assert.AreEqual(content, there, $"{Path.GetRelativePath(Root, path)} is stale. Run the tests once with UPDATE_GENERATED=1 and commit it.");
    }

    /// <summary>Compares the generated parts of a file with what is on disk, or writes them when asked to. Each stands between <c>&lt;!-- declared: NAME.</c> and <c>&lt;!-- declared: end --&gt;</c>.</summary>
    public static void AssertGeneratedParts(string path, params ReadOnlySpan<(string Name, string Content)> parts)
    {
        string text = File.ReadAllText(path);
        foreach ((string name, string content) in parts)
        {
            int begin = text.IndexOf($"<!-- declared: {name}.", StringComparison.Ordinal);
            Assert.IsGreaterThanOrEqualTo(0, begin, $"{Path.GetRelativePath(Root, path)} has no place for {name}.");
            int from = text.IndexOf('\n', begin) + 1;
            int end = text.LastIndexOf('\n', text.IndexOf("<!-- declared: end -->", from, StringComparison.Ordinal)) + 1;
            text = text[..from] + content + text[end..];
        }

        AssertGenerated(path, text);
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Sdk.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests are run from a build inside the repository.");
    }
}
