using System.Text.RegularExpressions;

namespace OpenShift.NET.Sdk.Publishing.Solutions;

/// <summary>
/// The applications of a solution that are none of its services: delivered by themselves, without the package, without manifests. They may call the services, and nobody knows whether they do.
/// They are no part of what was published together, so their project files are read, and not what MSBuild makes of them.
/// </summary>
internal static partial class SolutionApplications
{
    /// <summary>Whether a project is an application that runs beside the services; tests and the Aspire host run on other machines, and a WebAssembly client in a browser.</summary>
    /// <param name="project">Full path of the project file.</param>
    public static bool Is(string project)
    {
        string text = AspireNames.ReadProject(project);
        return Application().IsMatch(text) && !AspireNames.IsHost(text) && !Test().IsMatch(text) && !TestName().IsMatch(Path.GetFileNameWithoutExtension(project));
    }

    [GeneratedRegex("""Microsoft\.NET\.Sdk\.(Web|Worker)\b|<OutputType>\s*(Win)?Exe\s*<""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Application();

    [GeneratedRegex("""<IsTestProject>\s*true|Microsoft\.NET\.Test\.Sdk|"(MSTest|xunit|NUnit|TUnit)\b""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Test();

    [GeneratedRegex("""\bTests?$|Tests$""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TestName();
}
