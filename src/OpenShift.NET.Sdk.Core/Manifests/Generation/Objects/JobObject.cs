using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Manifests.Generation.Objects;

/// <summary>The Job, or the CronJob that makes Jobs (Kubernetes API, batch/v1), of a program that comes to its end.</summary>
internal static class JobObject
{
    /// <summary>How often a run that fails is tried again.</summary>
    public const int Retries = 3;

    public static YamlMapping? Make(WorkloadPlan workload, ManifestValues values, bool followsImageStream) => workload.Kind switch
    {
        WorkloadKind.Job => new MappingBuilder
        {
            { "apiVersion", "batch/v1" },
            { "kind", "Job" },
            { "metadata", Metadata.Of(workload, values, values.Name, DeploymentObject.Annotations(workload, values, null)) },
            { "spec", Spec(workload, values) },
        },
        WorkloadKind.CronJob => new MappingBuilder
        {
            { "apiVersion", "batch/v1" },
            { "kind", "CronJob" },
            { "metadata", Metadata.Of(workload, values, values.Name, DeploymentObject.Annotations(workload, values, followsImageStream ? "spec.jobTemplate.spec.template" : null)) },
            {
                "spec", new MappingBuilder
                {
                    { "schedule", values.Schedule, "OpenShiftSchedule; in the time zone of the cluster, which is UTC as a rule. timeZone names another." },
                    { "concurrencyPolicy", "Forbid", "A run that is not over yet is not overtaken by the next one." },
                    { "jobTemplate", new MappingBuilder { { "spec", Spec(workload, values) } } },
                }
            },
        },
        _ => null,
    };

    private static YamlMapping Spec(WorkloadPlan workload, ManifestValues values) => new MappingBuilder
    {
        { "backoffLimit", Retries, "A run that fails is tried again so often, each time after a longer pause." },
        { "template", PodTemplateObject.Make(workload, values) },
    };
}
