using OpenShift.NET.Sdk.Projects.Description;

namespace OpenShift.NET.Sdk.Publishing.Sessions;

/// <summary>What the build asks of a stage. A stage reads only the members that its name is given at.</summary>
public sealed record StageRequest
{
    /// <summary>The stage.</summary>
    public required Stage Stage { get; init; }

    /// <summary>Full paths of facts files: those of all platforms for PublishManifests, Deliver and Export, one for the other stages; none for Begin, End and the question of Apply.</summary>
    public required IReadOnlyList<string> Facts { get; init; }

    /// <summary>Folder that relative paths of the project are relative to; empty when the current one is right already.</summary>
    public string WorkingDirectory { get; init; } = "";

    /// <summary>Describe: what the project says. LookAhead: as much of it as is known before it is built. Apply: which project it is.</summary>
    public ProjectInput? Input { get; init; }

    /// <summary>Assemble: whether the lock file is written. Check: whether the contract is.</summary>
    public bool Update { get; init; }

    /// <summary>Assemble: whether the libraries it has asked for were restored, or at least tried to be.</summary>
    public bool LibrariesAreRestored { get; init; }

    /// <summary>Deliver: whether the images go under one index although there may be only one. Export: whether each gets a folder of its platform's name.</summary>
    public bool SeveralPlatforms { get; init; }

    /// <summary>PublishManifests: folder of the outer build's intermediate files when the images go under one index; empty for one image by itself.</summary>
    public string IndexFolder { get; init; } = "";

    /// <summary>PublishManifests, Export: full path of the user's folder. Apply: that of the manifests; empty to ask only whether there is a cluster.</summary>
    public string Directory { get; init; } = "";

    /// <summary>Run: ports of this machine that lead to ports of the container, <c>18080:8080;…</c>.</summary>
    public string Ports { get; init; } = "";

    /// <summary>Begin, End: full path of the file that is locked.</summary>
    public string LockFile { get; init; } = "";

    /// <summary>Begin, End: what tells this publish from others in the same build.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Begin: whether the .NET SDK fills the publish folder, and no stage runs before End.</summary>
    public bool OnlyCopies { get; init; }

    /// <summary>Begin: whether those who wait are shown that the lock is in use for as long as it is held, also while no stage runs: of a solution's projects each waits for all others.</summary>
    public bool KeepsAlive { get; init; }

    /// <summary>Begin: the process of the build, for those who wait.</summary>
    public int BuildProcess { get; init; }

    /// <summary>Apply: the context of the kubeconfig; empty for the current one.</summary>
    public string ClusterContext { get; init; } = "";

    /// <summary>Apply: the namespace in place of the context's; empty for that.</summary>
    public string ClusterNamespace { get; init; } = "";

    /// <summary>Apply: whether the cluster is only asked what would change, as the property says it.</summary>
    public string ApplyDryRun { get; init; } = "";

    /// <summary>Apply: whether fields that others manage are taken over, as the property says it.</summary>
    public string ApplyForce { get; init; } = "";

    /// <summary>Apply: how many seconds a rollout may take, as the property says it.</summary>
    public string ApplyTimeout { get; init; } = "";
}
