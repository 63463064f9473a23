using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Health;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Guidelines.G20_HealthProbes;

/// <summary>What the code says of health endpoints and of the checks behind them.</summary>
internal static class PublishedHealth
{
    private const string Registrations = "Microsoft.Extensions.DependencyInjection.";

    // Checks that ask another service, by the name of the method that adds them. Those of one's own process (memory, disk, hosted services) are none.
    private static readonly string[] s_dependencies =
    [
        "AddDbContextCheck", "AddNpgSql", "AddSqlServer", "AddMySql", "AddOracle", "AddSqlite", "AddMongoDb", "AddRedis", "AddRabbitMQ", "AddKafka", "AddNats", "AddActiveMQ",
        "AddElasticsearch", "AddOpenSearch", "AddCosmosDb", "AddAzureCosmosDB", "AddCassandra", "AddRavenDB", "AddNeo4j", "AddClickHouse", "AddEventStore", "AddSolr",
        "AddUrlGroup", "AddTcpHealthCheck", "AddDnsResolveHealthCheck", "AddPingHealthCheck", "AddSftpHealthCheck", "AddFtpHealthCheck", "AddSmtpHealthCheck", "AddImapHealthCheck",
        "AddAzureBlobStorage", "AddAzureServiceBusQueue", "AddAzureServiceBusTopic", "AddAzureKeyVault", "AddS3", "AddSqs", "AddSignalRHub", "AddIdentityServer", "AddOpenIdConnectServer", "AddConsul", "AddHangfire",
    ];

    /// <summary>The endpoints, those for other environments too.</summary>
    public static ImmutableArray<HealthEndpoint> Endpoints(Publication publication, CodeFacts code) => HealthEndpoints.Find(code, PublishedSettings.InPod(publication));

    /// <summary>The checks of other services that an endpoint runs, as far as it can be told; nothing for one whose predicate cannot.</summary>
    public static IEnumerable<CodeCall> DependenciesOf(CodeFacts code, HealthEndpoint endpoint)
    {
        if (!endpoint.RunsHealthChecks || endpoint.RunsNoChecks || (endpoint.HasPredicate && endpoint.Tags.IsEmpty))
        {
            yield break;
        }

        foreach (CodeCall call in code.Calls)
        {
            if (call.InProduction && s_dependencies.Contains(call.Method, StringComparer.Ordinal) && call.Type.StartsWith(Registrations, StringComparison.Ordinal)
                && (!endpoint.HasPredicate || TagsOf(call).Intersect(endpoint.Tags).Any()))
            {
                yield return call;
            }
        }
    }

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

    private static IEnumerable<string> TagsOf(CodeCall call) =>
        call.Arguments.OfType<ArrayValue>().SelectMany(static a => a.Items).Select(static i => i.Text).OfType<string>();
}
