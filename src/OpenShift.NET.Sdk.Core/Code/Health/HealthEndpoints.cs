using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Settings;
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

        // What the generator of request delegates, which Native AOT uses, makes of MapGet and the like.
        "Microsoft.AspNetCore.Routing.RouteHandlerServices::Map",
    ];

    // F#'s web libraries name the path first, or behind the state of their builder.
    private static readonly KnownApi[] s_functional =
    [
        "Giraffe.Routing::route",
        "Giraffe.Routing::routeCi",
        "Giraffe.EndpointRouting.Routers::route",
        "Saturn.Router+RouterBuilder::Get",
    ];

    private static readonly KnownApi[] s_functionalGroups =
    [
        "Giraffe.Routing::subRoute*",
        "Giraffe.EndpointRouting.Routers::subRoute*",
        "Saturn.Router+RouterBuilder::Forward*",
    ];

    private const string GrpcHealthBase = "Grpc.Health.V1.Health+HealthBase";
    private static readonly KnownApi s_grpcService = "Microsoft.AspNetCore.Builder.GrpcEndpointRouteBuilderExtensions::MapGrpcService";
    private static readonly KnownApi s_grpcBind = "Grpc.Health.V1.Health::BindService";
    private static readonly KnownApi s_fallbackPolicy = "Microsoft.AspNetCore.Authorization.AuthorizationOptions::set_FallbackPolicy";
    private static readonly KnownApi s_buildsFallbackPolicy = "Microsoft.AspNetCore.Authorization.AuthorizationBuilder::SetFallbackPolicy";
    private static readonly KnownApi s_controllers = "Microsoft.AspNetCore.Builder.ControllerEndpointRouteBuilderExtensions::MapControllers";
    private static readonly KnownApi s_authorizeFilter = "Microsoft.AspNetCore.Mvc.Authorization.AuthorizeFilter::.ctor";
    private static readonly KnownApi s_useChecks = "Microsoft.AspNetCore.Builder.HealthCheckApplicationBuilderExtensions::UseHealthChecks";

    private static readonly KnownApi[] s_grpc =
    [
        "Microsoft.AspNetCore.Builder.GrpcHealthChecksEndpointRouteBuilderExtensions::MapGrpcHealthChecksService",
    ];

    // What libraries map by themselves, open to everyone: one more library is one more line.
    private static readonly (KnownApi Api, string Path)[] s_ofLibraries =
    [
        // With the health checks that the application registers.
        ("Microsoft.AspNetCore.Builder.ActorsEndpointRouteBuilderExtensions::MapActorsHandlers", "/healthz"),
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

        // What the program stops without is there when it serves.
        settings = CodeSettings.WithDemanded(code, settings);
        foreach (CodeCall call in code.CallsTo(s_checks).Where(c => c.Reachable))
        {
            foreach (CodeValue path in PathArgument(call).Alternatives.Where(p => !HealthPaths.IsOfMonitoring(Routes.Full(call, p, settings))))
            {
                found.Add(OfChecks(code, call, path, settings).At(HostOf(code, call, settings)).In(environment, call.SettingsIn(environment), settings));
            }
        }

        foreach ((KnownApi api, string path) in s_ofLibraries)
        {
            foreach (CodeCall call in code.CallsTo(api).Where(static c => c.Reachable))
            {
                var endpoint = new HealthEndpoint(Routes.Full(call, new ConstantValue(path), settings) ?? path, HealthPaths.KindOf(path) ?? HealthKind.General, call.Place, call.Environment) { RunsHealthChecks = true };
                found.Add((endpoint with { Scope = HealthScopes.OfChecks(code, endpoint) }).At(HostOf(code, call, settings)).In(environment, call.SettingsIn(environment), settings));
            }
        }

        foreach (CodeCall call in code.CallsTo(s_routes).Where(c => c.Reachable))
        {
            foreach (CodeValue path in PathArgument(call).Alternatives)
            {
                // A branch that maps health checks in it is a prefix, no endpoint.
                if (Routes.Full(call, path, settings) is { } full && HealthPaths.KindOf(full) is { } kind && !IsPrefix(code, call) && AnswersGet(call))
                {
                    found.Add(new HealthEndpoint(full, kind, call.Place, call.Environment)
                    {
                        RequiresAuthorization = NeedsAuthorization(code, call) || (call.Argument(2) is DelegateValue handler && code.Calls.Any(c => c.In.Key == handler.Method && IsRefusal(c))),
                        PathSetting = path as ConfigurationValue,
                        Scope = HealthScopes.OfHandler(code, call, call.Argument(2)),
                        CallsOthers = HealthScopes.CallsOthers(code, call, call.Argument(2)),
                    }.At(HostOf(code, call, settings)).In(environment, call.SettingsIn(environment), settings));
                }
            }
        }

        bool grouped = code.CallsTo(s_functionalGroups).Any(static c => c.Reachable);
        foreach (CodeCall call in grouped ? [] : code.CallsTo(s_functional).Where(static c => c.Reachable))
        {
            if (call.Arguments.Select(static a => a.Text).FirstOrDefault(static t => t is ['/', ..]) is { } path && HealthPaths.KindOf(path) is { } kind)
            {
                found.Add(new HealthEndpoint(path, kind, call.Place, call.Environment).In(environment, call.SettingsIn(environment), settings));
            }
        }

        foreach (CodeCall call in code.CallsTo([.. s_grpc, s_grpcService, s_grpcBind]).Where(c => c.Reachable && IsHealthService(code, c)))
        {
            bool registered = s_grpc[0].Matches(call);
            var service = new HealthEndpoint(null, HealthKind.General, call.Place, call.Environment) { IsGrpc = true, RunsHealthChecks = true, RequiresAuthorization = NeedsAuthorization(code, call) };
            found.Add((service with
            {
                Scope = registered ? HealthScopes.OfChecks(code, service) : call.TypeArguments is [var own] && code.Types.Any(t => t.Name == own) ? HealthScopes.OfType(code, own) : HealthScope.Unknown,
                AnswersUnknown = registered && HealthScopes.HasNoChecks(code),
            }).At(HostOf(code, call, settings)).In(environment, call.SettingsIn(environment), settings));
        }

        bool closed = HasFallbackPolicy(code);
        bool controllersClosed = closed || code.CallsTo(s_authorizeFilter).Any(static c => c.InProduction) || code.CallsTo(s_controllers).Any(c => c.InProduction && NeedsAuthorization(code, c));
        found.AddRange(ControllerRoutes.Find(code, controllersClosed));

        // Whoever asks ClamAV at /clamav/ping learns of ClamAV; of a handler that cannot be read nothing says that it asks anybody.
        found.RemoveAll(static e => e is { RunsHealthChecks: false, Path: { } path } && (e.Scope == HealthScope.Others || e.CallsOthers) && HealthPaths.MayPingAnother(path));
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
        var endpoint = new HealthEndpoint(full, none && kind == HealthKind.General ? HealthKind.Liveness : kind, call.Place, call.Environment)
        {
            RunsHealthChecks = true,
            HasPredicate = predicate is not null and not ConstantValue { Value: null },
            RunsNoChecks = none,
            Tags = tags,
            RequiresAuthorization = NeedsAuthorization(code, call),
            PathSetting = path as ConfigurationValue,
        };
        return endpoint with { Scope = HealthScopes.OfChecks(code, endpoint) };
    }

    private static bool IsHealthService(CodeFacts code, CodeCall call) =>
        !s_grpcService.Matches(call)
        || (call.TypeArguments is [var service] && (service is GrpcHealthBase or "Grpc.HealthCheck.HealthServiceImpl" || code.Types.Any(t => t.Name == service && t.Is(GrpcHealthBase))));

    // What the generator was given says which methods it answers.
    private static bool AnswersGet(CodeCall call) =>
        call.Type != "Microsoft.AspNetCore.Routing.RouteHandlerServices" || call.Argument(3) is not ArrayValue { Items: var methods } || methods.Any(static m => m.Text is null or "GET");

    // A policy for all that says nothing of authorization itself.
    private static bool HasFallbackPolicy(CodeFacts code) =>
        code.CallsTo(s_fallbackPolicy).Any(static c => c.InProduction && c.Argument(0) is not ConstantValue { Value: null })
        || code.CallsTo(s_buildsFallbackPolicy).Any(static c => c.InProduction && c.Argument(0) is not ConstantValue { Value: null });

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

        // The middleware answers before anything asks for authorization.
        return (!s_useChecks.Matches(call) && HasFallbackPolicy(code)) || call.Chain().Any(outer => code.CallsTo(s_authorize).Any(a => a.InProduction && DirectlyOn(a, outer)));
    }

    /// <summary>Whether a handler asks by itself who is there: <c>return Results.Unauthorized()</c>, <c>return Forbid()</c>.</summary>
    internal static bool IsRefusal(CodeCall call) =>
        call.Method is "Unauthorized" or "Forbid" or "Challenge" && call.Type is "Microsoft.AspNetCore.Http.Results" or "Microsoft.AspNetCore.Http.TypedResults" or "Microsoft.AspNetCore.Mvc.ControllerBase";

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

    // The port it is bound to, and whether a host has to be named.
    private static (int? Port, bool NamesHost) HostOf(CodeFacts code, CodeCall call, IReadOnlyDictionary<string, string> settings)
    {
        int index = call.ParameterTypes.IndexOf("System.Int32");
        if (index > 0 && Listening.CodeListening.Settled(call.Argument(index), settings).Select(v => Listening.CodeSockets.NumberOf(v, settings)).FirstOrDefault(static n => n is not null) is { } port)
        {
            return (port, false);
        }

        foreach (CodeCall host in code.CallsTo(s_host).Where(h => h.InProduction && call.Chain().Any(outer => DirectlyOn(h, outer))))
        {
            string? text = host.Argument(1) is ArrayValue { Items: [var first, ..] } ? Routes.Resolve(first, settings) : null;
            int colon = text?.LastIndexOf(':') ?? -1;
            return colon > 0 && int.TryParse(text.AsSpan(colon + 1), out int number) ? (number, !text.AsSpan(0, colon).SequenceEqual("*")) : (null, true);
        }

        return (null, false);
    }
}
