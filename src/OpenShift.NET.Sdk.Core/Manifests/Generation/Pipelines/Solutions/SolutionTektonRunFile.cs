using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Pipelines.Solutions;

/// <summary>The PipelineRun (tekton.dev/v1) that starts the Pipeline of a solution.</summary>
internal static class SolutionTektonRunFile
{
    public static ManifestFile Make(SolutionPipelinePlan plan)
    {
        string[] proofs = [.. SolutionTektonFile.ProofNames(plan)];
        YamlMapping run = new MappingBuilder
        {
            { "apiVersion", "tekton.dev/v1" },
            { "kind", "PipelineRun" },
            { "metadata", new MappingBuilder { { "generateName", plan.Name + "-" } } },
            {
                "spec", new MappingBuilder
                {
                    { "pipelineRef", new MappingBuilder { { "name", plan.Name } } },
                    {
                        "params",
                        [
                            .. plan.RepositoryUrl is null ? (YamlNode[])[TektonRunFile.Value("repository", PipelinePlan.UnknownRepository, $"{ToBeSet.Mark}: no project says a RepositoryUrl.")] : [],
                            TektonRunFile.Value("revision", "main", null),
                        ]
                    },
                    {
                        "taskRunSpecs", proofs.Select(static (p, i) => new MappingBuilder
                        {
                            { "pipelineTaskName", p, i == 0 ? TektonRunFile.AccountOf("pull,mount") : null },
                            { "serviceAccountName", "default" },
                        }.Build())
                    },
                    { "workspaces", [TektonRunFile.Source("5Gi")] },
                }
            },
        };
        return new ManifestFile(PipelineFiles.PathOf(TektonRunFile.FileName), [run])
        {
            Comment = $"{SolutionPipelinePlan.Generated}\nStart: oc create -f {TektonRunFile.FileName}\nPush credentials: oc secrets link pipeline SECRET; the cluster's own registry needs none.",
        };
    }
}
