using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Lifetime;
using OpenShift.NET.Sdk.Code.Listening;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G07_ExposePorts.OSC0703_ListensBeyondLoopback;

/// <summary>OSC0703.</summary>
[Rule(
    "OSC0703",
    "The application listens on more than the loopback address",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Listen on every address: http://*:8080, ListenAnyIP(8080), or ASPNETCORE_HTTP_PORTS=8080 and nothing in code.")]
public sealed class ListensBeyondLoopback : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        ListeningPorts? listening = PublishedPorts.Listening(publication);
        ImmutableArray<(PortFact Port, CodeCall Call)> sockets = SocketsAlone(publication, listening);
        if (sockets is [var beside, ..] && CodeSockets.NotUnderstood(publication.Code!, PublishedSettings.Of(publication)) is [var other, ..])
        {
            yield return Finding.CouldNotTell(
                Location.OfPort(publication, beside.Port.ToString()) with { Source = beside.Call.Place },
                $"is listened on for the container itself only ({beside.Port.Source}), and whether that holds for the application is not known: the port of {other} is set in the run");
        }
        else if (sockets is [var socket, ..])
        {
            yield return Finding.Violation(Location.OfPort(publication, socket.Port.ToString()) with { Source = socket.Call.Place }, Seen(socket.Port, [.. sockets.Skip(1).Select(static s => s.Port)])) with
            {
                Fix = "Listen on every address, IPAddress.Any or 0.0.0.0, or call what the library has for it in place of the loopback address.",

                // Services of a host have other work than to be called, and an application with ASP.NET Core may have a server that a package makes.
                AtMost = CodeHosts.RunsServices(publication.Code!) || (listening is not null && PublishedPorts.Hosts(publication).IsEmpty) ? Severity.Warning : null,
            };
        }
        else if (listening is not { Ports: [var first, ..] })
        {
            yield return Finding.NotApplicable(Location.OfConfig(publication, "ExposedPorts", "ContainerPort"), "belongs to no application whose listening port is known");
        }
        // What the framework chooses because a host reads nothing is OSC0706's.
        else if (!listening.IsDefault && listening.NotUnderstood.IsEmpty && listening.Ports.All(static p => p.LoopbackOnly))
        {
            yield return Finding.Violation(PublishedPorts.WhereListening(publication, first), Seen(first, [.. listening.Ports.Skip(1)]));
        }
    }

    private static string Seen(PortFact first, ImmutableArray<PortFact> more) =>
        $"is listened on for the container itself only ({first.Source}){(more.IsEmpty ? "" : $", and so are {string.Join(", ", more.Select(static p => p.Number))}")}: no Service, Route or probe reaches the application";

    // The sockets of a program that listens by them alone. One that ends opens them for a moment, as for the answer of a browser; beside a web server they are for the process itself,
    // unless the library that opens them makes that server.
    private static ImmutableArray<(PortFact Port, CodeCall Call)> SocketsAlone(Publication publication, ListeningPorts? listening)
    {
        if (publication.Code is not { } code || ProgramLifetime.Of(code) == ProgramEnd.Ends)
        {
            return [];
        }

        ImmutableArray<(PortFact Port, CodeCall Call)> opened = CodeSockets.Opened(code, PublishedSettings.Of(publication));
        if (opened.IsEmpty || !opened.All(static o => o.Port.LoopbackOnly))
        {
            return [];
        }

        ImmutableArray<CodeHost> hosts = PublishedPorts.Hosts(publication);
        bool isAlone = hosts.IsEmpty
            ? CodeListening.ServesNothing(code) || (code.IsReadWhole && !code.NamedMethods.Any(static m => m.Type.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)))
            : hosts.All(h => opened.Any(o => IsOfOneLibrary(o.Call.Type, h.Call.In.Type))) && listening?.Ports.Any(static p => !p.LoopbackOnly) != true;
        return isAlone ? opened : [];
    }

    // Proto.Remote.GrpcNet.GrpcNetRemoteConfig and Proto.Remote.GrpcNet.GrpcNetRemote
    private static bool IsOfOneLibrary(string one, string other) => one.Split('.') is [var a, var b, _, ..] && other.Split('.') is [var c, var d, _, ..] && a == c && b == d;
}
