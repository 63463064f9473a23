using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code.Listening;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G07_ExposePorts.OSC0702_ListeningPortsAreExposed;

/// <summary>OSC0702.</summary>
[Rule(
    "OSC0702",
    "Exposed ports are the ports the application listens on",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Make ContainerPort and the listening port (ASPNETCORE_HTTP_PORTS, ASPNETCORE_URLS, Kestrel:Endpoints or code) the same.",
    ImageFix = "Make EXPOSE in the Dockerfile and the listening port (ASPNETCORE_HTTP_PORTS, ASPNETCORE_URLS, Kestrel:Endpoints or code) the same.")]
public sealed class ListeningPortsAreExposed : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        ImmutableArray<ExposedPort> exposed = PublishedPorts.Exposed(publication);
        if (PublishedPorts.Listening(publication) is not { } listening || exposed.IsEmpty)
        {
            // An empty ExposedPorts is the subject of OSC0701.
            yield return Finding.NotApplicable(Location.OfConfig(publication, "ExposedPorts", "ContainerPort"), "is empty or belongs to no web application");
            yield break;
        }

        HashSet<string> told = [];
        foreach (CodePort port in PublishedPorts.OfCode(publication).Where(static p => p.Number is null))
        {
            string source = PublishedPorts.SourceOf(publication, port);
            if (listening.NotUnderstood.FirstOrDefault(n => n.StartsWith(source, StringComparison.Ordinal)) is { } line && told.Add(line))
            {
                yield return Finding.CouldNotTell(PublishedPorts.WhereOf(publication, port), $"calls {port.Api} with a port that is no constant") with
                {
                    Fix = "Check that ContainerPort names it, or read it from ASPNETCORE_HTTP_PORTS.",
                    ImageFix = "Check that EXPOSE names it, or read it from ASPNETCORE_HTTP_PORTS.",
                };
            }
        }

        foreach (string setting in listening.NotUnderstood.Where(n => !told.Contains(n)))
        {
            yield return Finding.CouldNotTell(Location.OfConfig(publication, "Env", "ContainerEnvironmentVariable"), $"does not tell the listening port: {setting}");
        }

        foreach (PortFact port in listening.Ports)
        {
            if (!port.LoopbackOnly && !exposed.Any(e => e.Protocol == "tcp" && e.Number == port.Number))
            {
                yield return Finding.Violation(PublishedPorts.WhereListening(publication, port), $"is listened on ({port.Source}) but not exposed");
            }
        }

        if (!listening.IsConfigured)
        {
            yield return Finding.CouldNotTell(Location.OfConfig(publication, "ExposedPorts", "ContainerPort"), "cannot be compared: no configuration names a listening port");
        }

        ImmutableArray<PortFact> sockets = publication.Code is { } code ? CodeSockets.Find(code, PublishedSettings.Of(publication)) : [];
        foreach (ExposedPort port in exposed)
        {
            // Code can open more ports than the configuration names, so this direction is only advice; and without any named port there is nothing to compare with.
            if (port is { Problem: null, Protocol: "tcp" } && listening is { IsConfigured: true, IsDefault: false } && listening.NotUnderstood.IsEmpty && !listening.Ports.Concat(sockets).Any(p => !p.LoopbackOnly && p.Number == port.Number))
            {
                yield return Finding.Violation(PublishedPorts.WhereExposed(publication, port), "is exposed, but no configuration makes the application listen on it") with { AtMost = Severity.Info };
            }
        }
    }
}
