using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Code.Health;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Manifests.Probes;

/// <summary>
/// Decides the probes. An <c>OpenShiftProbe</c> item wins; then an endpoint of that kind in the code; of the others one that asks this process alone, for readiness
/// before one that may ask other services. A liveness probe never asks those, because it would restart every pod when the database is away; it opens the port then.
/// The startup probe asks what the liveness probe asks, unless the application has an endpoint for it.
/// </summary>
internal sealed class ProbePlanner
{
    private readonly ImmutableArray<ProbeFact> _items;
    private readonly ProbeFindings _found;
    private readonly int? _port;
    private readonly int? _grpcPort;
    private readonly ImmutableArray<int> _tlsPorts;

    /// <param name="items">The project's items.</param>
    /// <param name="found">What the code says.</param>
    /// <param name="port">The port probes ask; <see langword="null"/> when the application listens on none.</param>
    /// <param name="tlsPorts">The ports that speak TLS.</param>
    /// <param name="grpcPort">The port that speaks HTTP/2 without TLS only, as gRPC probes want it, where others do not; the port itself where all do.</param>
    public ProbePlanner(ImmutableArray<ProbeFact> items, ProbeFindings found, int? port, ImmutableArray<int> tlsPorts, int? grpcPort = null)
    {
        _items = items;
        _found = found;
        _port = port;
        _tlsPorts = tlsPorts;
        _grpcPort = grpcPort ?? (found.Http2Only && port is { } only && !tlsPorts.Contains(only) ? only : null);
    }

    public ProbePlan Plan()
    {
        PlannedProbe? liveness = Resolve(ProbeKind.Liveness, ForLiveness());
        PlannedProbe? readiness = Resolve(ProbeKind.Readiness, ForReadiness());
        PlannedProbe? startup = Resolve(ProbeKind.Startup, ForStartup(liveness));
        return new ProbePlan(startup, liveness, readiness, Notes(liveness, readiness));
    }

    private PlannedProbe? ForLiveness()
    {
        if ((Endpoint(HealthKind.Liveness, static e => e.Scope != HealthScope.Others) ?? Endpoint(HealthKind.General, static e => e.Scope == HealthScope.ThisProcess)) is { } endpoint)
        {
            return Http(ProbeKind.Liveness, endpoint);
        }

        if (_found is { GrpcHealth: true, GrpcScope: HealthScope.ThisProcess } && _grpcPort is { } grpc)
        {
            return Grpc(ProbeKind.Liveness, grpc);
        }

        string reason = Endpoint(HealthKind.Liveness) is { } asking ? $"The application's {asking.Path} asks other services, and a pod must not be restarted because one is away."
            : HasGeneral ? "The health endpoint may ask dependencies, and a pod must not be restarted because a database is away."
            : Missing(HealthKind.Liveness) ?? "The application maps no liveness endpoint.";
        return Tcp(ProbeKind.Liveness, $"{reason} OpenShiftProbe Include=\"Liveness\" changes this probe.");
    }

    private PlannedProbe? ForReadiness()
    {
        if ((Endpoint(HealthKind.Readiness)
            ?? Endpoint(HealthKind.General, static e => e.Scope == HealthScope.ThisProcess)
            ?? Endpoint(HealthKind.Liveness, static e => e.Scope == HealthScope.ThisProcess)
            ?? Endpoint(HealthKind.General, static e => e.Scope == HealthScope.Unknown)
            ?? Endpoint(HealthKind.General)) is { } endpoint)
        {
            return Http(ProbeKind.Readiness, endpoint);
        }

        if (_found.GrpcHealth && _grpcPort is { } grpc)
        {
            return Grpc(ProbeKind.Readiness, grpc);
        }

        return Tcp(ProbeKind.Readiness, $"{Missing(HealthKind.Readiness) ?? Missing(HealthKind.General) ?? "The application maps no readiness endpoint."} OpenShiftProbe Include=\"Readiness\" changes this probe.");
    }

