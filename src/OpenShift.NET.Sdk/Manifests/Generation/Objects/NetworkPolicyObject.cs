using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Objects;

/// <summary>The NetworkPolicy (Kubernetes API, networking.k8s.io/v1): the declared ports from anywhere, nothing else; what the application calls is not limited.</summary>
internal static class NetworkPolicyObject
{
    public static YamlMapping? Make(Workload workload, ManifestValues values) => !workload.Wishes.NetworkPolicy
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

    private static YamlSequence Ingress(Workload workload) => workload.Ports.IsEmpty
        ? new YamlSequence([])
        : new YamlSequence([new MappingBuilder { { "ports", workload.Ports.Select(p => new MappingBuilder { { "port", p.Number }, { "protocol", p.Protocol } }.Build()) } }.Build()]);
}
