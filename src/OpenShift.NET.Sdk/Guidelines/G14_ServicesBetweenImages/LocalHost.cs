using OpenShift.NET.Sdk.Projects.Addresses;

namespace OpenShift.NET.Sdk.Guidelines.G14_ServicesBetweenImages;

/// <summary>What rules say of a host that means another machine in a pod than on a developer's desk.</summary>
internal static class LocalHost
{
    /// <summary>Why the host is wrong, behind its name: <c>, which in a pod is the pod itself</c>.</summary>
    public static string Why(HostAddress host) =>
        host.Host.StartsWith("(localdb)", StringComparison.OrdinalIgnoreCase) ? ", which is there on Windows alone"
        : host.IsThisMachine ? ", which in a pod is the pod itself"
        : ", which only a developer's machine knows";
}
