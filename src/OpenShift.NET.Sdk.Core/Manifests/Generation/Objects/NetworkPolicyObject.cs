using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Objects;

/// <summary>The NetworkPolicy (Kubernetes API, networking.k8s.io/v1): the declared ports, nothing else; from anywhere where it is not known who calls. What the application calls is not limited.</summary>
internal static class NetworkPolicyObject
{
    public static YamlMapping? Make(WorkloadPlan workload, ManifestValues values) => !workload.Wishes.NetworkPolicy
        ? null
        : new MappingBuilder
        {
            { "apiVersion", "networking.k8s.io/v1" },
            { "kind", "NetworkPolicy" },
            { "metadata", Metadata.Of(workload, values, values.Name) },
            {
                "spec", new MappingBuilder
                {
                    { "podSelector", new MappingBuilder { { "matchLabels", Metadata.Selector(workload, values) } } },
                    { "policyTypes", [new YamlScalar("Ingress")], "OpenShiftNetworkPolicy: false leaves this object out." },
                    { "ingress", Ingress(workload), workload.Ports.IsEmpty ? "The application listens on no port." : null },
                }
            },
        };

    private static YamlSequence Ingress(WorkloadPlan workload)
    {
        // The router and whoever comes through it cannot be named in a way that holds on every cluster, so what a Route leads to stays open.
        ILookup<string, WorkloadPort> ports = workload.Ports.ToLookup(p => p == workload.PublicPort ? "" : string.Join(',', CallersOf(workload, p)), StringComparer.Ordinal);
        return new YamlSequence([.. ports.OrderBy(static g => g.Key, StringComparer.Ordinal).Select(g => Rule(g, g.Key.Length == 0 ? [] : CallersOf(workload, g.First())))]);
    }

    private static IEnumerable<string> CallersOf(WorkloadPlan workload, WorkloadPort port) => workload.Callers.Where(c => c.Port == port.Number).Select(static c => c.Name).Distinct().Order(StringComparer.Ordinal);

    private static YamlMapping Rule(IEnumerable<WorkloadPort> ports, IEnumerable<string> callers) => new MappingBuilder
    {
        { "ports", ports.Select(static p => new MappingBuilder { { "port", p.Number }, { "protocol", p.Protocol } }.Build()) },
        { "from", From(callers), "The applications that are known to call it, and OpenShift's monitoring." },
    };

    private static IEnumerable<YamlNode> From(IEnumerable<string> callers)
    {
        YamlNode[] pods = [.. callers.Select(static c => new MappingBuilder { { "podSelector", new MappingBuilder { { "matchLabels", new MappingBuilder { { "app.kubernetes.io/name", c } } } } } }.Build())];
        return pods.Length == 0 ? [] : [.. pods, new MappingBuilder { { "namespaceSelector", new MappingBuilder { { "matchLabels", new MappingBuilder { { "network.openshift.io/policy-group", "monitoring" } } } } } }.Build()];
    }
}
