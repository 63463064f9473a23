using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Projects.Addresses;

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
    internal override bool JudgesRepositoryFiles => true;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        HashSet<int> own = [.. PublishedPorts.Listening(publication)?.Ports.Select(static p => p.Number) ?? []];
        foreach (ConfiguredValue value in ConfiguredValue.AllOf(publication))
        {
            if (value.Role is AddressRole.Identifier or AddressRole.Caller || (value.Role == AddressRole.Own && !value.IsDeployed))
            {
                continue;
            }

            if (value.Hosts.FirstOrDefault(h => h.IsLocal && (value.Role == AddressRole.Own || !(h.IsThisMachine && h.Port is { } number && (own.Contains(number) || IsInTheSamePod(publication, value, number))))) is not { } host)
            {
                continue;
            }

            yield return value.Role == AddressRole.Own
                ? Finding.Violation(value.Where, $"names {host} as the application's own address, where none of its callers finds it") with { Fix = "Give the address under which callers reach it, for example https://orders.apps.example.com, the host of its Route." }
                : Finding.Violation(value.Where, $"names {host}{LocalHost.Why(host.Host)}");
        }

        foreach (Finding finding in CodeAddresses.Local(publication))
        {
            yield return finding;
        }

        foreach (Finding link in publication.Code is { } code ? LocalLinks.In(publication, code, own) : [])
        {
            yield return link;
        }
    }

    // A ConfigMap is any workload's; one pod with such a sidecar is enough.
    private static bool IsInTheSamePod(Publication publication, ConfiguredValue value, int port) =>
        (value.Container?.Workload is { } workload ? [workload] : publication.Workloads?.Workloads ?? [])
            .Any(w => w.Containers.Any(c => (c.IsMain || c.IsSidecar) && !ReferenceEquals(c.Root, value.Container?.Root) && (c.Ports.Any(p => p.Number == port) || IsSidecarOfMesh(c))));

    private static bool IsSidecarOfMesh(WorkloadContainer container) => container.Name is "daprd" or "istio-proxy" or "cloud-sql-proxy" or "otel-collector";
}
