namespace OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

/// <summary>What COPY names in the build's context, as far as a name tells.</summary>
internal static class CopySource
{
    /// <summary>Whether it is a folder: it ends like one, or has no ending that files have.</summary>
    public static bool IsFolder(string source)
    {
        if (IsPattern(source))
        {
            return false;
        }

        string name = ImagePath.Name(source.TrimEnd('/'));
        if (source.EndsWith('/') || name is "" or "." or "..")
        {
            return true;
        }

        int dot = name.LastIndexOf('.');
        string ending = dot > 0 ? name[(dot + 1)..] : "";

        // LICENSE is a file, Migrations and Shop.Persistence are folders.
        return ending.Length == 0
            ? !(name.Length > 1 && name.All(static c => char.IsAsciiLetterUpper(c) || c is '_' or '-'))
            : !(ending.Length <= 8 && ending.Any(char.IsAsciiLetterLower) && ending.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)));
    }

    /// <summary>Whether it stands for several files.</summary>
    public static bool IsPattern(string source) => source.AsSpan().ContainsAny('*', '?', '[');

    /// <summary>The path from the context's folder, which neither <c>/</c> nor <c>..</c> in front leaves.</summary>
    public static string PathOf(string source)
    {
        var parts = new List<string>();
        foreach (string part in source.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                parts.RemoveRange(Math.Max(parts.Count - 1, 0), Math.Min(parts.Count, 1));
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    /// <summary>Whether it is named like what <c>dotnet publish</c> or <c>build</c> leaves.</summary>
    public static bool IsNamedPublished(string source) =>
        source.Contains("publish", StringComparison.OrdinalIgnoreCase) || source.StartsWith("bin/", StringComparison.Ordinal) || source.Contains("/bin/", StringComparison.Ordinal) || source.Contains("${source", StringComparison.OrdinalIgnoreCase);

    /// <summary>A path of the context as one of the project's folder.</summary>
    public static string FromProject(string path, string folder)
    {
        string[] of = folder.Split('/', StringSplitOptions.RemoveEmptyEntries);
        string[] parts = path.Split('/');
        int same = 0;
        while (same < of.Length && same < parts.Length - 1 && of[same] == parts[same])
        {
            same++;
        }

        return string.Concat(Enumerable.Repeat("../", of.Length - same)) + string.Join('/', parts[same..]);
    }
}
