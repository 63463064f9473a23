using System.Collections.Immutable;
using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects.Pipelines;

namespace OpenShift.NET.Sdk.Manifests.Generation.Pipelines;

/// <summary>The files of <c>OpenShiftPipelines</c>. What a cluster takes is YAML that the user's own is merged into; what a hosted service reads is a text.</summary>
internal static class PipelineFiles
{
    /// <summary>Adds what the project asks for.</summary>
    /// <param name="files">Gets the objects of clusters.</param>
    /// <param name="texts">Gets the files of hosted services.</param>
    /// <param name="workload">What is published.</param>
    /// <param name="toolVersion">Version of the tool that pipelines install.</param>
    public static void AddTo(ImmutableArray<ManifestFile>.Builder files, ImmutableArray<ManifestText>.Builder texts, WorkloadPlan workload, string toolVersion)
    {
        var plan = new PipelinePlan(workload, toolVersion);
        foreach (PipelineKind kind in workload.Facts.Pipelines.Kinds)
        {
            switch (kind)
            {
                case PipelineKind.Tekton:
                    files.Add(TektonPipelineFile.Make(plan));
                    files.Add(TektonRunFile.Make(plan));
                    break;
                case PipelineKind.Shipwright:
                    files.Add(ShipwrightFile.Make(plan));
                    files.Add(ShipwrightRunFile.Make(plan));
                    break;
                case PipelineKind.BuildConfig:
                    files.Add(BuildConfigFile.Make(plan));
                    break;
                case PipelineKind.GitHub:
                    texts.Add(GitHubFile.Make(plan));
                    break;
                case PipelineKind.GitLab:
                    texts.Add(GitLabFile.Make(plan));
                    break;
                case PipelineKind.AzurePipelines:
                    texts.Add(AzurePipelineFile.Make(plan));
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>A file of a hosted service.</summary>
    public static ManifestText Text(string name, string comment, YamlMapping root) =>
        new(PathOf(name), YamlWriter.Write(new ManifestFile(PathOf(name), [root]) { Comment = comment }));

    /// <summary>Whether a path, seen from the folder of the manifests, is of a file for pipelines: what makes an image, and no manifest that runs it.</summary>
    public static bool Holds(string path) => path.StartsWith(ManifestGenerator.PipelineFolder + "/", StringComparison.Ordinal);

    /// <summary>Path of a file.</summary>
    public static string PathOf(string name) => $"{ManifestGenerator.PipelineFolder}/{name}";
}
