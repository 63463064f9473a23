using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects;

/// <summary>A service that runs beside the application while it is proved (<c>OpenShiftProveService</c>).</summary>
/// <param name="Name">The host name the application reaches it by, a DNS label (RFC 1123).</param>
/// <param name="Image">Its image: a reference in a registry, <c>oci:PATH</c>, <c>oci-archive:PATH</c> or <c>docker-archive:PATH</c>.</param>
/// <param name="Port">The TCP port it is reached on.</param>
public sealed record ProveService(string Name, string Image, int Port)
{
    /// <summary>What shows that it is ready: <c>tcp</c>, <c>http:/path</c> or <c>exec:command</c>.</summary>
    public string Ready { get; init => field = value ?? "tcp"; } = "tcp";

    /// <summary>Its environment variables. The values may be secrets.</summary>
    public ImmutableArray<NamedValue> Environment { get; init; } = [];
}
