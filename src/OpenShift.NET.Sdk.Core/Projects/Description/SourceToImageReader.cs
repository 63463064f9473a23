using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects.Description.Declarations;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Reads <c>OpenShiftSourceToImage</c>, <c>OpenShiftSourceFolder</c>, the common libraries and the project's folder <c>s2i</c>.</summary>
internal sealed class SourceToImageReader(ProjectInput input, PropertyReader properties, PropertyPlaces places, string projectFolder)
{
    private const string FolderProperty = "OpenShiftSourceFolder";

    // What this SDK puts among the scripts, and no script of a builder.
    private static readonly string[] s_reserved = ["default", "dotnet", "entrypoint"];

    /// <exception cref="OpenShiftException">OSC0023, OSC0026: a property or a file is wrong.</exception>
    public SourceToImageFacts Read()
    {
        if (!properties.Flag(ContentProperties.SourceToImage))
        {
            return new SourceToImageFacts();
        }

        string? written = properties.Text(FolderProperty);
        return new SourceToImageFacts
        {
            IsWanted = true,
            Folder = written is null ? new SourceToImageFacts().Folder
                : ContainerPath.TryRead(written) ?? throw new OpenShiftException(ToolCodes.InvalidPath, $"{FolderProperty} '{written}' is not an absolute folder of the image", "Write it from the root and without '.' and '..', for example /app/plugins.", places.Of(FolderProperty)),
            Files = Files(Path.Combine(projectFolder, "s2i")),
            Libraries = properties.Flag(ContentProperties.CommonLibraries, otherwise: true) ? new CommonLibraryReader(input, places).Read() : [],
            LibrariesAreAsked = properties.Flag(ContentProperties.CommonLibraries),
        };
    }

    private static ImmutableArray<SourceToImageFile> Files(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        try
        {
            SourceToImageFile[] files = [.. Directory.EnumerateFiles(folder).Select(static f => new SourceToImageFile(Path.GetFileName(f), f)).Where(static f => f.Name[0] != '.').OrderBy(static f => f.Name, StringComparer.Ordinal)];
            return files.FirstOrDefault(static f => s_reserved.Contains(f.Name, StringComparer.Ordinal)) is { } taken
                ? throw new OpenShiftException(ToolCodes.InvalidProperty, $"The file s2i/{taken.Name} has the name of a file that OpenShift.NET.Sdk puts among the scripts itself", "Give it another name.", new SourceLocation(taken.Source))
                : [.. files];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OpenShiftException(ToolCodes.InvalidPath, $"The folder '{folder}' cannot be read ({e.GetType().Name})", "Make it readable, or delete it.", new SourceLocation(folder), e);
        }
    }
}
