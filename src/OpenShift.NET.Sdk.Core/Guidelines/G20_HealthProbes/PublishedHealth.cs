using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Health;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Guidelines.Pods;

namespace OpenShift.NET.Sdk.Guidelines.G20_HealthProbes;

/// <summary>What the code says of health endpoints and of the checks behind them.</summary>
internal static class PublishedHealth
{
    /// <summary>The endpoints, those for other environments too.</summary>
    public static ImmutableArray<HealthEndpoint> Endpoints(Publication publication, CodeFacts code) => HealthEndpoints.Find(code, PublishedSettings.InPod(publication));

    /// <summary>The checks of other services that an endpoint runs, as far as it can be told; nothing for one whose predicate cannot.</summary>
    public static IEnumerable<CodeCall> DependenciesOf(CodeFacts code, HealthEndpoint endpoint) => HealthScopes.DependenciesOf(code, endpoint);

    /// <summary>Whether the application answers paths that are not known, so that none can be called missing.</summary>
    public static bool AnswersAnything(CodeFacts code) => code.CallsTo(s_openRoutes).Any(static c => c.InProduction);

    private static readonly KnownApi[] s_openRoutes =
    [
        "Microsoft.AspNetCore.Builder.FallbackEndpointRouteBuilderExtensions::MapFallback*",
        "Microsoft.AspNetCore.Builder.StaticFilesEndpointRouteBuilderExtensions::MapFallback*",
        "Microsoft.AspNetCore.Builder.ControllerEndpointRouteBuilderExtensions::MapControllerRoute",
        "Microsoft.AspNetCore.Builder.ControllerEndpointRouteBuilderExtensions::MapDefaultControllerRoute",
        "Microsoft.AspNetCore.Builder.ReverseProxyIEndpointRouteBuilderExtensions::MapReverseProxy",
        "Microsoft.AspNetCore.Builder.RunExtensions::Run",
        "Microsoft.AspNetCore.Builder.UseExtensions::Use",
        "Microsoft.AspNetCore.Builder.UseMiddlewareExtensions::UseMiddleware",
        "Microsoft.AspNetCore.Builder.IApplicationBuilder::Use",
        "Ocelot.Middleware.OcelotMiddlewareExtensions::UseOcelot",
        "Steeltoe*::*",
    ];
}
