using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Code.Health;

/// <summary>A health endpoint that the application maps.</summary>
/// <param name="Path">Path from the root, for example <c>/healthz</c>; <see langword="null"/> when it cannot be told.</param>
/// <param name="Kind">What it answers.</param>
/// <param name="Place">Where it is mapped; <see langword="null"/> when the assembly has no symbols.</param>
/// <param name="Environment">In which environments it is mapped.</param>
public sealed record HealthEndpoint(string? Path, HealthKind Kind, SourceLocation? Place, EnvironmentCondition Environment)
{
    /// <summary>Whether a request has to be authorised, which a probe cannot be.</summary>
    public bool RequiresAuthorization { get; init; }

    /// <summary>Whether ASP.NET Core's health checks answer it, rather than a handler of the application.</summary>
    public bool RunsHealthChecks { get; init; }

    /// <summary>Whether only some of the registered health checks are run (a <c>Predicate</c>).</summary>
    public bool HasPredicate { get; init; }

    /// <summary>Whether no health check is run at all (<c>Predicate = _ =&gt; false</c>): it answers as soon as the process does.</summary>
    public bool RunsNoChecks { get; init; }

    /// <summary>The tags that the predicate asks for.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>The port it is bound to, when it is one of its own (<c>UseHealthChecks(path, port)</c>, <c>RequireHost("*:8081")</c>).</summary>
    public int? Port { get; init; }

    /// <summary>Whether it is gRPC's health service; it has no path.</summary>
    public bool IsGrpc { get; init; }

    /// <summary>The configuration key the path is read from, when it is.</summary>
    public ConfigurationValue? PathSetting { get; init; }

    /// <summary>Whether it is there in an image that runs as it comes, and a probe can use it.</summary>
    public bool InProduction => Environment.InProduction;
}
