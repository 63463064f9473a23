using System.Collections.Immutable;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Workloads;

/// <summary>A container of a workload's pods (Kubernetes API, core/v1, <c>Container</c>).</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Root">The container as it stands.</param>
/// <param name="IsInit">Whether it stands among <c>initContainers</c>.</param>
public sealed record WorkloadContainer(Workload Workload, YamlMapping Root, bool IsInit)
{
    /// <summary>Its name; empty when it has none.</summary>
    public string Name => Root.TextAt("name") ?? "";

    /// <summary>Its image as written; empty when there is none.</summary>
    public string Image => Root.TextAt("image") ?? "";

    /// <summary>Whether it is a sidecar in Kubernetes' own sense: an init container that goes on running.</summary>
    public bool IsSidecar => IsInit && Root.TextAt("restartPolicy") == "Always";

    /// <summary>Whether it is one of the pod's main containers.</summary>
    public bool IsMain => !IsInit;

    /// <summary>Its declared ports.</summary>
    public ImmutableArray<ContainerPort> Ports =>
    [
        .. Root.ItemsAt("ports").OfType<YamlMapping>().Select(static p =>
            new ContainerPort(p.TextAt("name"), (p["containerPort"] as YamlScalar)?.AsInteger(), p.TextAt("protocol") ?? "TCP", p)),
    ];

    /// <summary>Its own environment variables, without those of <c>envFrom</c>.</summary>
    public ImmutableArray<ContainerVariable> Variables =>
        [.. Root.ItemsAt("env").OfType<YamlMapping>().Select(static v => new ContainerVariable(v.TextAt("name") ?? "", v.TextAt("value"), v))];

    /// <summary>Its mounted volumes.</summary>
    public ImmutableArray<ContainerMount> Mounts =>
    [
        .. Root.ItemsAt("volumeMounts").OfType<YamlMapping>().Select(m => new ContainerMount(
            m.TextAt("mountPath") is { } path ? path.TrimEnd('/') is { Length: > 0 } trimmed ? trimmed : "/" : "",
            (m["readOnly"] as YamlScalar)?.AsBoolean() == true,
            Workload.VolumeOf(m.TextAt("name") ?? ""),
            m)),
    ];

    /// <summary>A member of the security context as it takes effect: the container's, else the pod's.</summary>
    public YamlNode? Security(string member) =>
        Root.At("securityContext", member) ?? Workload.PodSpec.At("securityContext", member);

    /// <summary>A probe: <c>livenessProbe</c>, <c>readinessProbe</c>, <c>startupProbe</c>.</summary>
    public YamlMapping? Probe(string kind) => Root[kind] as YamlMapping;

    /// <summary>A declared port that a name or a number refers to.</summary>
    public ContainerPort? PortOf(YamlNode? reference) => reference switch
    {
        YamlScalar { Kind: YamlScalarKind.Integer } number => Ports.FirstOrDefault(p => p.Number == number.AsInteger()),
        YamlScalar { Kind: YamlScalarKind.String } name => Ports.FirstOrDefault(p => p.Name == name.Text),
        _ => null,
    };
}
