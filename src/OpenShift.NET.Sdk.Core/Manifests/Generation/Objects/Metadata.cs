using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Manifests.Generation.Objects;

/// <summary>Names and labels of the objects (Kubernetes, "Recommended labels").</summary>
internal static class Metadata
{
    /// <summary>Metadata of an object.</summary>
    public static MappingBuilder Of(WorkloadPlan workload, ManifestValues values, string name, YamlMapping? annotations = null) => new()
    {
        { "name", name },
        { "labels", Labels(workload, values) },
        { "annotations", annotations },
    };

    /// <summary>The labels pods are selected by. A Deployment's cannot be changed later, so they hold no version and nothing a project changes.</summary>
    public static YamlMapping Selector(WorkloadPlan workload, ManifestValues values) => new MappingBuilder
    {
        { "app.kubernetes.io/name", workload.Name },
        { "app.kubernetes.io/instance", values.Name },
    };

    /// <summary>All labels.</summary>
    public static YamlMapping Labels(WorkloadPlan workload, ManifestValues values)
    {
        var labels = new MappingBuilder();
        foreach (YamlEntry entry in Selector(workload, values).Entries)
        {
            labels.Add(entry.Key, entry.Value);
        }

        foreach (NamedValue label in workload.Labels)
        {
            labels.Add(label.Name, label.Value);
        }

        return labels;
    }
}
