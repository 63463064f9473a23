using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Runtimes;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G01_ReuseImages.OSC0106_BaseHasTheRuntime;

/// <summary>The roll-forward policy of an application of which only the project is known.</summary>
internal static class StatedPolicy
{
    /// <summary>Whether the host may take a runtime of a higher major version: <c>DOTNET_ROLL_FORWARD</c>, or <c>rollForward</c> in <c>*.runtimeconfig.json</c>.</summary>
    public static bool CrossesMajors(Publication publication)
    {
        ProjectFacts? project = publication.Project;
        string? text = project is null ? null
            : publication.Files.Find(ImagePath.Combine(project.Image.WorkingDirectory, project.Identity.AssemblyName + ".runtimeconfig.json"))?.File.Text;
        return AllowsMajor(RuntimeConfig.PolicyOf(publication.Config.Config.EnvironmentVariable("DOTNET_ROLL_FORWARD")))
            || (!string.IsNullOrEmpty(text) && AllowsMajor(RuntimeConfig.Read(text, null).RollForward));
    }

    private static bool AllowsMajor(RollForward? policy) => policy is RollForward.Major or RollForward.LatestMajor;
}
