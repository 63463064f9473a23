using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Health;
using OpenShift.NET.Sdk.Code.Lifetime;
using OpenShift.NET.Sdk.Code.Listening;
using OpenShift.NET.Sdk.Manifests.Probes;

namespace OpenShift.NET.Sdk.Publishing.Stages;

/// <summary>What the code says about probes, in the manifests' terms.</summary>
internal static class CodeProbes
{
    /// <summary>An endpoint that the environment or a setting of the pod leaves out, whose path cannot be told, that asks who is asking or wants a host name, is none for a probe.</summary>
    public static ProbeFindings Of(CodeFacts code, IReadOnlyDictionary<string, string> settings, bool hasArguments = true)
    {
        ImmutableArray<HealthEndpoint> all = HealthEndpoints.Find(code, settings);
        var found = all.Where(static e => e.IsForProbes).ToList();
        return new ProbeFindings
        {
            Absent =
            [
                .. all.Where(static e => e is { IsMapped: false, RequiresAuthorization: false }).Select(static e => Absent(e, e.WhyAbsent, e.Remedy("Map it in every environment."))),
                .. all.Where(static e => e is { IsMapped: true, RequiresAuthorization: true }).Select(static e => Absent(e, "for callers that sign in only, which a probe cannot", "Map it with AllowAnonymous().")),
                .. all.Where(static e => e is { IsMapped: true, RequiresAuthorization: false, RequiresHost: true }).Select(static e => Absent(e, "for a host name that a probe does not send", "Bind it to a port instead, RequireHost(\"*:8081\").")),
                .. all.Where(static e => e is { IsMapped: true, AnswersUnknown: true }).Select(static e => Absent(e, "without any check behind it, which it answers with UNKNOWN", "Add one, AddGrpcHealthChecks().AddCheck(\"self\", () => HealthCheckResult.Healthy()).")),
            ],

            // Of two endpoints of a kind the one that runs health checks says more than a route that only has the name.
            Endpoints = [.. found.Where(static e => e is { IsGrpc: false, Path: not null }).OrderByDescending(static e => e.RunsHealthChecks).Select(static e => new ProbeEndpoint(e.Path!, e.Kind, e.Port) { Scope = e.Scope })],
            End = ProgramLifetime.Of(code, hasArguments),
            Listening = CodeListening.Of(code, settings),
            Http2Ports = CodeListening.Http2Ports(code, settings),
            Http2Only = CodeListening.SpeaksHttp2Only(code, settings),
            GrpcHealth = found.Any(static e => e.IsGrpc),
            GrpcScope = found.FirstOrDefault(static e => e.IsGrpc)?.Scope ?? HealthScope.Unknown,
            ShutdownTimeoutSeconds = CodeListening.ShutdownTimeout(code) is { } set
                ? set.Timeout is { TotalSeconds: > 0 and < 86_400 } timeout ? (int)Math.Ceiling(timeout.TotalSeconds) : null
                : ConfiguredTimeout(settings),
        };
    }

    private static AbsentEndpoint Absent(HealthEndpoint endpoint, string why, string remedy) =>
        new(endpoint.IsGrpc ? "the gRPC health service" : endpoint.Path ?? "a health endpoint", endpoint.Kind, why, remedy) { IsGrpc = endpoint.IsGrpc };

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
}
