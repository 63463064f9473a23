using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Images.Assembly;

/// <summary>The ports an image exposes and what is spoken there.</summary>
/// <param name="Exposed">The exposed ports, ordered by number, then protocol.</param>
/// <param name="Https">Those of them that are known to speak TLS.</param>
/// <param name="AreConfigured">Whether the project's own configuration makes the application listen, so that no variable of ours may.</param>
internal sealed record ImagePorts(ImmutableArray<PortFact> Exposed, ImmutableArray<int> Https, bool AreConfigured)
{
    /// <summary>Whether the host reads <c>ASPNETCORE_URLS</c> and not <c>ASPNETCORE_HTTP_PORTS</c>, which only newer hosts know.</summary>
    public bool ByUrls { get; init; }

    private const int DefaultHttpPort = 8080;

    /// <summary>
    /// <c>ContainerPort</c> items win. Without any, a web application exposes what its configuration makes it listen on, else what the base's
    /// environment makes it listen on, else what the base exposes, else 8080. What listens on nothing exposes nothing, whatever the base exposes.
    /// </summary>
    /// <param name="facts">The project.</param>
    /// <param name="baseConfig">The base's configuration.</param>
    /// <param name="sources">From where the application's host takes where to listen.</param>
    public static ImagePorts Of(ProjectFacts facts, ExecutionConfig baseConfig, ListeningSources sources = ListeningSources.All)
    {
        bool byUrls = sources.HasFlag(ListeningSources.AspNetCoreUrls) && !sources.HasFlag(ListeningSources.AspNetCorePorts);
        return Resolve(facts, baseConfig, sources) with { ByUrls = byUrls };
    }

    private static ImagePorts Resolve(ProjectFacts facts, ExecutionConfig baseConfig, ListeningSources sources)
    {
        ImageFacts image = facts.Image;
        ImmutableArray<string> arguments = [.. image.EntrypointArgs, .. image.AppCommandArgs, .. image.DefaultArgs];
        bool configured = image.ListeningPorts.Any(p => (ListeningPorts.SourceOf(p.Source) & sources) != 0)
            || image.Environment.Any(v => ListeningPorts.IsSetting(v.Name) && (ListeningPorts.SourceOf(v.Name) & sources) != 0)
            || ListeningPorts.Resolve([], [], arguments, sources).IsConfigured;
        ImmutableArray<string> environment = [.. baseConfig.Env ?? [], .. image.Environment.Select(v => $"{v.Name}={v.Value}")];
        ListeningPorts listening = ListeningPorts.Resolve(image.ListeningPorts, environment, arguments, sources);
        ImmutableArray<int> https = [.. listening.Ports.Where(p => p.Tls).Select(p => p.Number)];
        if (image.Ports.Length > 0)
        {
            return new ImagePorts(Sorted(image.Ports), https, configured);
        }

        if (facts.Application.Kind != ApplicationKind.Web)
        {
            return new ImagePorts([], [], configured);
        }

        if (configured || listening.Ports.Length > 0)
        {
            return new ImagePorts(Sorted(listening.Ports.Where(p => !p.LoopbackOnly)), https, configured);
        }

        ImmutableArray<PortFact> exposedByBase = [.. (baseConfig.ExposedPorts?.Keys ?? []).Select(ExposedPort.Parse).Where(p => p.Problem is null).Select(p => new PortFact(p.Number, p.Protocol, "base image"))];
        return new ImagePorts(exposedByBase.IsEmpty ? [new PortFact(DefaultHttpPort, "tcp", "default")] : Sorted(exposedByBase), https, false);
    }

    private static ImmutableArray<PortFact> Sorted(IEnumerable<PortFact> ports) =>
        [.. ports.DistinctBy(p => (p.Number, p.Protocol)).OrderBy(p => p.Number).ThenBy(p => p.Protocol, StringComparer.Ordinal)];
}
