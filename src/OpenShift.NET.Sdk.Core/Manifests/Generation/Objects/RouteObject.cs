using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Objects;

/// <summary>The Route (OpenShift API, route.openshift.io/v1).</summary>
internal static class RouteObject
{
    public static YamlMapping? Make(WorkloadPlan workload, ManifestValues values) => workload.PublicPort is not { } port
        ? null
        : new MappingBuilder
        {
            { "apiVersion", "route.openshift.io/v1" },
            { "kind", "Route" },
            { "metadata", Metadata.Of(workload, values, values.Name) },
            {
                "spec", new MappingBuilder
                {
                    { "host", values.Host, "OpenShiftHost; without one the router chooses." },
                    { "to", new MappingBuilder { { "kind", "Service" }, { "name", values.Name }, { "weight", 100 } } },
                    { "port", new MappingBuilder { { "targetPort", port.Name } } },
                    {
                        "tls", new MappingBuilder
                        {
                            { "termination", port.IsTls ? "passthrough" : "edge", port.IsTls ? "The application speaks TLS itself, with its own certificate." : null },
                            { "insecureEdgeTerminationPolicy", "Redirect" },
                        }
                    },
                }
            },
        };
}
