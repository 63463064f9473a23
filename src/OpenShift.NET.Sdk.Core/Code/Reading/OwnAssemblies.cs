using Mono.Cecil;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>Finds the application's own assemblies for each other, and no others.</summary>
internal sealed class OwnAssemblies : IAssemblyResolver
{
    private readonly Dictionary<string, AssemblyDefinition> _assemblies = new(StringComparer.Ordinal);

    public void Add(AssemblyDefinition assembly) => _assemblies.TryAdd(assembly.Name.Name, assembly);

    public AssemblyDefinition Resolve(AssemblyNameReference name) => _assemblies.GetValueOrDefault(name.Name) ?? throw new AssemblyResolutionException(name);

    public AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters) => Resolve(name);

    public void Dispose()
    {
    }
}
