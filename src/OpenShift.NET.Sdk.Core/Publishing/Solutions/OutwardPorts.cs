using System.Collections.Immutable;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Publishing.Neighbours;

namespace OpenShift.NET.Sdk.Publishing.Solutions;

/// <summary>The ports of a service that its manifests, the project's own files merged in, open to more than the cluster's pods: by a Route, an Ingress, a route of a gateway, a Service of another type, a Service of another name.</summary>
internal static class OutwardPorts
{
    /// <summary>Finds them.</summary>
    /// <param name="manifests">The service's manifests.</param>
    /// <param name="name">Name of its Service.</param>
    /// <param name="ports">The Service's ports.</param>
    /// <returns>The ports of the container; all of them where an object does not say which one it leads to.</returns>
    public static ImmutableArray<int> Of(ManifestSet manifests, string name, ImmutableArray<SolutionPort> ports) =>
        [.. manifests.Objects.SelectMany(o => LedToBy(o, name)).SelectMany(p => PortsFor(p, ports)).Distinct().Order()];

    private static IEnumerable<int> PortsFor(YamlScalar? port, ImmutableArray<SolutionPort> ports)
    {
        SolutionPort[] found = port is null ? [] : [.. ports.Where(p => p.Name == port.Text || (port.AsInteger() is { } number && (p.Number == number || p.Target == number)))];
        return (found.Length > 0 ? found.AsEnumerable() : ports).Select(static p => p.Target);
    }

    // A null stands for all.
    private static IEnumerable<YamlScalar?> LedToBy(ManifestObject o, string name) => (o.Kind, Group(o)) switch
    {
        ("Route", "route.openshift.io") => [o.Root.TextAt("spec", "to", "name") == name && !o.Root.ItemsAt("spec", "alternateBackends").Any() ? o.Root.At("spec", "port", "targetPort") as YamlScalar : null],
        ("Ingress", _) => Backends(o).Select(b => b.TextAt("service", "name") == name ? (b.At("service", "port", "name") ?? b.At("service", "port", "number")) as YamlScalar : null),
        ("Service", "") => o.Name != name || o.Root.TextAt("spec", "type") is "NodePort" or "LoadBalancer" || o.Root.ItemsAt("spec", "externalIPs").Any() ? [null] : [],
        (var kind, not "") when kind.EndsWith("Route", StringComparison.Ordinal) || kind is "IngressRouteTCP" or "IngressRouteUDP" or "VirtualService" or "HTTPProxy" or "Mapping" or "TCPMapping" => [null],
        _ => [],
    };

    private static IEnumerable<YamlMapping> Backends(ManifestObject ingress) =>
        ingress.Root.ItemsAt("spec", "rules").OfType<YamlMapping>().SelectMany(static r => r.ItemsAt("http", "paths")).OfType<YamlMapping>().Select(static p => p.MappingAt("backend"))
            .Concat(ingress.Root.At("spec", "defaultBackend") is YamlMapping all ? [all] : []);

    private static string Group(ManifestObject o) => o.ApiVersion.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? o.ApiVersion[..slash] : "";
}
