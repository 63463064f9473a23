using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Pipelines;

/// <summary>The PipelineRun (tekton.dev/v1) that starts the Pipeline.</summary>
internal static class TektonRunFile
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "tekton-run.yaml";

    public static ManifestFile Make(PipelinePlan plan)
    {
        YamlMapping run = new MappingBuilder
        {
            { "apiVersion", "tekton.dev/v1" },
            { "kind", "PipelineRun" },
            { "metadata", new MappingBuilder { { "generateName", plan.Name + "-" } } },
            {
                "spec", new MappingBuilder
                {
                    { "pipelineRef", new MappingBuilder { { "name", plan.Name } } },
                    { "params", Parameters(plan) },
                    {
                        "taskRunSpecs",
                        [
                            new MappingBuilder
                            {
                                { "pipelineTaskName", TektonPipelineFile.Prove, Account(plan) },
                                { "serviceAccountName", "default" },
                            }.Build(),
                        ]
                    },
                    {
                        "workspaces",
                        [
                            new MappingBuilder
                            {
                                { "name", "source" },
                                {
                                    "volumeClaimTemplate", new MappingBuilder
                                    {
                                        {
                                            "spec", new MappingBuilder
                                            {
                                                { "accessModes", [new YamlScalar("ReadWriteOnce")] },
                                                { "resources", new MappingBuilder { { "requests", new MappingBuilder { { "storage", "2Gi" } } } } },
                                            }
                                        },
                                    }
                                },
                            }.Build(),
                        ]
                    },
                }
            },
        };
        return new ManifestFile(PipelineFiles.PathOf(FileName), [run])
        {
            Comment = $"{PipelinePlan.Generated}\nStart: oc create -f {FileName}\nPush credentials: oc secrets link pipeline SECRET; the cluster's own registry needs none.",
        };
    }

    // What runs is pulled by the kubelet, what is checked by the step.
    private static string Account(PipelinePlan plan) =>
        $"The account pipeline may use pipelines-scc, which the cluster would prefer; default has restricted-v2 alone.\nA registry that asks who pulls: oc secrets link default SECRET --for={(plan.Workload.IsJob ? "mount" : "pull")}";

    private static IEnumerable<YamlNode> Parameters(PipelinePlan plan)
    {
        if (plan.RepositoryUrl is null)
        {
            yield return Value("repository", PipelinePlan.UnknownRepository, $"{ToBeSet.Mark}: the project says no RepositoryUrl.");
        }

        yield return Value("revision", "main", null);
    }

    private static YamlMapping Value(string name, string value, string? comment) => new MappingBuilder { { "name", name, comment }, { "value", value } };
}
