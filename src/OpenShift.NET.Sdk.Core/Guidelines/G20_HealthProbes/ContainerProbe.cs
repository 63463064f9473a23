using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G20_HealthProbes;

/// <summary>A probe of a container, or a hook of its end, as it stands in a manifest.</summary>
/// <param name="Container">The container.</param>
/// <param name="Kind"><c>livenessProbe</c>, <c>readinessProbe</c> or <c>startupProbe</c>.</param>
/// <param name="Root">The probe as it stands.</param>
internal sealed record ContainerProbe(WorkloadContainer Container, string Kind, YamlMapping Root)
{
    /// <summary>Name of the kind of asking: <c>httpGet</c>, <c>tcpSocket</c>, <c>grpc</c>, <c>exec</c>; <see langword="null"/> for none of them.</summary>
    public string? Action => ((string[])["httpGet", "tcpSocket", "grpc", "exec"]).FirstOrDefault(a => Root[a] is YamlMapping);

    /// <summary>The port by name or number; <see langword="null"/> for exec.</summary>
    public YamlScalar? Port => Action is { } action ? Root.At(action, "port") as YamlScalar : null;

    /// <summary>The number of the port, a name looked up in the container; <see langword="null"/> when it is not known.</summary>
    public long? PortNumber => Port?.AsInteger() ?? Container.PortOf(Port)?.Number;

    /// <summary>The host that is asked from the node, in place of the pod (<c>httpGet.host</c>, <c>tcpSocket.host</c>); <see langword="null"/> for the pod's own address.</summary>
    public string? Host => Action is "httpGet" or "tcpSocket" && Root.MappingAt(Action).TextAt("host") is { Length: > 0 } host ? host : null;

    /// <summary><c>timeoutSeconds</c>, 1 where it does not say.</summary>
    public long TimeoutSeconds => (Root["timeoutSeconds"] as YamlScalar)?.AsInteger() is { } seconds and > 0 ? seconds : 1;

    /// <summary>Where it is.</summary>
    public Location Where(YamlMark? mark = null) => Location.OfContainer(Container, mark ?? Root.Mark, Kind, Kind);

    /// <summary>The probes of a container.</summary>
    public static IEnumerable<ContainerProbe> Of(WorkloadContainer container)
    {
        foreach (string kind in (string[])["startupProbe", "livenessProbe", "readinessProbe"])
        {
            if (container.Probe(kind) is { } root)
            {
                yield return new ContainerProbe(container, kind, root);
            }
        }
    }

    /// <summary>
    /// The probes that a main container of a workload lacks although something can be asked: it declares a port, or it runs the published web application.
    /// </summary>
    public static IEnumerable<string> MissingIn(WorkloadContainer container, bool own, Publication publication)
    {
        bool listens = own && publication.Project is { } project ? project.Application.Kind == ApplicationKind.Web : !container.Ports.IsEmpty;
        if (!container.Workload.RunsOn || !container.IsMain || !listens)
        {
            yield break;
        }

        foreach (string kind in (string[])["livenessProbe", "readinessProbe"])
        {
            if (container.Root[kind] is not YamlMapping)
            {
                yield return kind;
            }
        }
    }
}
