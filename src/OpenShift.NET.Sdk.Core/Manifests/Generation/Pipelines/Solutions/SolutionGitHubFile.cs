using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Pipelines.Solutions;

/// <summary>The workflow of GitHub Actions that publishes a solution: findings of all services go to code scanning, the images are outputs of the job.</summary>
internal static class SolutionGitHubFile
{
    // Code scanning takes no more logs in one upload.
    private const int LogsOfUpload = 20;

    public static ManifestText Make(SolutionPipelinePlan plan) => PipelineFiles.Text(
        GitHubFile.FileName,
        $"{SolutionPipelinePlan.Generated}\nCopy it to .github/workflows/{plan.Name}.yaml. A job that needs it reads needs.images.outputs.{plan.Services[0].Variable}, an image by digest, or all of them from fromJSON(needs.images.outputs.IMAGES).",
        GitHubFile.Workflow(plan.Name, IsOwn(plan), "images", Job(plan)));

    private static bool IsOwn(SolutionPipelinePlan plan) => plan is { HasSeveralRegistries: false, Registry: null or GitHubFile.OwnRegistry };

    private static YamlMapping Job(SolutionPipelinePlan plan)
    {
        string? prefix = plan.Prefix("${{ github.repository }}");
        var outputs = new MappingBuilder { { "IMAGES", "${{ steps.publish.outputs.IMAGES }}", "A list in JSON: name, image, digest, tags and project of each." } };
        foreach (SolutionPipelinePart service in plan.Services)
        {
            outputs.Add(service.Variable, $"${{{{ steps.publish.outputs.{service.Variable} }}}}");
        }

        return new MappingBuilder
        {
            { "runs-on", "ubuntu-latest" },
            { "outputs", outputs },
            {
                "env", new MappingBuilder
                {
                    { "SOLUTION", plan.Solution },
                    { "REGISTRY", plan.HasSeveralRegistries ? null : plan.Registry ?? GitHubFile.OwnRegistry },
                    { "PREFIX", prefix },
                }
            },
            {
                "steps",
                [
                    .. GitHubFile.Publish(plan.Sdk, IsOwn(plan), Script(plan, prefix is not null)),
                    .. Findings(plan.Services.Length),
                ]
            },
        };
    }

    private static IEnumerable<YamlNode> Findings(int services)
    {
        if (services <= LogsOfUpload)
        {
            yield return GitHubFile.Upload("Show findings", SolutionPipelinePlan.Stages, SolutionPipelinePlan.Stages + "/**/report.sarif");
            yield break;
        }

        string parts = PipelinePlan.LeftFolder + "/sarif";
        yield return new MappingBuilder
        {
            { "name", "Collect findings", FormattableString.Invariant($"Code scanning takes {LogsOfUpload} logs at a time.") },
            { "if", "${{ always() }}" },
            { "run", FormattableString.Invariant($"count=0\nfind {PipelinePlan.LeftFolder} -path '{SolutionPipelinePlan.Stages}/*' -name report.sarif | sort | while read -r log; do\n  part={parts}/$((count / {LogsOfUpload}))\n  mkdir -p \"$part\"\n  cp \"$log\" \"$part/$count.sarif\"\n  count=$((count + 1))\ndone\n") },
        }.Build();
        for (int part = 0; part * LogsOfUpload < services; part++)
        {
            yield return GitHubFile.Upload(FormattableString.Invariant($"Show findings {part + 1}"), FormattableString.Invariant($"{parts}/{part}"), FormattableString.Invariant($"{parts}/{part}/*.sarif"));
        }
    }

    private static string Script(SolutionPipelinePlan plan, bool hasPrefix) =>
        SolutionPublishCommand.Of(plan, "$GITHUB_WORKSPACE", hasPrefix) +
        """
        cat "$left/images.env" >>"$GITHUB_OUTPUT"
        echo "IMAGES=$(tr -d '\n' <"$left/images.json")" >>"$GITHUB_OUTPUT"

        """.ReplaceLineEndings("\n");
}
