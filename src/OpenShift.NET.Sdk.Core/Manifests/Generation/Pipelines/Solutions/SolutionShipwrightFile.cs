using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects.Pipelines;

namespace OpenShift.NET.Sdk.Manifests.Generation.Pipelines.Solutions;

/// <summary>The BuildStrategy of all services and a Build (shipwright.io/v1beta1) for each: Shipwright makes one image a build.</summary>
internal static class SolutionShipwrightFile
{
    public static ManifestFile Make(SolutionPipelinePlan plan)
    {
        var documents = new List<YamlMapping>();
        foreach (SolutionPipelinePart service in plan.Of(PipelineKind.Shipwright))
        {
            foreach (YamlMapping document in service.Documents(ShipwrightFile.FileName))
            {
                // One strategy is as good as the other: every Build gives it its project, framework and SDK.
                if (document.TextAt("kind") != ShipwrightFile.StrategyKind)
                {
                    documents.Add(Commented(document, service));
                }
                else if (!documents.Any(d => d.TextAt("kind") == ShipwrightFile.StrategyKind && d.TextAt("metadata", "name") == document.TextAt("metadata", "name")))
                {
                    documents.Insert(0, document);
                }
            }
        }

        return new ManifestFile(PipelineFiles.PathOf(ShipwrightFile.FileName), [.. documents])
        {
            Comment = $"{SolutionPipelinePlan.Generated}\nOne Build an image, each of which builds what the services share by itself; they know nothing of each other.\nBuilds for OpenShift 1.1 or later. Install: oc apply -f {ShipwrightFile.FileName}; start: oc create -f {ShipwrightRunFile.FileName}",
        };
    }

    /// <summary>The BuildRuns that start them.</summary>
    public static ManifestFile MakeRuns(SolutionPipelinePlan plan) => new(
        PipelineFiles.PathOf(ShipwrightRunFile.FileName),
        [.. plan.Of(PipelineKind.Shipwright).SelectMany(static s => s.Documents(ShipwrightRunFile.FileName))])
    {
        Comment = $"{SolutionPipelinePlan.Generated}\nStart: oc create -f {ShipwrightRunFile.FileName}; the digests are then in .status.output.digest.",
    };

    // What is read has lost its comments, of which these are to be acted on.
    private static YamlMapping Commented(YamlMapping build, SolutionPipelinePart service)
    {
        YamlMapping spec = build.MappingAt("spec");
        if (spec.At("output", "image") is { } image)
        {
            spec = spec.With("output", spec.MappingAt("output").With("image", image, service.Image.Registry is null ? PipelinePlan.UnknownNamespace : ShipwrightFile.Credentials));
        }

        if (service.Image.RepositoryUrl is null && spec.At("source", "git", "url") is { } url)
        {
            spec = spec.With("source", spec.MappingAt("source").With("git", spec.MappingAt("source", "git").With("url", url, ShipwrightFile.NoRepository)));
        }

        return build.With("spec", spec);
    }
}
