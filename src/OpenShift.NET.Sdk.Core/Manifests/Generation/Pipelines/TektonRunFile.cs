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
                        "workspaces", [Source("2Gi")]
                    },
                }
            },
        };
        return new ManifestFile(PipelineFiles.PathOf(FileName), [run])
        {
            Comment = $"{PipelinePlan.Generated}\n{plan.Note}Start: oc create -f {FileName}\nPush credentials: oc secrets link pipeline SECRET; the cluster's own registry needs none.",
        };
    }

    /// <summary>The workspace of the clone.</summary>
    /// <param name="size">How much it holds.</param>
    public static YamlMapping Source(string size) => new MappingBuilder
    {
        { "name", "source" },
        {
            "volumeClaimTemplate", new MappingBuilder
            {
                {
                    "spec", new MappingBuilder
                    {
                        { "accessModes", [new YamlScalar("ReadWriteOnce")] },
                        { "resources", new MappingBuilder { { "requests", new MappingBuilder { { "storage", size } } } } },
                    }
                },
            }
        },
    };

    // What runs is pulled by the kubelet, what is checked by the step.
    private static string Account(PipelinePlan plan) => AccountOf(plan.Workload.IsJob ? "mount" : "pull");

    /// <summary>Why a proof has another account than the rest.</summary>
    /// <param name="use">What the account needs a registry's secret for.</param>
    public static string AccountOf(string use) =>
        $"The account pipeline may use pipelines-scc, which the cluster would prefer; default has restricted-v2 alone.\nA registry that asks who pulls: oc secrets link default SECRET --for={use}";

    private static IEnumerable<YamlNode> Parameters(PipelinePlan plan)
    {
        if (plan.RepositoryUrl is null)
        {
            yield return Value("repository", PipelinePlan.UnknownRepository, $"{ToBeSet.Mark}: the project says no RepositoryUrl.");
        }

        yield return Value("revision", "main", null);
    }

    public static YamlMapping Value(string name, string value, string? comment) => new MappingBuilder { { "name", name, comment }, { "value", value } };
}
