using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Publishing.RepositoryFiles;

/// <summary>A project of the repository that an image can be made of.</summary>
/// <param name="File">Its file.</param>
/// <param name="HasDockerfile">Whether a Dockerfile of the repository makes its image.</param>
/// <param name="Images">Names of its image in files of Docker Compose and Skaffold, which say from what Dockerfile it is made.</param>
internal sealed record RepositoryApplication(RepositoryFile File, bool HasDockerfile, ImmutableArray<string> Images)
{
    private static readonly string[] s_programs = ["Microsoft.NET.Sdk.Web", "Microsoft.NET.Sdk.Worker", "<OutputType>Exe", "<OutputType>WinExe"];

    private static readonly string[] s_noPrograms = ["Microsoft.NET.Test.Sdk", "MSTest.Sdk", "<IsTestProject>true", "Aspire.AppHost", "<IsAspireHost>true", "<IsPublishable>false", "BenchmarkDotNet"];

    /// <summary>Its name.</summary>
    public string Name => Path.GetFileNameWithoutExtension(File.FullPath);

    /// <summary>Those of a repository.</summary>
    /// <param name="files">What was found.</param>
    /// <param name="projectFile">Full path of the project that is published, which is one whatever it looks like.</param>
    public static ImmutableArray<RepositoryApplication> Of(RepositoryFileSet files, string projectFile)
    {
        ILookup<string, string> built = BuiltImages(files).ToLookup(static b => b.Dockerfile, static b => b.Image, StringComparer.Ordinal);
        var applications = ImmutableArray.CreateBuilder<RepositoryApplication>();
        foreach (RepositoryFile project in files.Projects.Where(p => p.FullPath == projectFile || IsProgram(p.Content)))
        {
            string assembly = Path.GetFileNameWithoutExtension(project.FullPath) + ".dll";
            RepositoryFile[] makers = [.. files.Dockerfiles.Where(d => d.Content.Contains(assembly, StringComparison.OrdinalIgnoreCase))];
            makers = makers.Length > 0 ? makers : [.. files.Dockerfiles.Where(d => d.Folder == project.Folder)];
            applications.Add(new RepositoryApplication(project, makers.Length > 0, [.. makers.SelectMany(m => built[m.FullPath]).Distinct(StringComparer.Ordinal)]));
        }

        return applications.ToImmutable();
    }

    private static bool IsProgram(string content) =>
        s_programs.Any(p => content.Contains(p, StringComparison.OrdinalIgnoreCase)) && !s_noPrograms.Any(p => content.Contains(p, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<(string Dockerfile, string Image)> BuiltImages(RepositoryFileSet files)
    {
        foreach (RepositoryFile file in files.Compose)
        {
            foreach (YamlEntry service in Documents(file).SelectMany(static d => d.MappingAt("services").Entries))
            {
                if (service.Value is YamlMapping entry && entry["build"] is { } build)
                {
                    string context = (build as YamlScalar)?.Text ?? (build as YamlMapping)?.TextAt("context") ?? ".";
                    string dockerfile = Resolve(file.Folder, context, (build as YamlMapping)?.TextAt("dockerfile"));
                    yield return (dockerfile, service.Key);
                    if (entry.TextAt("image") is { Length: > 0 } image)
                    {
                        yield return (dockerfile, WorkloadNames.OfImage(image));
                    }
                }
            }
        }

        foreach (RepositoryFile file in files.Manifests.Where(static m => m.Content.Contains("skaffold/", StringComparison.Ordinal)))
        {
            foreach (YamlMapping artifact in Documents(file).SelectMany(static d => d.ItemsAt("build", "artifacts")).OfType<YamlMapping>())
            {
                if (artifact.TextAt("image") is { Length: > 0 } image)
                {
                    yield return (Resolve(file.Folder, artifact.TextAt("context") ?? ".", artifact.TextAt("docker", "dockerfile")), WorkloadNames.OfImage(image));
                }
            }
        }
    }

    private static string Resolve(string folder, string context, string? dockerfile)
    {
        try
        {
            return Path.GetFullPath(Path.Combine(folder, context, dockerfile ?? "Dockerfile"));
        }
        catch (ArgumentException)
        {
            return "";
        }
    }

    private static ImmutableArray<YamlMapping> Documents(RepositoryFile file)
    {
        try
        {
            return YamlReader.ReadText(file.Content, file.FullPath);
        }
        catch (OpenShiftException)
        {
            return [];
        }
    }
}
