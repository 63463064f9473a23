using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Pipelines;

/// <summary>The pipeline of Azure Pipelines: findings are issues of the run and a SARIF log where its tab looks for it, the digest is an output variable.</summary>
internal static class AzurePipelineFile
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "azure-pipelines.yaml";

    // Every line of the log as it is and, where it has the form MSBuild gives diagnostics, once more as the agent's command task.logissue takes it.
    public const string Issues =
        """sed -unE -e p -e 's/ \[[^][]*proj\]$//' -e 's/^ *(.*[^ ()])(\(([0-9]+),([0-9]+)\))? ?: (error|warning) ([A-Z]+[0-9]+): (.*)$/##vso[task.logissue type=\5;sourcepath=\1;linenumber=\3;columnnumber=\4;code=\6]\7/p'""";

    public static ManifestText Make(PipelinePlan plan)
    {
        YamlMapping pipeline = new MappingBuilder
        {
            { "trigger", [new YamlScalar("main")] },
            { "pool", new MappingBuilder { { "vmImage", "ubuntu-latest" } } },
            {
                "variables", new MappingBuilder
                {
                    { "PROJECT", plan.Project },
                    { "REGISTRY", plan.Registry ?? "registry.example.com", plan.Registry is null ? $"{ToBeSet.Mark}: the image was published to no registry that an agent reaches." : null },
                    { "REPOSITORY", plan.ImageRepository },
                }
            },
            {
                "steps",
                [
                    new MappingBuilder { { "task", "UseDotNet@2" }, { "inputs", new MappingBuilder { { "version", plan.Sdk + ".x" } } } }.Build(),
                    new MappingBuilder
                    {
                        { "bash", Script(plan) },
                        { "name", "publish", "Later steps have $(publish.image), the image by digest, and $(publish.digest); other jobs dependencies.JOB.outputs['publish.image']." },
                        { "displayName", "Publish" },
                        {
                            "env", new MappingBuilder
                            {
                                { "DOTNET_CONTAINER_REGISTRY_UNAME", "$(REGISTRY_USER)" },
                                { "DOTNET_CONTAINER_REGISTRY_PWORD", "$(REGISTRY_PASSWORD)", $"{ToBeSet.Mark}: two secret variables of the pipeline." },
                            }
                        },
                    }.Build(),
                    .. Findings(plan.Left, plan.Stages, plan.Name),
                ]
            },
        };
        return PipelineFiles.Text(FileName, $"{PipelinePlan.Generated}\n{plan.Note}Copy it to azure-pipelines.yml at the top of the repository, or name it where the pipeline is made.", pipeline);
    }

    /// <summary>The steps that show findings in the tab Scans.</summary>
    /// <param name="left">Folder of what the publish leaves.</param>
    /// <param name="stages">Folder of the reports, below it.</param>
    /// <param name="name">What the logs' names begin with.</param>
    public static IEnumerable<YamlNode> Findings(string left, string stages, string name) =>
    [
        new MappingBuilder
        {
            { "bash", $"mkdir -p {left}/sarif\nfind {left} -path '{stages}/*' -name report.sarif | while read -r log; do\n  name=${{log#{stages}/}}\n  cp \"$log\" \"{left}/sarif/{name}-${{name//\\//-}}\"\ndone\n" },
            { "condition", "always()", "Also when an error has stopped the publish." },
            { "displayName", "Collect findings" },
        }.Build(),
        new MappingBuilder
        {
            { "task", "PublishBuildArtifacts@1", "The tab Scans (extension SARIF SAST Scans Tab) shows the artifact of this name." },
            { "condition", "always()" },
            { "inputs", new MappingBuilder { { "PathtoPublish", left + "/sarif" }, { "ArtifactName", "CodeAnalysisLogs" } } },
        }.Build(),
    ];

    private static string Script(PipelinePlan plan) =>
        PublishCommand.Of(plan, "$BUILD_SOURCESDIRECTORY", "", Issues) +
        """
        echo "##vso[task.setvariable variable=digest;isOutput=true]$digest"
        echo "##vso[task.setvariable variable=image;isOutput=true]${REGISTRY,,}/${REPOSITORY,,}@$digest"

        """.ReplaceLineEndings("\n");
}