    private static PlannedProbe Grpc(ProbeKind kind, int port) =>
        Timed(new PlannedProbe(kind, ProbeAction.Grpc, $"The application answers the gRPC health protocol. OpenShiftProbe Include=\"{kind}\" changes this probe.") { Port = port });

    private PlannedProbe? ForStartup(PlannedProbe? liveness)
    {
        if (Endpoint(HealthKind.Startup) is { } endpoint)
        {
            return Http(ProbeKind.Startup, endpoint);
        }

        // A worker's file or command is there only when its work has begun, which nobody can put a time to.
        return liveness is null or { Action: ProbeAction.Exec }
            ? null
            : Timed(liveness with { Kind = ProbeKind.Startup, InitialDelaySeconds = null, Reason = "Asks what the liveness probe asks until the application has started. OpenShiftProbe Include=\"Startup\" changes it." });
    }

    private PlannedProbe? Resolve(ProbeKind kind, PlannedProbe? derived)
    {
        if (_items.LastOrDefault(i => i.Kind == kind) is not { } item)
        {
            return derived;
        }

        string reason = $"OpenShiftProbe Include=\"{kind}\"";
        int port = item.Port ?? _port ?? 0;
        PlannedProbe? asked = item.Action switch
        {
            ProbeAction.HttpGet when item.Path is { } path => new PlannedProbe(kind, ProbeAction.HttpGet, reason) { Path = path, Port = port, Tls = item.Tls || _tlsPorts.Contains(port) },
            ProbeAction.HttpGet => derived is null ? null : derived with { Port = item.Port ?? derived.Port },
            ProbeAction.TcpSocket => new PlannedProbe(kind, ProbeAction.TcpSocket, reason) { Port = port },
            ProbeAction.Grpc => new PlannedProbe(kind, ProbeAction.Grpc, reason) { Port = port, Service = item.Service },
            ProbeAction.Exec => new PlannedProbe(kind, ProbeAction.Exec, reason) { Command = item.Command },
            ProbeAction.File => new PlannedProbe(kind, ProbeAction.Exec, reason + ": fails when the file has not been written for a while; needs sh and find in the image.") { Command = FileAge(item) },
            _ => null,
        };

        if (asked is null || (asked.Action != ProbeAction.Exec && asked.Port == 0))
        {
            return null;
        }

        PlannedProbe timed = Timed(asked);
        return timed with
        {
            InitialDelaySeconds = item.InitialDelaySeconds,
            PeriodSeconds = item.PeriodSeconds ?? timed.PeriodSeconds,
            TimeoutSeconds = item.Action == ProbeAction.File ? timed.TimeoutSeconds : item.TimeoutSeconds ?? timed.TimeoutSeconds,
            FailureThreshold = item.FailureThreshold ?? timed.FailureThreshold,
        };
    }

    private ProbeEndpoint? Endpoint(HealthKind kind, Func<ProbeEndpoint, bool>? which = null) =>
        _port is null || _port == _grpcPort || _found.Http2Only ? null : _found.Endpoints.FirstOrDefault(e => e.Kind == kind && (which is null || which(e)) && !(e.Port is { } own && _found.Http2Ports.Contains(own)));

    // An endpoint that a setting or the environment leaves out.
    private string? Missing(HealthKind kind) =>
        _found.Absent.FirstOrDefault(a => a.Kind == kind) is { } absent ? $"The application maps {absent.Name} {absent.Why}." : null;

    private bool HasGeneral => _found.GrpcHealth || _found.Endpoints.Any(e => e.Kind == HealthKind.General);

    private PlannedProbe Http(ProbeKind kind, ProbeEndpoint endpoint)
    {
        int port = endpoint.Port ?? _port!.Value;
        string reason = $"The application maps {endpoint.Path}. OpenShiftProbe Include=\"{kind}\" changes this probe.";
        return Timed(new PlannedProbe(kind, ProbeAction.HttpGet, reason) { Path = endpoint.Path, Port = port, Tls = _tlsPorts.Contains(port) });
    }

