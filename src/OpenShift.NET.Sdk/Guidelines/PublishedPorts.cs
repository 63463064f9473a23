using System.Collections.Immutable;
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
    /// The ports the configuration makes the application listen on; <see langword="null"/> when it is no web application. .NET's own base images set
    /// <c>ASPNETCORE_HTTP_PORTS</c> for every application, so without a project only an image that exposes something counts as one.
    /// </summary>
    public static ListeningPorts? Listening(Publication publication)
    {
        bool web = publication.Project is { } project
            ? project.Application.Kind == ApplicationKind.Web
            : publication.Config.Config.ExposedPorts is { Count: > 0 };
        return web ? ListeningPorts.Resolve(publication.Project?.Image.ListeningPorts ?? [], publication.Config.Config.Env ?? []) : null;
    }

    /// <summary>Where a port is exposed: the base image's place when the base exposes it too.</summary>
    public static Location WhereExposed(Publication publication, ExposedPort port) =>
        Location.OfPort(publication, port.ToString()) with
        {
            Origin = publication.Base?.Config.Config.ExposedPorts?.Keys.Any(k => ExposedPort.Parse(k).ToString() == port.ToString()) == true ? Origin.Base : Origin.App,
        };

    /// <summary>Where a port is made a listening one. It is the application that listens, whoever chose the port.</summary>
    public static Location WhereListening(Publication publication, PortFact port)
    {
        // A variable that is none of the project's was set after ContainerPort.
        bool own = publication.Project?.Image.Environment.Any(v => v.Name.Equals(port.Source, StringComparison.OrdinalIgnoreCase)) == true;
        SourceLocation? place = own
            ? publication.Project?.PlaceOf(port.Source, "ContainerEnvironmentVariable", "ContainerPort")
            : publication.Project?.PlaceOf(port.Source, "ContainerPort", "ContainerEnvironmentVariable");
        return Location.OfPort(publication, port.ToString()) with { Source = place };
    }
}
