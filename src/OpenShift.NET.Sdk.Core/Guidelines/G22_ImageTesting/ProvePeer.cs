using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines.G22_ImageTesting;

/// <summary>Peers that an application asked for in vain, and what to do about it.</summary>
internal static class ProvePeer
{
    /// <summary>Its name and port.</summary>
    public static string Name(UnreachablePeer peer) => peer.Port is { } port ? string.Create(CultureInfo.InvariantCulture, $"{peer.Host}:{port}") : peer.Host;

    /// <summary>Whether it is the container itself, where nobody else can be.</summary>
    public static bool IsItself(UnreachablePeer peer) =>
        peer.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(peer.Host, out IPAddress? address) && (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)));

    /// <summary>What a project does to have them there.</summary>
    public static string Fix(ImmutableArray<UnreachablePeer> peers)
    {
        UnreachablePeer[] others = [.. peers.Where(static p => !IsItself(p))];
        return others.Length > 0 && others.All(static p => !p.IsNamed) ? "Run what it asks for beside the application in the proof, with OpenShiftProveService items."
            : others.Length == 0
            ? "Set what names the host to the name of the service that is meant: in a pod, localhost is the pod itself."
            : $"Run it beside the application in the proof: {string.Join(' ', others.DistinctBy(static p => p.Host).Select(static p => string.Create(CultureInfo.InvariantCulture, $"<OpenShiftProveService Include=\"{p.Host}\" Image=\"…\" Port=\"{p.Port?.ToString(CultureInfo.InvariantCulture) ?? "…"}\" />")))}.";
    }

    /// <summary>The same for an image without its project.</summary>
    public static string ImageFix(ImmutableArray<UnreachablePeer> peers) => peers.All(IsItself)
        ? "Set what names the host to the name of the service that is meant: in a pod, localhost is the pod itself."
        : "Give the setting that names it the address of one that can be reached (--env NAME=VALUE), or prove the image where it can be.";
}
