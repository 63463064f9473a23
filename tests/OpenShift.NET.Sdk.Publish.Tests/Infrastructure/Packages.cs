namespace OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

/// <summary>The packages of the repository besides the one that publishes use, each packed once a run, into the same feed.</summary>
internal static class Packages
{
    private static readonly Lazy<string> s_tool = new(static () => PackInto("OpenShift.NET.Sdk.Tool"));
    private static readonly Lazy<string> s_templates = new(static () => PackInto("OpenShift.NET.Templates"));

    /// <summary>File of the package with <c>openshift-image</c>.</summary>
    public static string Tool => s_tool.Value;

    /// <summary>File of the package with the templates.</summary>
    public static string Templates => s_templates.Value;

    /// <summary>Packs a project of <c>src/</c> into the feed, under the version of the tests.</summary>
    public static void Pack(string project)
    {
        // Analyzers have seen the same sources when these tests were built.
        Command.Run(
            "dotnet",
            ["pack", Path.Combine(Sandbox.RepositoryRoot, "src", project, project + ".csproj"), "-c", "Release", "-o", Sandbox.Feed, $"-p:OpenShiftPackageVersion={Sandbox.Version}", "-p:RunAnalyzers=false", "-nologo"],
            Sandbox.RepositoryRoot,
            seconds: Sandbox.BusyMachine).MustSucceed();
    }

    private static string PackInto(string project)
    {
        Pack(project);
        return Path.Combine(Sandbox.Feed, $"{project}.{Sandbox.Version}.nupkg");
    }
}
