using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Projects.Addresses;

namespace OpenShift.NET.Sdk.Guidelines.G14_ServicesBetweenImages.OSC1401_NoFixedAddresses;

/// <summary>OSC1401.</summary>
[Rule(
    "OSC1401",
    "Other services are not reached by IP address",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Name a Service instead, for example http://orders:8080; for something outside the cluster make a Service with externalName, or use its DNS name.")]
public sealed class NoFixedAddresses : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        foreach (ConfiguredValue value in ConfiguredValue.AllOf(publication))
        {
            if (value.Role == AddressRole.Peer && value.Hosts.Select(static h => h.Host).FirstOrDefault(HostNames.IsFixedAddress) is { } host)
            {
                yield return Finding.Violation(value.Where, $"names the IP address {host}");
            }
        }

        foreach (Finding finding in CodeAddresses.Fixed(publication))
        {
            yield return finding;
        }
    }
}
