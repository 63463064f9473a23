using System.Collections.Immutable;
using NuGet.Versioning;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.Runtimes;

/// <summary>The shared frameworks of the folder an application's host takes them from, and which of them it takes.</summary>
internal static class FrameworkFolder
{
    /// <summary>Resolves what an application asks for.</summary>
    public static FrameworkResolution Resolve(DotnetApplication application, FileTree tree)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(tree);
        ImmutableArray<FrameworkReference> references = application.Frameworks;
        if (NuGetVersion.TryParse(application.FrameworkVersion, out NuGetVersion? exact) && !references.IsEmpty)
        {
            references = [references[0] with { Version = exact, RollForward = RollForward.Disable }, .. references[1..]];
        }

        bool toPrerelease = application.Process.Variable("DOTNET_ROLL_FORWARD_TO_PRERELEASE").Value == "1";
        return FrameworkResolution.Of(references, SharedFrameworks.InstalledIn(tree, application.Root), ReferencesOf, toPrerelease);

        ImmutableArray<FrameworkReference> ReferencesOf(string name, NuGetVersion version) =>
            FolderOf(application.Root, name, version, tree) is { } folder
                && tree.TryResolve($"{folder}/{name}.runtimeconfig.json", out FileVersion? file) && file.File.Text is { } text
                ? RuntimeConfig.Read(text, null).Frameworks
                : [];
    }

    /// <summary>The folder of one version of a framework; <see langword="null"/> when it is not there.</summary>
    public static string? FolderOf(string root, string name, NuGetVersion version, FileTree tree)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(tree);
        return tree.TryResolve($"{root}/shared/{name}/{version.ToNormalizedString()}", out FileVersion? folder) ? folder.Path : null;
    }
}
