using System.Collections.Immutable;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Publishing.Proving.Probing;

namespace OpenShift.NET.Sdk.Publishing.Proving.Planning;

/// <summary>What is done before a container gets SIGTERM (Kubernetes, "Container Lifecycle Hooks", <c>preStop</c>). One of the three is set.</summary>
internal sealed record PreStopHook
{
    /// <summary>The pause.</summary>
    public TimeSpan Sleep { get; init; }

    /// <summary>The command that is run in the container.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>The request that is sent to it.</summary>
    public ProbeRequest? Request { get; init; }

    /// <summary>Reads a container's hook; <see langword="null"/> when it has none.</summary>
    public static PreStopHook? Read(WorkloadContainer container)
    {
        YamlMapping root = container.Root.MappingAt("lifecycle", "preStop");
        if ((root.At("sleep", "seconds") as YamlScalar)?.AsInteger() is { } seconds and > 0)
        {
            return new PreStopHook { Sleep = TimeSpan.FromSeconds(Math.Min(seconds, 3600)) };
        }

        return ProbeRequest.Read(container, "preStop", root) switch
        {
            { Action: "exec" } exec => new PreStopHook { Command = exec.Command },
            { Action: "httpGet" } get => new PreStopHook { Request = get with { Timeout = TimeSpan.FromSeconds(30) } },
            _ => null,
        };
    }
}
