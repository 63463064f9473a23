using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Publishing.CommonLibraries;

/// <summary>
/// What <c>dotnet restore</c> is given to fetch the common libraries: a project for each of them, for an application that uses one has its dependencies in
/// other versions than one that uses all; and a solution, so that one restore serves. Everything lies in a folder of the stage folder.
/// </summary>
/// <param name="facts">The project.</param>
/// <param name="folder">Its stage folder.</param>
internal sealed class LibraryRestore(ProjectFacts facts, StageFolder folder)
{
    private const string Solution = "libraries.slnx";

    // A project of a package's own name is that package to NuGet, and one that refers to itself.
    private const string Extension = ".library.csproj";

    /// <summary>The folder.</summary>
    public string Folder => Path.Combine(folder.Path, "libraries");

    /// <summary>What the restore wrote to standard output and standard error.</summary>
    public string Log => Path.Combine(Folder, "restore.log");

    /// <summary>What NuGet leaves of a library's restore.</summary>
    public string AssetsOf(CommonLibrary library) => Path.Combine(Folder, library.Name, "obj", "project.assets.json");

    /// <summary>Whether the folder has the projects of these very libraries.</summary>
    public bool IsWritten()
    {
        try
        {
            return File.Exists(Path.Combine(Folder, Solution)) && Projects().All(static p => File.Exists(p.Path) && File.ReadAllText(p.Path) == p.Text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Writes the projects; what others than these have left goes.</summary>
    /// <returns>Full path of the solution.</returns>
    /// <exception cref="OpenShiftException">OSC0085: the folder cannot be written.</exception>
    public async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            HashSet<string> wanted = new(facts.SourceToImage.Libraries.Select(static l => l.Name), StringComparer.Ordinal);
            Directory.CreateDirectory(Folder);
            foreach (string other in Directory.EnumerateDirectories(Folder).Where(d => !wanted.Contains(Path.GetFileName(d))).ToArray())
            {
                Directory.Delete(other, recursive: true);
            }

            foreach ((string path, string text) in Projects())
            {
                if (!File.Exists(path) || await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false) != text)
                {
                    // What NuGet knows of another version is not for this one.
                    string project = Path.GetDirectoryName(path)!;
                    if (Directory.Exists(project))
                    {
                        Directory.Delete(project, recursive: true);
                    }

                    Directory.CreateDirectory(project);
                    await File.WriteAllTextAsync(path, text, cancellationToken).ConfigureAwait(false);
                }
            }

            string solution = Path.Combine(Folder, Solution);
            await File.WriteAllTextAsync(solution, SolutionText(), cancellationToken).ConfigureAwait(false);
            return solution;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Of(ToolCodes.OutputNotWritable, Folder, $"'{Folder}'", "set OpenShiftIntermediateDirectory to another folder", e);
        }
    }

    private ImmutableArray<(string Path, string Text)> Projects() =>
        [.. facts.SourceToImage.Libraries.Select(l => (Path.Combine(Folder, l.Name, l.Name + Extension), ProjectText(l)))];

    private string SolutionText()
    {
        var text = new StringBuilder("<Solution>\n");
        foreach (CommonLibrary library in facts.SourceToImage.Libraries)
        {
            text.Append("  <Project Path=\"").Append(library.Name).Append('/').Append(library.Name).Append(Extension).Append("\" />\n");
        }

        return text.Append("</Solution>\n").ToString();
    }

    // Names and versions have been read; there is nothing in them that XML knows. What stands above the project in its folders is not for this one.
    private string ProjectText(CommonLibrary library) => $"""
        <Project>
          <PropertyGroup>
            <ImportDirectoryBuildProps>false</ImportDirectoryBuildProps>
            <ImportDirectoryBuildTargets>false</ImportDirectoryBuildTargets>
            <ImportDirectoryPackagesProps>false</ImportDirectoryPackagesProps>
          </PropertyGroup>
          <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
          <PropertyGroup>
            <TargetFramework>{facts.Application.TargetFramework}</TargetFramework>
            <ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally>
            <RestorePackagesWithLockFile>false</RestorePackagesWithLockFile>
            <RestoreLockedMode>false</RestoreLockedMode>
            <RestoreFallbackFolders>clear</RestoreFallbackFolders>
            <DisableImplicitNuGetFallbackFolder>true</DisableImplicitNuGetFallbackFolder>
            <TreatWarningsAsErrors>false</TreatWarningsAsErrors>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="{library.Name}" Version="[{library.Version}]" />
          </ItemGroup>
          <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
        </Project>

        """.ReplaceLineEndings("\n");
}
