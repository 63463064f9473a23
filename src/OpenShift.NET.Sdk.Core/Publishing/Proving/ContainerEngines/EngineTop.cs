using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>The processes as an engine on another machine tells them (<c>top</c> with the columns pid, ppid, comm and args).</summary>
internal static class EngineTop
{
    /// <summary>Reads the table.</summary>
    public static ImmutableArray<ContainerProcess> Parse(string output)
    {
        ImmutableArray<ContainerProcess>.Builder processes = ImmutableArray.CreateBuilder<ContainerProcess>();
        foreach (string line in output.Split('\n').Skip(1))
        {
            string[] fields = line.Split((char[]?)null, 4, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (fields.Length >= 3
                && int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out int id)
                && int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out int parent))
            {
                processes.Add(new ContainerProcess(id, parent, fields[2], fields.Length > 3 ? fields[3] : fields[2]));
            }
        }

        // docker gives the ids of its own machine: the first process is the one whose parent is not among them.
        HashSet<int> ids = [.. processes.Select(static p => p.Id)];
        return ids.Contains(1) || processes.Count == 0
            ? processes.ToImmutable()
            : [.. processes.Select(p => !ids.Contains(p.ParentId) ? p with { Id = 1, ParentId = 0 } : ids.Contains(p.ParentId) && !ids.Contains(ParentOf(p.ParentId)) ? p with { ParentId = 1 } : p)];

        int ParentOf(int id) => processes.First(p => p.Id == id).ParentId;
    }
}
