using System.Collections.Immutable;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects.Pipelines;

namespace OpenShift.NET.Sdk.Manifests.Generation.Pipelines.Solutions;

/// <summary>One Template with the BuildConfigs (build.openshift.io/v1) of all services; what they have in common is asked for once.</summary>
internal static class SolutionBuildConfigFile
{
    public static ManifestFile Make(SolutionPipelinePlan plan)
    {
        ImmutableArray<ManifestTemplate> templates =
        [
            .. plan.Of(PipelineKind.BuildConfig).SelectMany(static s => s.Documents(BuildConfigFile.FileName).Take(1))
                .Select(static d => ManifestTemplate.TryRead(new ManifestObject(d, new ManifestFile(BuildConfigFile.FileName, [d])), out ManifestTemplate? template) ? template : null).OfType<ManifestTemplate>(),
        ];
        ManifestFile file = SolutionTemplate.Make(plan.Name, $"{plan.DisplayName} (builds)", templates, [BuildConfigFile.Repository, BuildConfigFile.Revision, BuildConfigFile.SdkImage], "-image");
        YamlMapping root = file.Documents[0];
        return file with
        {
            Documents = [root.With("parameters", new YamlSequence([.. root.ItemsAt("parameters").Select(p => p is YamlMapping parameter ? WithSdk(parameter, plan) : p)]))],
            Path = PipelineFiles.PathOf(BuildConfigFile.FileName),
            Comment = $"{SolutionPipelinePlan.Generated}\n{BuildConfigFile.Warning}Build: oc process -f {BuildConfigFile.FileName} -p {BuildConfigFile.Repository}=https://… | oc apply -f -",
        };
    }

    // One image of the SDK builds all, where no project has put another one in its place.
    private static YamlMapping WithSdk(YamlMapping parameter, SolutionPipelinePlan plan) =>
        parameter.TextAt("name") == BuildConfigFile.SdkImage && plan.Services.Any(s => parameter.TextAt("value") == PipelineImage.SdkImage(s.Image.Sdk.ToString(2)))
            ? parameter.With("value", new YamlScalar(PipelineImage.SdkImage(plan.Sdk)))
            : parameter;
}
