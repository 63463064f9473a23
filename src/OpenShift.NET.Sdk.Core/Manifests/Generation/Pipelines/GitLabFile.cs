using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Pipelines;

/// <summary>The job of GitLab CI: findings are a code quality report, the digest is a variable of the jobs after it.</summary>
internal static class GitLabFile
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "gitlab.yaml";

    // "image" would be GitLab's keyword.
    private const string Job = "publish-image";

    public static ManifestText Make(PipelinePlan plan)
    {
        bool own = plan.Registry is null;
        YamlMapping pipeline = new MappingBuilder
        {
            {
                plan.OneOfSeveral is { } one ? $"{Job}-{one}" : Job, new MappingBuilder
                {
                    { "stage", "build" },
                    { "image", $"mcr.microsoft.com/dotnet/sdk:{plan.Sdk}" },
                    {
                        "variables", new MappingBuilder
                        {
                            { "PROJECT", plan.Project },
                            { "REGISTRY", plan.Registry ?? "$CI_REGISTRY" },
                            { "REPOSITORY", own ? "$CI_PROJECT_PATH" : plan.ImageRepository },
                            { "DOTNET_CONTAINER_REGISTRY_UNAME", own ? "$CI_REGISTRY_USER" : "$REGISTRY_USER" },
                            { "DOTNET_CONTAINER_REGISTRY_PWORD", own ? "$CI_REGISTRY_PASSWORD" : "$REGISTRY_PASSWORD", own ? null : $"{ToBeSet.Mark}: two masked variables of the project." },
                        }
                    },
                    { "script", [new YamlScalar(Script(plan))] },
                    {
                        "artifacts", new MappingBuilder
                        {
                            { "when", "always", "Also when an error has stopped the publish." },
                            { "paths", [new YamlScalar(plan.Manifests)] },
                            {
                                "reports", new MappingBuilder
                                {
                                    { "codequality", plan.Left + "/code-quality.json" },
                                    { "dotenv", plan.Left + "/image.env", $"Jobs that need this one have IMAGE, the image by digest, and IMAGE_DIGEST{(OwnVariable(plan) is { } variable ? $"; those that need several have {variable}" : "")}." },
                                }
                            },
                        }
                    },
                }
            },
        };
        return PipelineFiles.Text(FileName, $"{PipelinePlan.Generated}\n{plan.Note}Copy it into .gitlab-ci.yml, or include it from there: include: {{local: PATH}}", pipeline);
    }

    // A job after those of two frameworks has the variables of both.
    private static string? OwnVariable(PipelinePlan plan) => plan.OneOfSeveral is { } framework ? "IMAGE_" + ServiceVariable.Word(framework) : null;

    // GitLab's shell may be the image's sh; what publishes is bash, whose lines are not at hand to what it starts and reads its input.
    private static string Script(PipelinePlan plan) =>
        "bash /dev/fd/3 3<<'END'\n" +
        PublishCommand.Of(plan, "$CI_PROJECT_DIR", $"-p:OpenShiftCodeQuality=\"$CI_PROJECT_DIR/{plan.Left}/code-quality.json\" ") +
        $$"""
        printf 'IMAGE=%s\nIMAGE_DIGEST=%s\n' "${REGISTRY,,}/${REPOSITORY,,}@$digest" "$digest" >"$CI_PROJECT_DIR/{{plan.Left}}/image.env"
        {{(OwnVariable(plan) is { } own ? $"printf '{own}=%s\\n' \"${{REGISTRY,,}}/${{REPOSITORY,,}}@$digest\" >>\"$CI_PROJECT_DIR/{plan.Left}/image.env\"\n" : "")}}END

        """.ReplaceLineEndings("\n");
}
