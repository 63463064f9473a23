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

    /// <summary>Those of the exposed ports that the code opens without ASP.NET Core.</summary>
    public ImmutableArray<int> Sockets { get; init; } = [];

    /// <summary>The ports without TLS that the code makes ASP.NET Core listen on, whatever the environment says; empty where the environment decides.</summary>
    public ImmutableArray<int> ByCode { get; init; } = [];

    /// <summary>Whether the code decides where ASP.NET Core listens.</summary>
    public bool CodeDecides { get; init; }

    /// <summary>Where a web application listens for which nobody says anything.</summary>
    public const int DefaultHttpPort = 8080;

    /// <summary>
    /// <c>ContainerPort</c> items win. Without any, a web application exposes what its code makes it listen on, else what its configuration does, else what the base's
    /// environment does, else what the base exposes, else 8080. What listens on nothing exposes nothing, whatever the base exposes; the sockets that the code opens itself come on top.
    /// </summary>
    /// <param name="facts">The project.</param>
    /// <param name="baseConfig">The base's configuration.</param>
    /// <param name="code">What the code says about listening.</param>
    public static ImagePorts Of(ProjectFacts facts, ExecutionConfig baseConfig, ListeningCode? code = null)
    {
        code ??= ListeningCode.None;
        bool byUrls = code.Sources.HasFlag(ListeningSources.AspNetCoreUrls) && !code.Sources.HasFlag(ListeningSources.AspNetCorePorts);
        return Resolve(facts, baseConfig, code) with { ByUrls = byUrls };
    }

    private static ImagePorts Resolve(ProjectFacts facts, ExecutionConfig baseConfig, ListeningCode code)
    {
        ImageFacts image = facts.Image;
        ListeningSources sources = code.Sources;
        ImmutableArray<string> arguments = [.. image.EntrypointArgs, .. image.AppCommandArgs, .. image.DefaultArgs];
        bool configured = image.ListeningPorts.Any(p => (ListeningPorts.SourceOf(p.Source) & sources) != 0)
            || image.Environment.Any(v => ListeningPorts.IsSetting(v.Name) && (ListeningPorts.SourceOf(v.Name) & sources) != 0)
            || ListeningPorts.Resolve([], [], arguments, sources).IsConfigured;
        ImmutableArray<string> environment = [.. baseConfig.Env ?? [], .. image.Environment.Select(v => $"{v.Name}={v.Value}")];
        ListeningPorts byConfiguration = ListeningPorts.Resolve(image.ListeningPorts, environment, arguments, sources);
        ListeningPorts listening = byConfiguration.With(code);

        // What only the container itself reaches, or nobody knows, is no reason to expose it; rules speak of it.
        bool codeDecides = facts.Application.Kind == ApplicationKind.Web && !ReferenceEquals(listening, byConfiguration) && listening.NotUnderstood.IsEmpty && listening.Ports.Any(static p => !p.LoopbackOnly);
        listening = codeDecides ? listening : byConfiguration;
        ImmutableArray<int> https = [.. listening.Ports.Where(p => p.Tls).Select(p => p.Number)];
        ImmutableArray<PortFact> sockets = [.. code.Sockets.Where(p => !p.LoopbackOnly && !listening.Ports.Any(l => l.Number == p.Number))];
        ImagePorts ports = codeDecides
            ? new ImagePorts(Sorted(listening.Ports.Where(static p => !p.LoopbackOnly)), https, false) { CodeDecides = true, ByCode = [.. listening.Ports.Where(static p => p is { LoopbackOnly: false, Tls: false }).Select(static p => p.Number)] }
            : Configured(facts, baseConfig, listening, configured, https);
        return image.Ports.Length > 0
            ? ports with { Exposed = Sorted(image.Ports), Sockets = [.. sockets.Where(s => image.Ports.Any(p => p.Number == s.Number)).Select(static s => s.Number)] }
            : ports with { Exposed = Sorted(ports.Exposed.Concat(sockets)), Sockets = [.. sockets.Select(static s => s.Number)] };
    }

    private static ImagePorts Configured(ProjectFacts facts, ExecutionConfig baseConfig, ListeningPorts listening, bool configured, ImmutableArray<int> https)
    {
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
