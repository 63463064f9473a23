using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Objects;

/// <summary>The Service (Kubernetes API, core/v1): the stable name other images reach this one by.</summary>
internal static class ServiceObject
{
    public static YamlMapping? Make(WorkloadPlan workload, ManifestValues values) => workload.Ports.IsEmpty
        ? null
        : new MappingBuilder
        {
            { "apiVersion", "v1" },
            { "kind", "Service" },
            { "metadata", Metadata.Of(workload, values, values.Name) },
            {
                "spec", new MappingBuilder
                {
                    { "type", "ClusterIP" },
                    { "selector", Metadata.Selector(workload, values) },
                    { "ports", workload.Ports.Select(Port) },
                }
            },
        };

    private static YamlMapping Port(WorkloadPort port) => new MappingBuilder
    {
        { "name", port.Name },
        { "port", port.ServicePort },
        { "targetPort", port.Name },
        { "protocol", port.Protocol },
        { "appProtocol", port.AppProtocol },
    };
}
