using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Pipelines.Solutions;

/// <summary>The job of GitLab CI that publishes a solution: findings of all services are one code quality report, the images are variables of the jobs after it.</summary>
internal static class SolutionGitLabFile
{
    private const string Report = PipelinePlan.LeftFolder + "/code-quality.json";

    // GitLab's own limits of what a job hands to the next one: 20 variables on its smallest plan, and 5 KiB.
    private const int MostVariables = 20;
    private const int MostCharacters = 5 * 1024;

    // A registry and a repository that GitLab fills in.
    private const int Unknown = 120;
    private const int Digest = 72;

    public static ManifestText Make(SolutionPipelinePlan plan)
    {
        bool own = plan is { Registry: null, HasSeveralRegistries: false };
        string? prefix = plan.Prefix("$CI_PROJECT_PATH");
        bool areVariables = plan.Services.Length <= MostVariables && plan.Services.Sum(s => s.Variable.Length + (own ? Unknown : s.Image.ClusterImage.Length) + Digest) < MostCharacters;
        YamlMapping pipeline = new MappingBuilder
        {
            {
                "publish-images", new MappingBuilder
                {
                    { "stage", "build" },
                    { "image", $"mcr.microsoft.com/dotnet/sdk:{plan.Sdk}" },
                    {
                        "variables", new MappingBuilder
                        {
                            { "SOLUTION", plan.Solution },
                            { "REGISTRY", plan.HasSeveralRegistries ? null : plan.Registry ?? "$CI_REGISTRY" },
                            { "PREFIX", prefix },
                            { "DOTNET_CONTAINER_REGISTRY_UNAME", own ? "$CI_REGISTRY_USER" : "$REGISTRY_USER" },
                            { "DOTNET_CONTAINER_REGISTRY_PWORD", own ? "$CI_REGISTRY_PASSWORD" : "$REGISTRY_PASSWORD", own ? null : $"{ToBeSet.Mark}: two masked variables of the project." },
                        }
                    },
                    { "script", [new YamlScalar(Script(plan, prefix is not null))] },
                    {
                        "artifacts", new MappingBuilder
                        {
                            { "when", "always", "Also when an error has stopped the publish." },
                            {
                                "paths", [new YamlScalar(SolutionPipelinePlan.Manifests), new YamlScalar(SolutionPipelinePlan.Images), .. areVariables ? (YamlNode[])[] : [new YamlScalar(SolutionPipelinePlan.Variables)]],
                                areVariables ? null : $"GitLab hands over too few variables for all images: a later job reads them itself, . {SolutionPipelinePlan.Variables}"
                            },
                            {
                                "reports", new MappingBuilder
                                {
                                    { "codequality", Report },
                                    { "dotenv", areVariables ? SolutionPipelinePlan.Variables : null, $"Jobs that need this one have {plan.Services[0].Variable}, an image by digest, and so on; the list of all is {SolutionPipelinePlan.Images}." },
                                }
                            },
                        }
                    },
                }
            },
        };
        return PipelineFiles.Text(GitLabFile.FileName, $"{SolutionPipelinePlan.Generated}\nCopy it into .gitlab-ci.yml, or include it from there: include: {{local: PATH}}", pipeline);
    }

    // As in the file of one project.
    private static string Script(SolutionPipelinePlan plan, bool hasPrefix) =>
        "bash /dev/fd/3 3<<'END'\n" + SolutionPublishCommand.Of(plan, "$CI_PROJECT_DIR", hasPrefix, $"-p:OpenShiftCodeQuality=\"$CI_PROJECT_DIR/{Report}\" ") + "END\n";
}
