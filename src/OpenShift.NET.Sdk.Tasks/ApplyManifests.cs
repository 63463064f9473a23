using System.Collections.Immutable;
using Microsoft.Build.Framework;
using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Publishing.Sessions;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>Applies manifests to the cluster of the user's kubeconfig and waits for the rollout; without a folder it asks whether there is a cluster.</summary>
public sealed class ApplyManifests : ShownStageTask
{
    /// <summary>Full path of the project file.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>Facts files of the images, one a platform; none to ask.</summary>
    public ITaskItem[] Facts { get; set; } = [];

    /// <summary>Full path of the folder with the manifests; empty to ask.</summary>
    public string Directory { get; set; } = "";

    /// <summary>The context of the kubeconfig; empty for the current one.</summary>
    public string Context { get; set; } = "";

    /// <summary>The namespace in place of the context's; empty for that.</summary>
    public string Namespace { get; set; } = "";

    /// <summary>Whether the cluster is only asked what would change.</summary>
    public string DryRun { get; set; } = "";

    /// <summary>Whether fields that others manage are taken over.</summary>
    public string Force { get; set; } = "";

    /// <summary>How many seconds the rollout may take.</summary>
    public string TimeoutSeconds { get; set; } = "";

    /// <inheritdoc/>
    protected override StageRequest CreateRequest() => new()
    {
        Stage = Stage.Apply,
        Facts = [.. Facts.Select(static f => f.ItemSpec)],
        Input = new ProjectInput(ImmutableDictionary<string, string>.Empty.Add("MSBuildProjectFullPath", ProjectFile), []),
        Directory = Directory,
        ClusterContext = Context,
        ClusterNamespace = Namespace,
        ApplyDryRun = DryRun,
        ApplyForce = Force,
        ApplyTimeout = TimeoutSeconds,
    };
}
