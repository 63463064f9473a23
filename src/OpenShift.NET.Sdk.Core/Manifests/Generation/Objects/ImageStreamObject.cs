using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Manifests.Generation.Objects;

/// <summary>The ImageStream (OpenShift API, image.openshift.io/v1) that the Deployment or CronJob follows where asked; a Job cannot be changed.</summary>
internal static class ImageStreamObject
{
    /// <summary>The tag that is deployed; moving it with <c>oc tag</c> rolls out or back.</summary>
    public const string Tag = "deployed";

    public static YamlMapping? Make(WorkloadPlan workload, ManifestValues values) => !workload.Wishes.ImageStream || workload.Kind == WorkloadKind.Job
        ? null
        : new MappingBuilder
        {
            { "apiVersion", "image.openshift.io/v1" },
            { "kind", "ImageStream" },
            { "metadata", Metadata.Of(workload, values, values.Name) },
            {
                "spec", new MappingBuilder
                {
                    { "lookupPolicy", new MappingBuilder { { "local", false } } },
                    {
                        "tags",
                        [
                            new MappingBuilder
                            {
                                { "name", Tag },
                                { "from", new MappingBuilder { { "kind", "DockerImage" }, { "name", values.Image } } },
                                // Else the import keeps the one platform of an index that the cluster's own image service runs on.
                                { "importPolicy", new MappingBuilder { { "importMode", "PreserveOriginal" } } },
                                { "referencePolicy", new MappingBuilder { { "type", "Source" } } },
                            }.Build(),
                        ]
                    },
                }
            },
        };
}
