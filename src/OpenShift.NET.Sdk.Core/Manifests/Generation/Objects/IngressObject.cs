using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Objects;

/// <summary>The Ingress (Kubernetes API, networking.k8s.io/v1), which OpenShift turns into Routes.</summary>
internal static class IngressObject
{
    public static YamlMapping? Make(WorkloadPlan workload, ManifestValues values) => workload.PublicPort is not { } port
        ? null
        : new MappingBuilder
        {
            { "apiVersion", "networking.k8s.io/v1" },
            { "kind", "Ingress" },
            { "metadata", Metadata.Of(workload, values, values.Name, new MappingBuilder { { "route.openshift.io/termination", port.IsTls ? "passthrough" : "edge" } }) },
            {
                "spec", new MappingBuilder
                {
                    {
                        "tls", values.Host is null ? [] : (IEnumerable<YamlNode>)[new MappingBuilder { { "hosts", [new YamlScalar(values.Host)] } }.Build()],
                        "Without secretName: the certificate that the controller has for the host."
                    },
                    { "rules", [Rule(values, port)], values.Host is null ? "OpenShiftHost names the host; without one every host name leads here, and OpenShift makes no Route of it." : "OpenShiftHost" },
                }
            },
        };

    private static YamlMapping Rule(ManifestValues values, WorkloadPort port) => new MappingBuilder
    {
        { "host", values.Host },
        {
            "http", new MappingBuilder
            {
                {
                    "paths",
                    [
                        new MappingBuilder
                        {
                            { "path", "/" },
                            { "pathType", "Prefix" },
                            {
                                "backend", new MappingBuilder
                                {
                                    { "service", new MappingBuilder { { "name", values.Name }, { "port", new MappingBuilder { { "name", port.Name } } } } },
                                }
                            },
                        }.Build(),
                    ]
                },
            }
        },
    };
}
