using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Health;

/// <summary>
/// The health endpoints an application maps. <c>UsePathBase</c> adds no prefix: requests without it are answered as well.
/// Aspire's <c>MapDefaultEndpoints</c> is code of the application's own service defaults project and found as such, with its <c>IsDevelopment()</c> condition.
/// </summary>
public static class HealthEndpoints
{
    private static readonly KnownApi[] s_checks =
    [
        "Microsoft.AspNetCore.Builder.HealthCheckEndpointRouteBuilderExtensions::MapHealthChecks",
        "Microsoft.AspNetCore.Builder.HealthCheckApplicationBuilderExtensions::UseHealthChecks",
    ];

    private static readonly KnownApi[] s_routes =
    [
        "Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions::Map",
        "Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions::MapGet",
        "Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions::MapMethods",
        "Microsoft.AspNetCore.Builder.MapExtensions::Map",
    ];

    private static readonly KnownApi[] s_grpc =
    [
        "Microsoft.AspNetCore.Builder.GrpcHealthChecksEndpointRouteBuilderExtensions::MapGrpcHealthChecksService",
    ];

    private static readonly KnownApi s_authorize = "Microsoft.AspNetCore.Builder.AuthorizationEndpointConventionBuilderExtensions::RequireAuthorization";
    private static readonly KnownApi s_anonymous = "Microsoft.AspNetCore.Builder.AuthorizationEndpointConventionBuilderExtensions::AllowAnonymous";
    private static readonly KnownApi s_host = "Microsoft.AspNetCore.Builder.RoutingEndpointConventionBuilderExtensions::RequireHost";

    /// <summary>Finds them, those for other environments than Production too; ordered by path, each path once.</summary>
    /// <param name="code">The code.</param>
    /// <param name="settings">The settings of the pod by full key (compared without case), variables also as <c>$NAME</c>; they decide too whether what stands behind <c>IsDevelopment()</c> or a setting is mapped.</param>
    public static ImmutableArray<HealthEndpoint> Find(CodeFacts code, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(settings);
        var found = new List<HealthEndpoint>();
        string environment = HostEnvironmentName.Of(settings);
        foreach (CodeCall call in code.CallsTo(s_checks).Where(c => c.Reachable))
        {
            foreach (CodeValue path in PathArgument(call).Alternatives)
            {
                found.Add(OfChecks(code, call, path, settings).In(environment, call.SettingsIn(environment), settings));
            }
        }

        foreach (CodeCall call in code.CallsTo(s_routes).Where(c => c.Reachable))
        {
            foreach (CodeValue path in PathArgument(call).Alternatives)
            {
                // A branch that maps health checks in it is a prefix, no endpoint.
                if (Routes.Full(call, path, settings) is { } full && HealthPaths.KindOf(full) is { } kind && !IsPrefix(code, call))
                {
                    found.Add(new HealthEndpoint(full, kind, call.Place, call.Environment)
                    {
                        RequiresAuthorization = NeedsAuthorization(code, call),
                        PathSetting = path as ConfigurationValue,
                        Port = PortOf(code, call),
                    }.In(environment, call.SettingsIn(environment), settings));
                }
            }
        }

        found.AddRange(code.CallsTo(s_grpc).Where(c => c.Reachable).Select(c => new HealthEndpoint(null, HealthKind.General, c.Place, c.Environment) { IsGrpc = true, RunsHealthChecks = true, RequiresAuthorization = NeedsAuthorization(code, c) }.In(environment, c.SettingsIn(environment), settings)));
        found.AddRange(ControllerRoutes.Find(code));
        return
        [
            .. found
                .OrderBy(e => e.Path is null).ThenBy(e => e.Path, StringComparer.Ordinal)
                .ThenByDescending(e => e.IsMapped).ThenByDescending(e => e.RunsHealthChecks)
                .DistinctBy(e => (e.Path ?? e.Place?.ToString() ?? "", e.IsGrpc, e.Environment, e.Port, e.Presence)),
        ];
    }

    private static HealthEndpoint OfChecks(CodeFacts code, CodeCall call, CodeValue path, IReadOnlyDictionary<string, string> settings)
    {
        string? full = Routes.Full(call, path, settings);
        CodeValue? predicate = call.Arguments.OfType<ObjectValue>().FirstOrDefault(o => o.Type.EndsWith(".HealthCheckOptions", StringComparison.Ordinal))?["Predicate"];
        ImmutableArray<string> tags = predicate is DelegateValue lambda ? TagsOf(code, lambda) : [];
        HealthKind kind = (full is null ? null : HealthPaths.KindOf(full)) ?? HealthKind.General;
        if (kind == HealthKind.General)
        {
            kind = tags.Select(HealthPaths.KindOfTag).FirstOrDefault(k => k is not null) ?? kind;
        }

        bool none = predicate is DelegateValue { Returns: ConstantValue { Value: false } };
        return new HealthEndpoint(full, none && kind == HealthKind.General ? HealthKind.Liveness : kind, call.Place, call.Environment)
        {
            RunsHealthChecks = true,
            HasPredicate = predicate is not null and not ConstantValue { Value: null },
            RunsNoChecks = none,
            Tags = tags,
            RequiresAuthorization = NeedsAuthorization(code, call),
            PathSetting = path as ConfigurationValue,
            Port = PortOf(code, call),
        };
    }

    private static CodeValue PathArgument(CodeCall call) => call.Argument(1);

    private static ImmutableArray<string> TagsOf(CodeFacts code, DelegateValue predicate) =>
    [
        .. code.Calls.Where(c => c.In.Key == predicate.Method && c.Method == "Contains").Select(c => c.Arguments.Select(a => a.Text).FirstOrDefault(t => t is not null)).OfType<string>(),
    ];

    // The last word counts: RequireAuthorization().AllowAnonymous() is open; a group's demand holds for what is mapped in it.
    private static bool NeedsAuthorization(CodeFacts code, CodeCall call)
    {
        if (code.ChainedTo(call).Any(s_anonymous.Matches))
        {
            return false;
        }

        return call.Chain().Any(outer => code.CallsTo(s_authorize).Any(a => a.InProduction && DirectlyOn(a, outer)));
    }

    private static bool DirectlyOn(CodeCall convention, CodeCall endpoint)
    {
        foreach (CodeCall link in convention.Chain().Skip(1))
        {
            if (ReferenceEquals(link, endpoint))
            {
                return true;
            }

            // Conventions return what they were called on; anything else is another endpoint.
            if (!link.Type.EndsWith("ConventionBuilderExtensions", StringComparison.Ordinal))
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsPrefix(CodeFacts code, CodeCall call) =>
        call.Type == "Microsoft.AspNetCore.Builder.MapExtensions" && code.CallsTo(s_checks).Any(c => c.Chain().Contains(call));

    private static int? PortOf(CodeFacts code, CodeCall call)
    {
        int index = call.ParameterTypes.IndexOf("System.Int32");
        if (index > 0 && call.Argument(index).Number is { } port)
        {
            return (int)port;
        }

        foreach (CodeCall host in code.CallsTo(s_host).Where(h => DirectlyOn(h, call)))
        {
            string? text = host.Argument(1) is ArrayValue { Items: [{ Text: { } first }] } ? first : null;
            if (text is not null && text.LastIndexOf(':') is > 0 and var colon && int.TryParse(text.AsSpan(colon + 1), out int number))
            {
                return number;
            }
        }

        return null;
    }
}
