using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Guidelines.G18_Clustering.OSC1804_ScaledWorkloadsStayAvailable;

/// <summary>OSC1804.</summary>
[Rule(
    "OSC1804",
    "Workloads with several pods stay available",
    Basic = Severity.None,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Add what is missing; a PodDisruptionBudget with 'maxUnavailable: 1' and the strategy RollingUpdate serve most.")]
public sealed class ScaledWorkloadsStayAvailable : ManifestRule
{
    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, WorkloadSet workloads)
    {
        foreach (Workload workload in workloads.Workloads.Where(static w => w.IsScalable))
        {
            YamlMapping root = workload.Object.Root;
            if (workload.Kind == "StatefulSet" && root.TextAt("spec", "serviceName") is null or "")
            {
                yield return Finding.Violation(Location.OfManifest(workload.Object, root.EntryOf("spec")?.Mark ?? default, "serviceName", "serviceName"), "is not set, so its pods have no names of their own") with
                {
                    Fix = "Name a Service with 'clusterIP: None' there.",
                };
            }

            if (workloads.FewestPods(workload) < 2)
            {
                continue;
            }

            YamlMark mark = root.At("spec", "replicas")?.Mark ?? default;
            if (!workloads.With(workload, "PodDisruptionBudget").Any(b => LabelSelector.MatchesFull(b.Root.MappingAt("spec", "selector"), workload.PodLabels)))
            {
                yield return Finding.Violation(Location.OfManifest(workload.Object, mark, scope: "disruptions"), "has several pods and no PodDisruptionBudget, so draining nodes can end all of them at once");
            }

            if (workload.Kind == "Deployment" && root.At("spec", "strategy", "type") is YamlScalar { Text: "Recreate" } strategy)
            {
                yield return Finding.Violation(Location.OfManifest(workload.Object, strategy.Mark, "strategy", "strategy"), "is Recreate, so a rollout ends all pods before it starts new ones");
            }
        }
    }
}
