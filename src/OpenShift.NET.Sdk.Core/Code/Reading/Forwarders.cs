using Mono.Cecil;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>Types that an assembly says lie in another one (ECMA-335, II.22.14).</summary>
internal static class Forwarders
{
    /// <summary>Forgets those that lead in a circle: whoever looks for such a type goes round without end. No build writes them.</summary>
    public static void Break(IReadOnlyList<OpenedAssembly> assemblies)
    {
        var targets = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (OpenedAssembly assembly in assemblies)
        {
            if (assembly.Module.HasExportedTypes)
            {
                targets[assembly.Module.Assembly.Name.Name] = [.. assembly.Module.ExportedTypes.Select(static t => (t.Scope as AssemblyNameReference)?.Name).OfType<string>()];
            }
        }

        foreach (OpenedAssembly assembly in assemblies)
        {
            if (Reaches(assembly.Module.Assembly.Name.Name, targets))
            {
                assembly.Module.ExportedTypes.Clear();
            }
        }
    }

    private static bool Reaches(string name, Dictionary<string, HashSet<string>> targets)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<string>();
        waiting.Push(name);
        while (waiting.TryPop(out string? at))
        {
            foreach (string target in targets.GetValueOrDefault(at) ?? [])
            {
                if (target == name)
                {
                    return true;
                }

                if (seen.Add(target))
                {
                    waiting.Push(target);
                }
            }
        }

        return false;
    }
}
