using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Pipelines;

/// <summary>The workflow of GitHub Actions: findings go to code scanning, the digest is an output of the job.</summary>
internal static class GitHubFile
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "github.yaml";

    /// <summary>GitHub's own registry.</summary>
    public const string OwnRegistry = "ghcr.io";

    public static ManifestText Make(PipelinePlan plan) =>
        PipelineFiles.Text(FileName, $"{PipelinePlan.Generated}\n{plan.Note}Copy it to .github/workflows/{plan.Name}.yaml. A job that needs it reads needs.image.outputs.image, the image by digest.", Workflow(plan.Name, IsOwn(plan), "image", Job(plan)));

    /// <summary>A workflow of one job.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isOwn">Whether the images go to GitHub's own registry.</param>
    /// <param name="job">Name of the job.</param>
    /// <param name="root">The job.</param>
    public static YamlMapping Workflow(string name, bool isOwn, string job, YamlMapping root) => new MappingBuilder
    {
        { "name", name },
        { "on", new MappingBuilder { { "push", new MappingBuilder { { "branches", [new YamlScalar("main")] } } }, { "workflow_dispatch", new MappingBuilder() } } },
        {
            "permissions", new MappingBuilder
            {
                { "actions", "read", "A private repository's upload of findings asks which run it is in." },
                { "contents", "read" },
                { "packages", isOwn ? "write" : null },
                { "security-events", "write", "Code scanning." },
            }
        },
        { "jobs", new MappingBuilder { { job, root } } },
    };

    /// <summary>The steps up to the publish.</summary>
    /// <param name="sdk">Version of the .NET SDK.</param>
    /// <param name="isOwn">Whether the images go to GitHub's own registry.</param>
    /// <param name="script">What publishes.</param>
    public static IEnumerable<YamlNode> Publish(string sdk, bool isOwn, string script) =>
    [
        new MappingBuilder { { "uses", "actions/checkout@v5" } }.Build(),
        new MappingBuilder { { "uses", "actions/setup-dotnet@v5" }, { "with", new MappingBuilder { { "dotnet-version", sdk + ".x" } } } }.Build(),
        new MappingBuilder
        {
            { "name", "Publish" },
            { "id", "publish" },
            {
                "env", new MappingBuilder
                {
                    { "DOTNET_CONTAINER_REGISTRY_UNAME", isOwn ? "${{ github.actor }}" : "${{ secrets.REGISTRY_USER }}" },
                    { "DOTNET_CONTAINER_REGISTRY_PWORD", isOwn ? "${{ secrets.GITHUB_TOKEN }}" : "${{ secrets.REGISTRY_PASSWORD }}", isOwn ? null : $"{ToBeSet.Mark}: two secrets of the repository." },
                }
            },
            { "run", script },
        }.Build(),
    ];

    /// <summary>The step that shows findings in code scanning.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="folder">Folder of the logs.</param>
    /// <param name="pattern">The logs.</param>
    public static YamlMapping Upload(string name, string folder, string pattern) => new MappingBuilder
    {
        { "name", name },
        { "if", $"${{{{ always() && hashFiles('{pattern}') != '' }}}}", "Also when an error has stopped the publish." },
        { "uses", "github/codeql-action/upload-sarif@v4" },
        { "with", new MappingBuilder { { "sarif_file", folder, "Each log says its own category: project and platform." } } },
    };

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
                .. Publish(plan.Sdk, IsOwn(plan), Script(plan)),
                Upload("Show findings", plan.Stages, plan.Stages + "/**/report.sarif"),
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
