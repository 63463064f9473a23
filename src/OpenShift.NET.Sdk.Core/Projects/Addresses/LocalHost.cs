namespace OpenShift.NET.Sdk.Projects.Addresses;

/// <summary>What rules and manifests say of a host that means another machine in a pod than on a developer's desk.</summary>
internal static class LocalHost
{
    /// <summary>Why the host is wrong, behind its name: <c>, which in a pod is the pod itself</c>.</summary>
    public static string Why(string host) =>
        host.StartsWith("(localdb)", StringComparison.OrdinalIgnoreCase) ? ", which exists on Windows only"
        : HostNames.IsThisMachine(host) ? ", which in a pod is the pod itself"
        : HostNames.IsOfContainer(host) ? ", which no Service can be called: only Docker Compose knows names with '_'"
        : ", which only a developer's machine knows";
}
