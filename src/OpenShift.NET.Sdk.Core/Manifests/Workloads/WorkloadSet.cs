using System.Collections.Immutable;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Workloads;

/// <summary>
/// The manifests as a cluster would have them: workloads, and what refers to what. Objects of one Template belong together, and so do all that
/// stand by themselves; a reference is looked for there first and then everywhere.
/// </summary>
public sealed class WorkloadSet
{
    private readonly ManifestSet _manifests;

    /// <summary>Reads the workloads of some manifests.</summary>
    public WorkloadSet(ManifestSet manifests)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        _manifests = manifests;
        ImmutableArray<Workload>.Builder workloads = ImmutableArray.CreateBuilder<Workload>();
        foreach (ManifestObject manifest in manifests.Objects)
        {
            if (Workload.TryRead(manifest, out Workload? workload))
            {
                workloads.Add(workload);
            }
        }

        Workloads = workloads.ToImmutable();
    }

    /// <summary>The workloads, in the order of the manifests.</summary>
    public ImmutableArray<Workload> Workloads { get; }

    /// <summary>The objects of a kind, Templates' included.</summary>
    public IEnumerable<ManifestObject> OfKind(params string[] kinds) => _manifests.Objects.Where(o => kinds.Contains(o.Kind));

    /// <summary>The object of a kind and a name that another one refers to.</summary>
    public ManifestObject? Find(ManifestObject from, string kind, string? name)
    {
        ArgumentNullException.ThrowIfNull(from);
        ManifestObject? elsewhere = null;
        foreach (ManifestObject candidate in _manifests.Objects)
        {
            if (candidate.Kind == kind && candidate.Name == name && SameNamespace(from, candidate))
            {
                if (ReferenceEquals(candidate.Template, from.Template))
                {
                    return candidate;
                }

                elsewhere ??= candidate;
            }
        }

        return elsewhere;
    }

    /// <summary>The workloads that belong with an object.</summary>
    public IEnumerable<Workload> With(ManifestObject manifest) =>
        Workloads.Where(w => ReferenceEquals(w.Object.Template, manifest.Template) && SameNamespace(w.Object, manifest));

    /// <summary>The objects of a kind that belong with a workload.</summary>
    public IEnumerable<ManifestObject> With(Workload workload, string kind) =>
        _manifests.Objects.Where(o => o.Kind == kind && ReferenceEquals(o.Template, workload.Object.Template) && SameNamespace(o, workload.Object));

    /// <summary>The workloads whose pods a Service selects.</summary>
    public IEnumerable<Workload> SelectedBy(ManifestObject service) =>
        With(service).Where(w => LabelSelector.Matches(service.Root.MappingAt("spec", "selector"), w.PodLabels));

    /// <summary>The autoscaler of a workload; <see langword="null"/> when there is none.</summary>
    public ManifestObject? AutoscalerOf(Workload workload) =>
        With(workload, "HorizontalPodAutoscaler").FirstOrDefault(h =>
            h.Root.TextAt("spec", "scaleTargetRef", "kind") == workload.Kind && h.Root.TextAt("spec", "scaleTargetRef", "name") == workload.Object.Name);

    /// <summary>The most pods a workload can have: its replicas or its autoscaler's maximum.</summary>
    public long MostPods(Workload workload) =>
        Math.Max(workload.Replicas, (AutoscalerOf(workload)?.Root.At("spec", "maxReplicas") as YamlScalar)?.AsInteger() ?? 0);

    /// <summary>The fewest pods a workload has in normal operation.</summary>
    public long FewestPods(Workload workload) =>
        AutoscalerOf(workload) is { } autoscaler ? (autoscaler.Root.At("spec", "minReplicas") as YamlScalar)?.AsInteger() ?? 1 : workload.Replicas;

    /// <summary>The variables a container gets with a value that can be read in the manifests, by name: those of ConfigMaps it takes as a whole, and over them its own.</summary>
    public IReadOnlyDictionary<string, string> ReadableVariables(WorkloadContainer container)
    {
        ArgumentNullException.ThrowIfNull(container);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (YamlMapping source in container.Root.ItemsAt("envFrom").OfType<YamlMapping>())
        {
            foreach (YamlEntry entry in Find(container.Workload.Object, "ConfigMap", source.TextAt("configMapRef", "name"))?.Root.MappingAt("data").Entries ?? [])
            {
                Set(source.TextAt("prefix") + entry.Key, (entry.Value as YamlScalar)?.Text);
            }
        }

        foreach (ContainerVariable variable in container.Variables)
        {
            string? key = variable.Root.TextAt("valueFrom", "configMapKeyRef", "key");
            ManifestObject? map = key is null ? null : Find(container.Workload.Object, "ConfigMap", variable.Root.TextAt("valueFrom", "configMapKeyRef", "name"));
            Set(variable.Name, variable.Value ?? map?.Root.TextAt("data", key!));
        }

        return variables;

        void Set(string name, string? value)
        {
            if (value is null || ParameterReference.IsIn(value))
            {
                variables.Remove(name);
            }
            else
            {
                variables[name] = value;
            }
        }
    }

    private static bool SameNamespace(ManifestObject a, ManifestObject b) =>
        a.Root.TextAt("metadata", "namespace") is not { Length: > 0 } one || b.Root.TextAt("metadata", "namespace") is not { Length: > 0 } other || one == other;
}
