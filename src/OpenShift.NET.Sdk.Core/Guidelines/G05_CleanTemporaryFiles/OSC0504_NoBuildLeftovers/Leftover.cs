using OpenShift.NET.Sdk.Images;

namespace OpenShift.NET.Sdk.Guidelines.G05_CleanTemporaryFiles.OSC0504_NoBuildLeftovers;

/// <summary>Kinds of files that building leaves behind.</summary>
internal static class Leftover
{
    /// <summary>Settings for development: published by default, mild.</summary>
    public const string DevelopmentSettings = "development settings";

    /// <summary>Packages of NuGet.</summary>
    public const string Packages = "NuGet packages";

    /// <summary>What kind of leftover a file is; <see langword="null"/> when it is none.</summary>
    public static string? KindOf(string path)
    {
        string name = ImagePath.Name(path);
        if (path.StartsWith("/tmp/", StringComparison.Ordinal) || path.StartsWith("/var/tmp/", StringComparison.Ordinal))
        {
            return "temporary files";
        }

        if (Has(path, "/.git/"))
        {
            return "a Git repository";
        }

        if (Has(path, "/.vs/") || Has(path, "/.vscode/") || Has(path, "/.idea/") || Ends(name, "proj.user") || name == "launchSettings.json")
        {
            return "settings of an editor";
        }

        if (path.EndsWith("/obj/project.assets.json", StringComparison.Ordinal))
        {
            return "intermediate build output";
        }

        if (Has(path, "/node_modules/"))
        {
            return Has(path, "/node_modules/.cache/") ? "a build cache" : null;
        }

        return (Ends(name, ".rpm") || Ends(name, ".deb")) && !Has(path, "/cache/") ? "packages of the operating system"
            : Ends(name, ".nupkg") || Ends(name, ".snupkg") ? Packages
            : IsCoreDump(name) ? "crash dumps"
            : IsContainerFile(name) ? "container build files"
            : name.Equals("appsettings.Development.json", StringComparison.OrdinalIgnoreCase) ? DevelopmentSettings
            : null;
    }

    private static bool Has(string path, string part) => path.Contains(part, StringComparison.Ordinal);

    private static bool Ends(string name, string end) => name.EndsWith(end, StringComparison.OrdinalIgnoreCase);

    private static bool IsCoreDump(string name) => name.Length > 5 && name.StartsWith("core.", StringComparison.Ordinal) && !name.AsSpan(5).ContainsAnyExceptInRange('0', '9');

    private static bool IsContainerFile(string name) =>
        name is "Dockerfile" or "Containerfile" or ".dockerignore"
        || (name.StartsWith("Dockerfile.", StringComparison.Ordinal) && !Ends(name, ".dll") && !Ends(name, ".md"))
        || ((name.StartsWith("docker-compose", StringComparison.Ordinal) || name is "compose.yaml" or "compose.yml") && (Ends(name, ".yml") || Ends(name, ".yaml")));
}
