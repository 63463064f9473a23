using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Health;
using OpenShift.NET.Sdk.Code.Listening;
using OpenShift.NET.Sdk.Manifests.Probes;
using HealthEndpoint = OpenShift.NET.Sdk.Manifests.Probes.HealthEndpoint;

namespace OpenShift.NET.Sdk.Publishing;

/// <summary>What the code says about probes, in the manifests' terms.</summary>
internal static class CodeProbes
{
    /// <summary>An endpoint that the environment or a setting of the pod leaves out, whose path cannot be told, or that asks who is asking, is none for a probe.</summary>
    public static ProbeFindings Of(CodeFacts code, IReadOnlyDictionary<string, string> settings)
    {
        ImmutableArray<Code.Health.HealthEndpoint> all = HealthEndpoints.Find(code, settings);
        var found = all.Where(static e => e is { IsMapped: true, RequiresAuthorization: false }).ToList();
        return new ProbeFindings
        {
            Absent = [.. all.Where(static e => e is { IsMapped: false, RequiresAuthorization: false }).Select(static e => new AbsentEndpoint(e.IsGrpc ? "the gRPC health service" : e.Path ?? "a health endpoint", KindOf(e.Kind), e.WhyAbsent, e.Remedy("Map it in every environment.")))],

            // Of two endpoints of a kind the one that runs health checks says more than a route that only has the name.
            Endpoints = [.. found.Where(static e => e is { IsGrpc: false, Path: not null }).OrderByDescending(static e => e.RunsHealthChecks).Select(static e => new HealthEndpoint(e.Path!, KindOf(e.Kind), e.Port))],
            Listening = CodeHosts.Sources(code),
            Http2Only = CodeListening.SpeaksHttp2Only(code, settings),
            GrpcHealth = found.Any(static e => e.IsGrpc),
            ShutdownTimeoutSeconds = CodeListening.ShutdownTimeout(code) is { } set
                ? set.Timeout is { TotalSeconds: > 0 and < 86_400 } timeout ? (int)Math.Ceiling(timeout.TotalSeconds) : null
                : ConfiguredTimeout(settings),
        };
    }

    // As HostOptions reads it; what the code says comes later and wins.
    private static int? ConfiguredTimeout(IReadOnlyDictionary<string, string> settings)
    {
        foreach (string name in (ReadOnlySpan<string>)["shutdownTimeoutSeconds", "$ASPNETCORE_shutdownTimeoutSeconds", "$DOTNET_shutdownTimeoutSeconds"])
        {
            if (settings.TryGetValue(name, out string? text) && text.Length > 0)
            {
                return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds is > 0 and < 86_400 ? seconds : null;
            }
        }

        return null;
    }

    private static HealthEndpointKind KindOf(HealthKind kind) => kind switch
    {
        HealthKind.Liveness => HealthEndpointKind.Liveness,
        HealthKind.Readiness => HealthEndpointKind.Readiness,
        HealthKind.Startup => HealthEndpointKind.Startup,
        _ => HealthEndpointKind.General,
    };
}
