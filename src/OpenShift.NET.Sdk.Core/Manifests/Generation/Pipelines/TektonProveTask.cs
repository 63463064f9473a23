using System.Collections.Immutable;
using OpenShift.NET.Sdk.Manifests.Generation.Objects;
using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Pipelines;

/// <summary>
/// The task that proves the image on the cluster: it runs as a sidecar, by digest, under the cluster's own restricted-v2, with the volumes and settings of the
/// manifests, and the tool in a step beside it asks probes and ports. Its results are what Tekton Chains signs. A program that ends is not run, for what it
/// does it would really do; its image is checked as the registry has it.
/// </summary>
internal static class TektonProveTask
{
    // Longer than the pull of an image and the start of the tool; the tool itself asks for a minute.
    private const string Timeout = "10m0s";

    // Parameters of the Pipeline reach into its own tasks, where one of the same name would be meant.
    /// <summary>The parameter with the image.</summary>
    public const string Image = "image-by-digest";

    /// <summary>The step's variable with the folder of the manifests.</summary>
    public const string ManifestsVariable = "MANIFESTS";

    private const string ToolImage = "tool-image";

    public static YamlMapping Make(PipelinePlan plan)
    {
        WorkloadPlan workload = plan.Workload;
        return new MappingBuilder
        {
            {
                "name", TektonPipelineFile.Prove,
                workload.IsJob
                    ? "The image ends by itself and does its work when it runs, so it is not run here: it is checked as the registry has it."
                    : "The image runs beside the step, by digest, as the cluster's restricted-v2 has it. The kubelet's probes are asked by the step, so that an image that never\nbecomes ready is told with its answers; exec probes are not."
            },
            { "runAfter", [new YamlScalar("publish")] },
            { "timeout", Timeout },
            { "params", [Variable(Image, "$(tasks.publish.results.IMAGE)"), Variable(ToolImage, "$(params.sdk-image)")] },
            {
                "taskSpec", new MappingBuilder
                {
                    { "metadata", new MappingBuilder { { "annotations", new MappingBuilder { { "openshift.io/required-scc", "restricted-v2" } } } } },
                    { "params", [Parameter(Image), Parameter(ToolImage)] },
                    { "workspaces", [new MappingBuilder { { "name", "source" } }.Build()] },
                    {
                        "results",
                        [
                            new MappingBuilder { { "name", "IMAGE_URL", "The names that Tekton Chains looks for." }, { "type", "string" } }.Build(),
                            new MappingBuilder { { "name", "IMAGE_DIGEST" }, { "type", "string" } }.Build(),
                        ]
                    },
                    { "steps", [Step(plan)] },
                    { "sidecars", workload.IsJob ? (IEnumerable<YamlNode>)[] : [Sidecar(workload)] },
                    { "volumes", workload.IsJob ? (IEnumerable<YamlNode>)[] : workload.Mounts.Select(Volume) },
                }
            },
            { "workspaces", [new MappingBuilder { { "name", "source" }, { "workspace", "source" } }.Build()] },
        };
    }

    private static YamlMapping Step(PipelinePlan plan) => new MappingBuilder
    {
        { "name", "ask" },
        { "image", $"$(params.{ToolImage})" },
        { "workingDir", "$(workspaces.source.path)", "Its nuget.config says where the tool comes from." },
        {
            "env",
            [
                Variable("HOME", "/tmp"),
                Variable("DOTNET_NOLOGO", "1"),
                Variable("DOTNET_CLI_TELEMETRY_OPTOUT", "1"),
                Variable("IMAGE", $"$(params.{Image})"),
                .. plan.Workload.IsJob ? (YamlNode[])[] : [Variable(ManifestsVariable, "$(workspaces.source.path)/" + plan.Manifests)],
            ]
        },
        { "script", Script(plan) },
        { "securityContext", Restricted(null) },
    };

