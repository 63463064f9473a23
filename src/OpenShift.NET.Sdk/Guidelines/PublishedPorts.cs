using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code.Listening;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines;

/// <summary>The ports of a publication as the port rules need them.</summary>
internal static class PublishedPorts
{
    /// <summary>The image's <c>ExposedPorts</c>, invalid ones included, in the configuration's order.</summary>
    public static ImmutableArray<ExposedPort> Exposed(Publication publication) =>
        [.. (publication.Config.Config.ExposedPorts?.Keys ?? []).Select(ExposedPort.Parse)];

    /// <summary>
    /// The ports the configuration and the code make the application listen on; <see langword="null"/> when it is no web application. .NET's own base images set
    /// <c>ASPNETCORE_HTTP_PORTS</c> for every application, so without a project only an image that exposes something counts as one.
    /// </summary>
    public static ListeningPorts? Listening(Publication publication)
    {
        bool web = publication.Project is { } project
            ? project.Application.Kind == ApplicationKind.Web
            : publication.Config.Config.ExposedPorts is { Count: > 0 };
        if (!web)
        {
            return null;
        }

        var configured = ListeningPorts.Resolve(publication.Project?.Image.ListeningPorts ?? [], publication.Config.Config.Env ?? []);
        ImmutableArray<CodePort> code = OfCode(publication);
        bool endpoints = configured.Ports.Any(IsKestrelEndpoint);
        ImmutableArray<CodePort> sockets = [.. code.Where(static p => IsSocket(p))];
        // Kestrel's endpoints, in code and in the configuration, are all opened, and addresses are not looked at then. Of addresses the code's count.
        ImmutableArray<CodePort> effective = sockets.IsEmpty && !endpoints ? code : sockets;
        if (effective.IsEmpty)
        {
            return configured;
        }

        bool keep = endpoints || (!effective.Any(static p => p.Overrules) && configured.Ports.Any(static p => p.Source.EndsWith("URLS", StringComparison.OrdinalIgnoreCase) || p.Source.EndsWith(" urls", StringComparison.OrdinalIgnoreCase)));
        return new ListeningPorts(
            [
                .. (keep ? configured.Ports : [])
                    .Concat(effective.Where(static p => p.Number is not null).Select(p => new PortFact(p.Number!.Value, "tcp", SourceOf(publication, p), p.LoopbackOnly, p.Tls)))
                    .OrderBy(static p => p.Number).ThenBy(static p => p.LoopbackOnly).DistinctBy(static p => p.Number),
            ],
            [.. keep ? configured.NotUnderstood : [], .. effective.Where(static p => p.Number is null).Select(p => $"{SourceOf(publication, p)} (no constant port)")],
            IsConfigured: true);
    }

    /// <summary>The ports the code names for an image that runs as it comes.</summary>
    public static ImmutableArray<CodePort> OfCode(Publication publication) =>
        publication.Code is { } code ? [.. CodeListening.Ports(code, PublishedSettings.Of(publication)).Where(static p => p.Environment.InProduction)] : [];

    /// <summary>How a message names what opens a port in code.</summary>
    public static string SourceOf(Publication publication, CodePort port) => port.Api + " in " + WhereOf(publication, port).Text;

    /// <summary>Where code names a port.</summary>
    public static Location WhereOf(Publication publication, CodePort port) => Location.OfCode(publication, port.Place, "of the application", port.Api);

    /// <summary>Where a port is exposed: the base image's place when the base exposes it too.</summary>
    public static Location WhereExposed(Publication publication, ExposedPort port) =>
        Location.OfPort(publication, port.ToString()) with
        {
            Origin = publication.Base?.Config.Config.ExposedPorts?.Keys.Any(k => ExposedPort.Parse(k).ToString() == port.ToString()) == true ? Origin.Base : Origin.App,
        };

    /// <summary>Where a port is made a listening one. It is the application that listens, whoever chose the port.</summary>
    public static Location WhereListening(Publication publication, PortFact port)
    {
        if (OfCode(publication).FirstOrDefault(p => p.Number == port.Number && SourceOf(publication, p) == port.Source) is { Place: { } line })
        {
            return Location.OfPort(publication, port.ToString()) with { Source = line };
        }

        // A variable that is none of the project's was set after ContainerPort.
        bool own = publication.Project?.Image.Environment.Any(v => v.Name.Equals(port.Source, StringComparison.OrdinalIgnoreCase)) == true;
        SourceLocation? place = own
            ? publication.Project?.PlaceOf(port.Source, "ContainerEnvironmentVariable " + port.Source, "ContainerEnvironmentVariable", "ContainerPort")
            : publication.Project?.PlaceOf(port.Source, "ContainerPort", "ContainerEnvironmentVariable");
        return Location.OfPort(publication, port.ToString()) with { Source = place };
    }

    private static bool IsSocket(CodePort port) => port.Api.StartsWith("Listen", StringComparison.Ordinal);

    private static bool IsKestrelEndpoint(PortFact port) =>
        port.Source.Contains("Kestrel:Endpoints", StringComparison.OrdinalIgnoreCase) || port.Source.Contains("Kestrel__Endpoints", StringComparison.OrdinalIgnoreCase);
}
