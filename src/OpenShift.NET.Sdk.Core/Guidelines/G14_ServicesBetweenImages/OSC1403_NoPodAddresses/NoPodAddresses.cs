using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Guidelines.G14_ServicesBetweenImages.OSC1403_NoPodAddresses;

/// <summary>OSC1403.</summary>
[Rule(
    "OSC1403",
    "Pods know no addresses of hosts or pods",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Remove it and reach others by the name of their Service; instances that must find each other use a headless Service.")]
public sealed class NoPodAddresses : ManifestRule
{
    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, WorkloadSet workloads)
    {
        foreach (Workload workload in workloads.Workloads)
        {
            if (workload.PodSpec["hostAliases"] is YamlSequence { Items.IsEmpty: false } aliases)
            {
                yield return Finding.Violation(Location.OfManifest(workload.Object, aliases.Mark, "hostAliases", "spec/hostAliases"), "writes fixed addresses into the pods' /etc/hosts");
            }

            foreach (WorkloadContainer container in workload.Containers)
            {
                foreach (ContainerVariable variable in container.Variables)
                {
                    if (variable.Root.TextAt("valueFrom", "fieldRef", "fieldPath") is "status.podIP" or "status.podIPs" or "status.hostIP" or "status.hostIPs")
                    {
                        yield return Finding.Violation(
                            Location.OfContainer(container, variable.Mark, $"variable {variable.Name}", $"env/{variable.Name}"),
                            $"is {variable.Root.TextAt("valueFrom", "fieldRef", "fieldPath")}, an address that changes with every restart") with
                        {
                            AtMost = Severity.Info,
                        };
                    }
                }
            }
        }
    }
}
