using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Runtimes;

namespace OpenShift.NET.Sdk.Guidelines.G12_SourceToImage.OSC1207_OnlyWhatRunsIsKept;

/// <summary>OSC1207.</summary>
[Rule(
    "OSC1207",
    "An image that runs an application has neither its sources nor the .NET SDK",
    Basic = Severity.None,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Leave the project's files out of the publish output: <Content Update=\"…\" CopyToPublishDirectory=\"Never\" />.",
    ImageFix = "Copy the published folder alone into an image with the runtime: COPY --from=build /app /app. assemble removes the sources when it has published them.")]
public sealed class OnlyWhatRunsIsKept : Rule
{
    private static readonly string[] s_projects = [".csproj", ".fsproj", ".vbproj", ".sln", ".slnx"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (SourceToImageScripts.Of(publication) is { IsResult: false, AreInherited: false } || publication.MainApplication is not { Assembly: { } started } application)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), SourceToImageScripts.Of(publication) is null ? "starts no .NET application" : "is a builder, which needs the .NET SDK");
            yield break;
        }

        ImmutableArray<FileVersion> sdks = DotnetSdks.InstalledIn(publication.Files);
        foreach (FileVersion sdk in sdks)
        {
            string folder = ImagePath.Parent(sdk.Path);
            long size = publication.Files.Descendants(folder).Sum(static f => f.File.Size);
            yield return Finding.Violation(Location.OfFile(publication.Files, sdk), $"belongs to the .NET SDK {ImagePath.Name(folder)} ({ByteSize.ToText(size)}), which '{ImagePath.Name(started.Path)}' does not need when it runs") with
            {
                Fix = publication.Project is null || sdk.Origin != Images.Origin.Base ? null : "Publish on a base image with the runtime alone: ContainerBaseImage = mcr.microsoft.com/dotnet/aspnet.",
                ImageFix = "Copy the published folder into an image with the runtime alone (COPY --from=build in a Dockerfile; of source-to-image a second BuildConfig with source.images and a Dockerfile).",
            };
        }

        FileVersion[] projects = [.. publication.Files.Visible.Where(f => f.File.Kind == FileKind.File && s_projects.Any(e => f.Path.EndsWith(e, StringComparison.OrdinalIgnoreCase)) && !sdks.Any(s => ImagePath.IsBelow(f.Path, DotnetSdks.RootOf(s))))];
        if (projects.Length > 0)
        {
            yield return Finding.Violation(Location.OfFile(publication.Files, projects[0]), projects.Length == 1 ? "is a project file: sources are in the image" : FormattableString.Invariant($"and {projects.Length - 1} more are project files: sources are in the image"));
        }
    }
}
