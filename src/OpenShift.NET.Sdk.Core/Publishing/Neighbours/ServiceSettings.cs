using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Projects.Addresses;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Publishing.Neighbours;

/// <summary>What the stage Manifests leaves for the other services of a solution.</summary>
/// <param name="Settings">The settings that the manifests were made with, those that only the code names included.</param>
/// <param name="Addresses">The addresses of other machines that stand in the code, in names that only a cluster knows.</param>
internal sealed record ServiceSettings(ImmutableArray<SettingFact> Settings, ImmutableArray<string> Addresses)
{
    /// <summary>Those of an application.</summary>
    public static ServiceSettings Of(ImmutableArray<SettingFact> settings, CodeFacts code) => new(
        settings,
        [
            .. code.Literals.Where(static l => l.Reachable).Select(static l => l.Value).Distinct(StringComparer.Ordinal).Where(IsAddress).Order(StringComparer.Ordinal),
        ]);

    // What has a password is none that a service without one would be called by, and is not to be written down.
    private static bool IsAddress(string text) =>
        !text.Contains('@', StringComparison.Ordinal) && AddressText.Read(text, isName: text.Contains(".svc", StringComparison.OrdinalIgnoreCase)) is { Form: AddressForm.Url or AddressForm.Hosts or AddressForm.Name } address
        && address.Hosts.Any(static h => !h.IsLocal && (!h.Host.Contains('.', StringComparison.Ordinal) || MemberNames.ServiceInCluster(h.Host) is not null));
}
