using System.Collections.Immutable;
using OpenShift.NET.Sdk.Publishing.Proving.Logs;
using OpenShift.NET.Sdk.Publishing.Proving.Probing;

namespace OpenShift.NET.Sdk.Publishing.Proving.Planning;

/// <summary>How an image is to be run: as the container of the manifests that runs it, or, without manifests, as it comes.</summary>
internal sealed record RunPlan
{
    /// <summary>The manifest container that is followed, <c>Kind/name</c>; <see langword="null"/> when there are no manifests.</summary>
    public string? Workload { get; init; }

    /// <summary>The container as declared.</summary>
    public required ContainerSpecification Container { get; init; }

    /// <summary>The memory limit of the manifest in bytes; <see langword="null"/> when it has none, and <see cref="ContainerSpecification.MemoryLimit"/> is the measure of images.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>The ports that the image or the manifest exposes, TCP.</summary>
    public ImmutableArray<int> DeclaredPorts { get; init; } = [];

    /// <summary>The folders that can be written.</summary>
    public ImmutableArray<string> WritablePaths { get; init; } = [];

    /// <summary>The probes.</summary>
    public ImmutableArray<ProbeRequest> Probes { get; init; } = [];

    /// <summary>What comes before SIGTERM; <see langword="null"/> for nothing.</summary>
    public PreStopHook? PreStop { get; init; }

    /// <summary>Time from the decision to stop until SIGKILL.</summary>
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the container is to come to its end by itself (Job, CronJob).</summary>
    public bool EndsByItself { get; init; }

    /// <summary>How many pods there may be of it at most.</summary>
    public long MostPods { get; init; } = 1;

    /// <summary>Whether the code protects what browsers or other pods bring back (cookies, antiforgery tokens).</summary>
    public bool ProtectsData { get; init; }

    /// <summary>Variables that the application requires and that have a value.</summary>
    public ImmutableArray<string> RequiredSettings { get; init; } = [];

    /// <summary>Those that nobody gave a value.</summary>
    public ImmutableArray<string> MissingSettings { get; init; } = [];

    /// <summary>The names that were looked for in the environment of the build.</summary>
    public ImmutableArray<string> AskedOfEnvironment { get; init; } = [];

    /// <summary>What must not be seen.</summary>
    public SecretValues Secrets { get; init; } = SecretValues.None;
}
