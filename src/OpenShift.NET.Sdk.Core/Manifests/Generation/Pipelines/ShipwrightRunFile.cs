using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Pipelines;

/// <summary>The BuildRun (shipwright.io/v1beta1) that starts the Build.</summary>
internal static class ShipwrightRunFile
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "shipwright-run.yaml";

    public static ManifestFile Make(PipelinePlan plan)
    {
        YamlMapping run = new MappingBuilder
        {
            { "apiVersion", "shipwright.io/v1beta1" },
            { "kind", "BuildRun" },
            { "metadata", new MappingBuilder { { "generateName", plan.Name + "-" } } },
            { "spec", new MappingBuilder { { "build", new MappingBuilder { { "name", plan.Name } } } } },
        };
        return new ManifestFile(PipelineFiles.PathOf(FileName), [run])
        {
            Comment = $"{PipelinePlan.Generated}\n{plan.Note}Start: oc create -f {FileName}; the digest is then in .status.output.digest.",
        };
    }
}
