namespace OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

/// <summary>The package of <c>openshift-image</c> in the feed of the tests, of the version under test.</summary>
internal static class ToolPackage
{
    private static readonly Lazy<bool> s_made = new(static () =>
    {
        Command.Run(
            "dotnet",
            ["pack", Path.Combine(Sandbox.RepositoryRoot, "src/OpenShift.NET.Sdk.Tool/OpenShift.NET.Sdk.Tool.csproj"), "-c", "Release", "-o", Sandbox.Feed, $"-p:OpenShiftPackageVersion={Sandbox.Version}", "-p:RunAnalyzers=false", "-nologo"],
            Sandbox.RepositoryRoot,
            seconds: Sandbox.BusyMachine).MustSucceed();
        return true;
    });

    /// <summary>Packs it, once a run.</summary>
    public static void Make() => _ = s_made.Value;
}
