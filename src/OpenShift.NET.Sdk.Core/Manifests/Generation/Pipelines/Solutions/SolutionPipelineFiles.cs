using System.Collections.Immutable;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects.Pipelines;

namespace OpenShift.NET.Sdk.Manifests.Generation.Pipelines.Solutions;

/// <summary>The files of <c>OpenShiftPipelines</c> for a whole solution: of every kind that two services or more ask for, files that publish all of them in one run.</summary>
public static class SolutionPipelineFiles
{
    /// <summary>The files that the services' own folders hold, which these are made of.</summary>
    public static ImmutableArray<string> Sources { get; } = [TektonPipelineFile.FileName, ShipwrightFile.FileName, ShipwrightRunFile.FileName, BuildConfigFile.FileName];

    /// <summary>Makes them.</summary>
    /// <param name="name">Name of the solution, a DNS label.</param>
    /// <param name="displayName">Its name for people.</param>
    /// <param name="solution">Path of its file in the repository with <c>/</c>.</param>
    /// <param name="framework">The target framework that a publish has to name; <see langword="null"/> for none.</param>
    /// <param name="services">Its services, by name.</param>
    /// <returns>Path and content of each file.</returns>
    public static IEnumerable<ManifestText> Make(string name, string displayName, string solution, string? framework, ImmutableArray<SolutionPipelinePart> services)
    {
        var plan = new SolutionPipelinePlan(name, displayName, solution, services) { Framework = framework };
        return plan.Kinds.SelectMany(kind => Of(kind, plan));
    }

    private static IEnumerable<ManifestText> Of(PipelineKind kind, SolutionPipelinePlan plan) => kind switch
    {
        PipelineKind.Tekton => [Text(SolutionTektonFile.Make(plan)), Text(SolutionTektonRunFile.Make(plan))],
        PipelineKind.Shipwright => [Text(SolutionShipwrightFile.Make(plan)), Text(SolutionShipwrightFile.MakeRuns(plan))],
        PipelineKind.BuildConfig => [Text(SolutionBuildConfigFile.Make(plan))],
        PipelineKind.GitHub => [SolutionGitHubFile.Make(plan)],
        PipelineKind.GitLab => [SolutionGitLabFile.Make(plan)],
        PipelineKind.AzurePipelines => [SolutionAzureFile.Make(plan)],
        _ => [],
    };

    private static ManifestText Text(ManifestFile file) => new(file.Path, YamlWriter.Write(file));
}