    private static string Script(PipelinePlan plan) =>
        $$"""
        #!/bin/sh
        set -eu
        dotnet tool install OpenShift.NET.Sdk.Tool --version {{plan.ToolVersion}} --tool-path /tmp/tools
        /tmp/tools/openshift-image {{(plan.Workload.IsJob ? "check \"$IMAGE\"" : "ask --manifests \"$MANIFESTS\"")}}
        printf '%s' "${IMAGE%@*}" >"$(results.IMAGE_URL.path)"
        printf '%s' "${IMAGE##*@}" >"$(results.IMAGE_DIGEST.path)"

        """.ReplaceLineEndings("\n");

    // What the Deployment's container is, but for the probes, which would hold the step back until they succeed, and the hook of an end nobody waits for.
    private static YamlMapping Sidecar(WorkloadPlan workload)
    {
        YamlMapping container = ContainerObject.Make(workload, new PlainValues(workload));
        var sidecar = new MappingBuilder();
        foreach (YamlEntry entry in container.Entries)
        {
            switch (entry.Key)
            {
                case "image":
                    sidecar.Add("image", $"$(params.{Image})");
                    break;
                case "resources":
                    sidecar.Add("computeResources", entry.Value);
                    break;
                case "envFrom" or "env":
                    break;
                case "securityContext":
                    sidecar.Add("securityContext", Restricted(workload.ReadOnlyRoot));
                    break;
                case "startupProbe" or "livenessProbe" or "readinessProbe" or "lifecycle":
                    break;
                default:
                    sidecar.Add(entry.Key, entry.Value, entry.Comment);
                    break;
            }
        }

        sidecar.Add("env", Variables(workload, container.ItemsAt("env")));
        return sidecar;
    }

    // The values of this version: the ConfigMap in the namespace is of the one before, or not there. Nothing waits for a Secret that is not there; the application says what it lacks.
    private static IEnumerable<YamlNode> Variables(WorkloadPlan workload, ImmutableArray<YamlNode> declared)
    {
        foreach (WorkloadSetting setting in workload.Values)
        {
            if (setting.Fact.Default is { } value)
            {
                yield return Variable(setting.Name, value);
            }
        }

        foreach (YamlMapping variable in declared.OfType<YamlMapping>())
        {
            yield return Optional(variable);
        }
    }

    private static YamlMapping Optional(YamlMapping variable)
    {
        // What a pod knows of itself (fieldRef) is always there.
        if (variable["valueFrom"] is not YamlMapping { Entries: [{ Key: "secretKeyRef" or "configMapKeyRef", Value: YamlMapping reference } source] })
        {
            return variable;
        }

        YamlMapping optional = new MappingBuilder
        {
            { "name", reference.TextAt("name") },
            { "key", reference.TextAt("key") },
            { "optional", true },
        };
        return new MappingBuilder { { "name", variable.TextAt("name") }, { "valueFrom", new MappingBuilder { { source.Key, optional } } } };
    }

    // A claim of the running application is not written to by its proof.
    private static YamlMapping Volume(WorkloadMount mount) => new MappingBuilder
    {
        { "name", mount.Name },
        { "emptyDir", new MappingBuilder { { "sizeLimit", mount.Size } } },
    };

    private static YamlMapping Parameter(string name) => new MappingBuilder { { "name", name }, { "type", "string" } };

    private static YamlMapping Variable(string name, string value) => new MappingBuilder { { "name", name }, { "value", value } };

    private static MappingBuilder Restricted(bool? readOnlyRoot) => new()
    {
        { "allowPrivilegeEscalation", false },
        { "capabilities", new MappingBuilder { { "drop", [new YamlScalar("ALL")] } } },
        { "runAsNonRoot", true },
        { "readOnlyRootFilesystem", readOnlyRoot is { } value ? (YamlScalar)value : null },
        { "seccompProfile", new MappingBuilder { { "type", "RuntimeDefault" } } },
    };
}
