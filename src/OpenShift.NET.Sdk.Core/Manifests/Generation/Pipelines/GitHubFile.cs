using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Pipelines;

/// <summary>The workflow of GitHub Actions: findings go to code scanning, the digest is an output of the job.</summary>
internal static class GitHubFile
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "github.yaml";

    private const string OwnRegistry = "ghcr.io";

    public static ManifestText Make(PipelinePlan plan)
    {
        YamlMapping workflow = new MappingBuilder
        {
            { "name", plan.Name },
            { "on", new MappingBuilder { { "push", new MappingBuilder { { "branches", [new YamlScalar("main")] } } }, { "workflow_dispatch", new MappingBuilder() } } },
            {
                "permissions", new MappingBuilder
                {
                    { "actions", "read", "A private repository's upload of findings asks which run it is in." },
                    { "contents", "read" },
                    { "packages", IsOwn(plan) ? "write" : null },
                    { "security-events", "write", "Code scanning." },
                }
            },
            { "jobs", new MappingBuilder { { "image", Job(plan) } } },
        };
        return PipelineFiles.Text(FileName, $"{PipelinePlan.Generated}\n{plan.Note}Copy it to .github/workflows/{plan.Name}.yaml. A job that needs it reads needs.image.outputs.image, the image by digest.", workflow);
    }

    private static bool IsOwn(PipelinePlan plan) => plan.Registry is null or OwnRegistry;

    private static YamlMapping Job(PipelinePlan plan) => new MappingBuilder
    {
        { "runs-on", "ubuntu-latest" },
        { "outputs", new MappingBuilder { { "digest", "${{ steps.publish.outputs.digest }}" }, { "image", "${{ steps.publish.outputs.image }}" } } },
        {
            "env", new MappingBuilder
            {
                { "PROJECT", plan.Project },
                { "REGISTRY", plan.Registry ?? OwnRegistry },
                { "REPOSITORY", plan.Registry is null ? "${{ github.repository }}" : plan.ImageRepository },
            }
        },
        {
            "steps",
            [
                new MappingBuilder { { "uses", "actions/checkout@v5" } }.Build(),
                new MappingBuilder { { "uses", "actions/setup-dotnet@v5" }, { "with", new MappingBuilder { { "dotnet-version", plan.Sdk + ".x" } } } }.Build(),
                new MappingBuilder
                {
                    { "name", "Publish" },
                    { "id", "publish" },
                    {
                        "env", new MappingBuilder
                        {
                            { "DOTNET_CONTAINER_REGISTRY_UNAME", IsOwn(plan) ? "${{ github.actor }}" : "${{ secrets.REGISTRY_USER }}" },
                            { "DOTNET_CONTAINER_REGISTRY_PWORD", IsOwn(plan) ? "${{ secrets.GITHUB_TOKEN }}" : "${{ secrets.REGISTRY_PASSWORD }}", IsOwn(plan) ? null : $"{ToBeSet.Mark}: two secrets of the repository." },
                        }
                    },
                    { "run", Script(plan) },
                }.Build(),
                new MappingBuilder
                {
                    { "name", "Show findings" },
                    { "if", $"${{{{ always() && hashFiles('{plan.Stages}/**/report.sarif') != '' }}}}", "Also when an error has stopped the publish." },
                    { "uses", "github/codeql-action/upload-sarif@v4" },
                    { "with", new MappingBuilder { { "sarif_file", plan.Stages, "Each log says its own category: project and platform." } } },
                }.Build(),
            ]
        },
    };

    private static string Script(PipelinePlan plan) =>
        PublishCommand.Of(plan, "$GITHUB_WORKSPACE", "") +
        """
        echo "digest=$digest" >>"$GITHUB_OUTPUT"
        echo "image=${REGISTRY,,}/${REPOSITORY,,}@$digest" >>"$GITHUB_OUTPUT"

        """.ReplaceLineEndings("\n");
}