    private PlannedProbe? Tcp(ProbeKind kind, string reason) =>
        _port is { } port ? Timed(new PlannedProbe(kind, ProbeAction.TcpSocket, reason) { Port = port }) : null;

    // Two minutes to start, which a cold start with little CPU needs; half a minute without traffic, a minute until a restart.
    private static PlannedProbe Timed(PlannedProbe probe) => probe.Kind switch
    {
        ProbeKind.Startup => probe with { PeriodSeconds = 3, TimeoutSeconds = 2, FailureThreshold = 40 },
        ProbeKind.Readiness => probe with { PeriodSeconds = 10, TimeoutSeconds = 3, FailureThreshold = 3 },
        _ => probe with { PeriodSeconds = 20, TimeoutSeconds = 5, FailureThreshold = 3 },
    };

    private static ImmutableArray<string> FileAge(ProbeFact item)
    {
        // find -mmin knows whole minutes everywhere; seconds are a matter of GNU's find alone.
        int minutes = Math.Max(1, ((item.TimeoutSeconds ?? 60) + 59) / 60);
        string path = string.Join(' ', item.Command).Replace("'", "'\\''", StringComparison.Ordinal);
        return ["/bin/sh", "-c", string.Create(CultureInfo.InvariantCulture, $"test -n \"$(find '{path}' -mmin -{minutes})\"")];
    }

    private ImmutableArray<string> Notes(PlannedProbe? liveness, PlannedProbe? readiness)
    {
        if (_port is null)
        {
            return liveness is null && !_items.Any(i => i.Kind == ProbeKind.Liveness)
                ? ["The container has no probes, because the application listens on no port: a hanging process is not restarted. Have it touch a file and add <OpenShiftProbe Include=\"Liveness\" Type=\"File\" Path=\"/tmp/alive\" />, or set Type=\"None\" to keep it so."]
                : [];
        }

        bool tcpLiveness = liveness is { Action: ProbeAction.TcpSocket } && !_items.Any(i => i.Kind == ProbeKind.Liveness);
        bool tcpReadiness = readiness is { Action: ProbeAction.TcpSocket } && !_items.Any(i => i.Kind == ProbeKind.Readiness);
        if (!tcpLiveness && !tcpReadiness)
        {
            return [];
        }

        string which = (tcpLiveness, tcpReadiness) switch { (true, true) => "Liveness and readiness probes only open", (true, false) => "The liveness probe only opens", _ => "The readiness probe only opens" };
        string fix = _found.GrpcHealth && _grpcPort is not null && tcpLiveness && !tcpReadiness
            ? "The gRPC health service may ask dependencies; give it a name that asks the process alone, AddGrpcHealthChecks(o => o.Services.Map(\"live\", c => c.Name == \"self\")).AddCheck(\"self\", () => HealthCheckResult.Healthy()), and add <OpenShiftProbe Include=\"Liveness\" Type=\"Grpc\" Service=\"live\" />."
            : _found.Http2Only && _port is { } port && _tlsPorts.Contains(port) ? "gRPC probes know no TLS: serve the gRPC health service on a port without it, and name that with OpenShiftProbe items."
            : _found.Http2Only ? "Map the gRPC health service (Grpc.AspNetCore.HealthChecks, app.MapGrpcHealthChecksService()), or name the probe with OpenShiftProbe items."
            : "Map endpoints of their own, app.MapHealthChecks(\"/livez\", new() { Predicate = _ => false }) and app.MapHealthChecks(\"/readyz\"), or name the probe with OpenShiftProbe items.";
        if (_found.Absent.Where(a => !_found.Http2Only || a.IsGrpc).FirstOrDefault(a => tcpLiveness ? a.Kind == HealthKind.Liveness || (tcpReadiness && a.Kind != HealthKind.Startup) : a.Kind is HealthKind.Readiness or HealthKind.General) is { } absent)
        {
            fix = $"The application maps {absent.Name} {absent.Why}. {absent.Remedy}";
        }

        return [$"{which} a TCP connection, which a hanging application still accepts. {fix}"];
    }
}
