using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Manifests.Probes;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Manifests.Generation.Planning;

/// <summary>
/// The container's ports: what the image exposes, named by what is spoken there. Callers of the Service use the ports everybody knows,
/// 80 and 443, so that <c>http://name</c> works; every other port keeps its number.
/// </summary>
internal static class PortPlanner
{
    /// <summary>A Service's <c>appProtocol</c> for HTTP/2 without TLS (Kubernetes, KEP-3726).</summary>
    public const string ClearTextHttp2 = "kubernetes.io/h2c";

    public static ImmutableArray<WorkloadPort> Plan(ProjectFacts facts, ExecutionConfig config, ProbeFindings code)
    {
        ListeningPorts listening = ListeningPorts.Resolve(facts.Image.ListeningPorts, config.Env ?? [], [.. config.Entrypoint ?? [], .. config.Cmd ?? []], code.Listening.Sources).With(code.Listening);
        var ports = ImmutableArray.CreateBuilder<WorkloadPort>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var takenByService = new HashSet<string>(StringComparer.Ordinal);
        foreach (ExposedPort exposed in Exposed(config))
        {
            bool speaksHttp = exposed.Protocol == "tcp" && facts.Application.Kind == ApplicationKind.Web
                && !code.Listening.Sockets.Any(p => p.Number == exposed.Number && p.Protocol == "tcp")
                && (!listening.IsConfigured || listening.Ports.IsEmpty || listening.Ports.Any(p => p.Number == exposed.Number));
            bool isGrpcServer = code.Listening.Sockets.Any(p => p.Number == exposed.Number && p.Source.StartsWith("new ServerPort", StringComparison.Ordinal));
            (string name, int servicePort, string? appProtocol) = isGrpcServer ? ("grpc", exposed.Number, ClearTextHttp2)
                : !speaksHttp
                ? (exposed.Protocol, exposed.Number, null)
                : listening.Ports.Any(p => p.Tls && p.Number == exposed.Number) ? ("https", 443, "https")
                : code.Http2Only ? ("grpc", 80, ClearTextHttp2)
                : code.Http2Ports.Contains(exposed.Number) ? ("grpc", exposed.Number, ClearTextHttp2)
                : ("http", 80, (string?)"http");
            if (!(speaksHttp || isGrpcServer) || !taken.Add(name))
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{name}-{exposed.Number}");
            }

            string protocol = exposed.Protocol.ToUpperInvariant();
            if (!takenByService.Add(string.Create(CultureInfo.InvariantCulture, $"{servicePort}/{protocol}")))
            {
                servicePort = exposed.Number;
                takenByService.Add(string.Create(CultureInfo.InvariantCulture, $"{servicePort}/{protocol}"));
            }

            ports.Add(new WorkloadPort(name, exposed.Number, protocol, servicePort, appProtocol));
        }

        return ports.ToImmutable();
    }

    private static IEnumerable<ExposedPort> Exposed(ExecutionConfig config) =>
        (config.ExposedPorts?.Keys ?? []).Select(ExposedPort.Parse).Where(p => p.Problem is null)
            .DistinctBy(p => p.ToString(), StringComparer.Ordinal).OrderBy(p => p.Number).ThenBy(p => p.Protocol, StringComparer.Ordinal);
}
