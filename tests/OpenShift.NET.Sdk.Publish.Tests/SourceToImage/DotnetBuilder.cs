using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.SourceToImage;

/// <summary>Builders of .NET projects, each published once per run.</summary>
internal static class DotnetBuilder
{
    /// <summary>The libraries of <see cref="WithLibraries"/>: those of the package's own list are more than a test has to fetch.</summary>
    public const string LibraryItems = """
        <OpenShiftCommonLibrary Remove="@(OpenShiftCommonLibrary)" />
        <OpenShiftCommonLibrary Include="Npgsql" Version="10.0.3" />
        <OpenShiftCommonLibrary Include="MySqlConnector" Version="3.0.0" />
        <OpenShiftCommonLibrary Include="Microsoft.Data.SqlClient" Version="7.1.2" />
        <OpenShiftCommonLibrary Include="No.Such.Driver" Version="1.0.0" Optional="true" />
        """;

    private static readonly Lazy<(string Builder, string Template)> s_withLibraries = new(PublishWithLibraries);

    /// <summary>On a base whose sh is dash, with drivers of three databases.</summary>
    public static string WithLibraries => s_withLibraries.Value.Builder;

    /// <summary>The Template that came with <see cref="WithLibraries"/>.</summary>
    public static string Template => s_withLibraries.Value.Template;

    /// <summary>On a base whose sh is another shell, without libraries.</summary>
    public static string On(string shell) => Publish(BuilderBase.WithSdkOn(shell), "<OpenShiftCommonLibraries>false</OpenShiftCommonLibraries>", "", static _ => { }).Builder;

    /// <summary>Deletes what buildah keeps of the builder that tests share.</summary>
    public static void Forget()
    {
        if (s_withLibraries.IsValueCreated)
        {
            SourceBuild.Forget(WithLibraries);
        }
    }

    private static (string Builder, string Template) PublishWithLibraries() =>
        Publish(BuilderBase.WithSdk, "", LibraryItems, static published => published.MustSay("OpenShift: 0 errors, 0 warnings").MustSay("OpenShift: 3 common libraries for builds without a network, ").MustSay("left out, for the NuGet sources do not have them: No.Such.Driver 1.0.0"));

    private static (string Builder, string Template) Publish(string baseImage, string properties, string items, Action<CommandResult> hold)
    {
        Components.Require("podman", "runc", "buildah", "skopeo");
        TestProject project = TestProject.Web("<OpenShiftSourceToImage>true</OpenShiftSourceToImage>" + properties, items, "Builder");
        string layout = Path.Combine(Sandbox.NewFolder("s2i-builder"), "layout");
        CommandResult published = project.Publish($"-p:OpenShiftBaseImageArchive={baseImage}", $"-p:ContainerArchiveOutputPath={layout}", "-p:OpenShiftArchiveFormat=OciLayout", "-p:OpenShiftProfile=strict").MustSucceed();
        hold(published);
        return ($"oci:{layout}:1.4.2", Path.Combine(project.Folder, "bin/Release/net10.0/publish/manifests/build.yaml"));
    }
}
