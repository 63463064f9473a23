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
    private const int DefaultHttpPort = 8080;

    /// <summary>
    /// <c>ContainerPort</c> items win. Without any, a web application exposes what its configuration makes it listen on, else what the base's
    /// environment makes it listen on, else what the base exposes, else 8080. What listens on nothing exposes nothing, whatever the base exposes.
    /// </summary>
    public static ImagePorts Of(ProjectFacts facts, ExecutionConfig baseConfig)
    {
        ImageFacts image = facts.Image;
        bool configured = image.ListeningPorts.Length > 0 || image.Environment.Any(v => ListeningPorts.IsSetting(v.Name));
        ImmutableArray<string> environment = [.. baseConfig.Env ?? [], .. image.Environment.Select(v => $"{v.Name}={v.Value}")];
        ListeningPorts listening = ListeningPorts.Resolve(image.ListeningPorts, environment);
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
