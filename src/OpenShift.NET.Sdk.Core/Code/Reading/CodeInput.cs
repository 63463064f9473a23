using System.Collections.Immutable;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>Which files hold the code of a project.</summary>
/// <param name="Assemblies">Full paths, the program first.</param>
/// <param name="DependencyFile">Full path of the dependency file.</param>
internal sealed record CodeInput(ImmutableArray<string> Assemblies, string? DependencyFile)
{
    /// <summary>
    /// The compiler's own output where the build names it: what is published can be trimmed, bundled into one file or native. Otherwise the published assemblies.
    /// </summary>
    public static CodeInput Of(ProjectFacts project)
    {
        CompilationFacts compilation = project.Compilation;
        var assemblies = ImmutableArray.CreateBuilder<string>();
        string main = project.Identity.AssemblyName + ".dll";
        string? published = project.Files.FirstOrDefault(f => f.Path.Equals(main, StringComparison.Ordinal))?.Source;
        if (compilation.Assembly is { } intermediate && File.Exists(intermediate))
        {
            assemblies.Add(intermediate);
        }
        else if (published is not null)
        {
            assemblies.Add(published);
        }
        else if (compilation.Assembly is not null)
        {
            assemblies.Add(compilation.Assembly);
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { main };
        foreach (string reference in compilation.References)
        {
            if (names.Add(Path.GetFileName(reference)))
            {
                assemblies.Add(reference);
            }
        }

        foreach (PublishFile file in project.Files)
        {
            bool own = file.Origin is FileOrigin.ProjectReference && file.AssetType is not "resources" && file.Path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
                && !file.Path.EndsWith(".resources.dll", StringComparison.OrdinalIgnoreCase);
            if (own && names.Add(Path.GetFileName(file.Path)))
            {
                assemblies.Add(file.Source);
            }
        }

        string? dependencies = project.Files.FirstOrDefault(f => f.Path == project.Identity.AssemblyName + ".deps.json")?.Source ?? compilation.DependencyFile;
        return new CodeInput(assemblies.ToImmutable(), dependencies);
    }
}
