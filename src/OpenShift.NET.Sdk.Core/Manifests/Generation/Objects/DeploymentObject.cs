using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Objects;

/// <summary>The Deployment (Kubernetes API, apps/v1).</summary>
internal static class DeploymentObject
{
    public static YamlMapping? Make(WorkloadPlan workload, ManifestValues values, bool followsImageStream) => workload.IsJob ? null : new MappingBuilder
    {
        { "apiVersion", "apps/v1" },
        { "kind", "Deployment" },
        { "metadata", Metadata.Of(workload, values, values.Name, Annotations(workload, values, followsImageStream ? "spec.template" : null)) },
        {
            "spec", new MappingBuilder
            {
                // The autoscaler owns the number; writing it here would scale back at every apply.
                { "replicas", workload.Autoscales ? null : values.Replicas, "OpenShiftReplicas" },
                { "selector", new MappingBuilder { { "matchLabels", Metadata.Selector(workload, values) } } },
                { "strategy", Strategy(workload) },
                { "template", PodTemplateObject.Make(workload, values) },
            }
        },
    };

    /// <summary>The annotations of an object that makes pods.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="values">The values.</param>
    /// <param name="podTemplate">The path of its pod template when its image follows the ImageStream.</param>
    public static YamlMapping? Annotations(WorkloadPlan workload, ManifestValues values, string? podTemplate)
    {
        var annotations = new MappingBuilder
        {
            { "app.openshift.io/vcs-uri", workload.Facts.Identity.RepositoryUrl },
        };
        if (podTemplate is not null)
        {
            annotations.Add(
                "image.openshift.io/triggers",
                $$"""[{"from":{"kind":"ImageStreamTag","name":"{{values.Name}}:{{ImageStreamObject.Tag}}"},"fieldPath":"{{podTemplate}}.spec.containers[?(@.name==\"{{workload.Name}}\")].image"}]""",
                "OpenShiftImageStream: the container's image follows the tag.");
        }

        return annotations.Build() is { Entries.IsEmpty: false } all ? all : null;
    }

    private static YamlMapping Strategy(WorkloadPlan workload) => workload.MustRecreate
        ? new MappingBuilder { { "type", "Recreate", "A ReadWriteOnce claim is mounted by one node only: the old pod goes before the new one comes." } }
        : new MappingBuilder
        {
            { "type", "RollingUpdate" },
            { "rollingUpdate", new MappingBuilder { { "maxSurge", 1 }, { "maxUnavailable", 0 } } },
        };
}
