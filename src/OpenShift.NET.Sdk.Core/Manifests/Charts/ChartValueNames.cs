using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Templates;

namespace OpenShift.NET.Sdk.Manifests.Charts;

/// <summary>Gives the parameters of a Template the names that the values of charts have by custom.</summary>
internal static class ChartValueNames
{
    private const string StorageSize = "_STORAGE_SIZE";

    /// <summary>The values, in the order of the parameters.</summary>
    public static ImmutableArray<ChartValue> Of(WorkloadPlan workload, ManifestTemplate template)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return [.. template.Parameters.DistinctBy(static p => p.Name, StringComparer.Ordinal).Select(p => Unique(Of(workload, p), taken))];
    }

    private static ChartValue Of(WorkloadPlan workload, TemplateParameter parameter) => parameter.Name switch
    {
        ParameterNames.Name => new ChartValue(parameter, ["fullnameOverride"], ChartValueKind.Name),
        ParameterNames.Image => new ChartValue(parameter, ["image"], ChartValueKind.Image),
        ParameterNames.Replicas => new ChartValue(parameter, ["replicaCount"], ChartValueKind.Count),
        ParameterNames.MaxReplicas => new ChartValue(parameter, ["autoscaling", "maxReplicas"], ChartValueKind.Count),
        ParameterNames.Schedule => new ChartValue(parameter, ["schedule"], ChartValueKind.Schedule),
        ParameterNames.MemoryRequest => new ChartValue(parameter, ["resources", "requests", "memory"], ChartValueKind.Bytes),
        ParameterNames.MemoryLimit => new ChartValue(parameter, ["resources", "limits", "memory"], ChartValueKind.Bytes),
        ParameterNames.CpuRequest => new ChartValue(parameter, ["resources", "requests", "cpu"], ChartValueKind.Cpu),
        ParameterNames.CpuLimit => new ChartValue(parameter, ["resources", "limits", "cpu"], ChartValueKind.Cpu),
        ParameterNames.RouteHost => new ChartValue(parameter, ["host"], ChartValueKind.Host),
        _ when workload.Mounts.Any(m => m.IsClaim && ParameterNames.StorageSize(m) == parameter.Name) =>
            new ChartValue(parameter, ["persistence", CamelCase(parameter.Name[..^StorageSize.Length]), "size"], ChartValueKind.Bytes),
        _ when workload.Settings.FirstOrDefault(s => s.Parameter == parameter.Name) is { } setting =>
            new ChartValue(parameter, ["settings", setting.Name], ChartValueKind.Setting) { Setting = setting },
        _ => new ChartValue(parameter, ["parameters", parameter.Name], ChartValueKind.Other),
    };

    // Folders such as /a-b and /a_b differ in what camel case drops.
    private static ChartValue Unique(ChartValue value, HashSet<string> taken)
    {
        ChartValue unique = value;
        for (int i = 2; !taken.Add(unique.Name); i++)
        {
            string key = value.Path[1] + i.ToString(CultureInfo.InvariantCulture);
            unique = value with { Path = value.Path.SetItem(1, key) };
        }

        return unique;
    }

    private static string CamelCase(string name)
    {
        var text = new StringBuilder();
        foreach (string word in name.Split('_', StringSplitOptions.RemoveEmptyEntries))
        {
            string lower = word.ToLowerInvariant();
            text.Append(text.Length == 0 ? lower : char.ToUpperInvariant(lower[0]) + lower[1..]);
        }

        return text.ToString();
    }
}
