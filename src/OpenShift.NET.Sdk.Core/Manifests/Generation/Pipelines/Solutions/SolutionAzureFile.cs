using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Pipelines.Solutions;

/// <summary>The pipeline of Azure Pipelines that publishes a solution: findings of all services are issues of the run and SARIF logs of its tab, the images are output variables.</summary>
internal static class SolutionAzureFile
{
    public static ManifestText Make(SolutionPipelinePlan plan)
    {
        string? prefix = plan.Prefix("");
        bool hasPrefix = prefix is { Length: > 0 };
        string example = plan.Services[0].Variable;
        YamlMapping pipeline = new MappingBuilder
        {
            { "trigger", [new YamlScalar("main")] },
            { "pool", new MappingBuilder { { "vmImage", "ubuntu-latest" } } },
            {
                "variables", new MappingBuilder
                {
                    { "SOLUTION", plan.Solution },
                    { "REGISTRY", plan.HasSeveralRegistries ? null : plan.Registry ?? "registry.example.com", plan.Registry is null ? $"{ToBeSet.Mark}: the images were published to no registry that an agent reaches." : null },
                    { "PREFIX", hasPrefix ? prefix : null },
                }
            },
            {
                "steps",
                [
                    new MappingBuilder { { "task", "UseDotNet@2" }, { "inputs", new MappingBuilder { { "version", plan.Sdk + ".x" } } } }.Build(),
                    new MappingBuilder
                    {
                        { "bash", Script(plan, hasPrefix) },
                        { "name", "publish", $"Later steps have $(publish.{example}), an image by digest, and so on, and $(publish.IMAGES), a list of all in JSON; other jobs dependencies.JOB.outputs['publish.{example}']." },
                        { "displayName", "Publish" },
                        {
                            "env", new MappingBuilder
                            {
                                { "DOTNET_CONTAINER_REGISTRY_UNAME", "$(REGISTRY_USER)" },
                                { "DOTNET_CONTAINER_REGISTRY_PWORD", "$(REGISTRY_PASSWORD)", $"{ToBeSet.Mark}: two secret variables of the pipeline." },
                            }
                        },
                    }.Build(),
                    .. AzurePipelineFile.Findings(PipelinePlan.LeftFolder, SolutionPipelinePlan.Stages, plan.SolutionName),
                ]
            },
        };
        return PipelineFiles.Text(AzurePipelineFile.FileName, $"{SolutionPipelinePlan.Generated}\nCopy it to azure-pipelines.yml at the top of the repository, or name it where the pipeline is made.", pipeline);
    }

    private static string Script(SolutionPipelinePlan plan, bool hasPrefix) =>
        SolutionPublishCommand.Of(plan, "$BUILD_SOURCESDIRECTORY", hasPrefix, pipe: AzurePipelineFile.Issues) +
        """
        while IFS='=' read -r name value; do
          echo "##vso[task.setvariable variable=$name;isOutput=true]$value"
        done <"$left/images.env"
        echo "##vso[task.setvariable variable=IMAGES;isOutput=true]$(tr -d '\n' <"$left/images.json")"

        """.ReplaceLineEndings("\n");
}
