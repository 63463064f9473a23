using System.Collections.Immutable;
using OpenShift.NET.Sdk.Publishing.Proving.Docker;
using OpenShift.NET.Sdk.Publishing.Proving.InPlace;
using OpenShift.NET.Sdk.Publishing.Proving.Podman;
using OpenShift.NET.Sdk.Publishing.Proving.Sandbox;

namespace OpenShift.NET.Sdk.Publishing.Proving;

/// <summary>The ways to run an image that there are.</summary>
internal static class RunEngines
{
    /// <summary>All of them, the one that proves most first.</summary>
    public static ImmutableArray<IRunEngine> All(RunEngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [new SandboxEngine(options.CacheDirectory), new PodmanEngine(options.Environment), new DockerEngine(options.Environment), new InPlaceEngine(options.Environment)];
    }
}
