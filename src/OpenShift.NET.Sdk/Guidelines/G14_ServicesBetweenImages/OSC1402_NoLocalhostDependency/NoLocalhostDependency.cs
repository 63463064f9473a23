using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Manifests.Workloads;

namespace OpenShift.NET.Sdk.Guidelines.G14_ServicesBetweenImages.OSC1402_NoLocalhostDependency;

/// <summary>OSC1402.</summary>
[Rule(
    "OSC1402",
    "Nothing depends on a service on localhost",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Name the Service that offers it, for example http://orders:8080, in an environment variable or ConfigMap.")]
public sealed class NoLocalhostDependency : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        HashSet<int> own = [.. PublishedPorts.Listening(publication)?.Ports.Select(static p => p.Number) ?? []];
        foreach (ConfiguredValue value in ConfiguredValue.AllOf(publication))
        {
            foreach ((string host, int? port) in EndpointText.HostsIn(value.Name, value.Value))
            {
                if (EndpointText.IsLocal(host) && !(port is { } number && (own.Contains(number) || IsInTheSamePod(publication, value, number))))
                {
                    yield return Finding.Violation(value.Where, $"names {host}{(port is null ? "" : FormattableString.Invariant($":{port}"))}, which in a pod is the pod itself");
                    break;
                }
            }
        }

        foreach (Finding finding in CodeAddresses.Local(publication))
        {
            yield return finding;
        }
    }

    // A ConfigMap is any workload's; one pod with such a sidecar is enough.
    private static bool IsInTheSamePod(Publication publication, ConfiguredValue value, int port) =>
        (value.Container?.Workload is { } workload ? [workload] : publication.Workloads?.Workloads ?? [])
            .Any(w => w.Containers.Any(c => (c.IsMain || c.IsSidecar) && !ReferenceEquals(c.Root, value.Container?.Root) && (c.Ports.Any(p => p.Number == port) || IsSidecarOfMesh(c))));

    private static bool IsSidecarOfMesh(WorkloadContainer container) => container.Name is "daprd" or "istio-proxy" or "cloud-sql-proxy" or "otel-collector";
}
