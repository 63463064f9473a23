using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Health;

/// <summary>Whom health endpoints ask, by the checks that are registered and what their code calls.</summary>
public static class HealthScopes
{
    private const string Registrations = "Microsoft.Extensions.DependencyInjection.";
    private const string Builder = Registrations + "IHealthChecksBuilder";

    // Checks that ask another service, by the name of the method that adds them.
    private static readonly HashSet<string> s_dependencies = new(StringComparer.Ordinal)
    {
        "AddDbContextCheck", "AddNpgSql", "AddSqlServer", "AddMySql", "AddOracle", "AddSqlite", "AddMongoDb", "AddRedis", "AddRabbitMQ", "AddKafka", "AddNats", "AddActiveMQ",
        "AddElasticsearch", "AddOpenSearch", "AddCosmosDb", "AddAzureCosmosDB", "AddCassandra", "AddRavenDB", "AddNeo4j", "AddClickHouse", "AddEventStore", "AddSolr",
        "AddUrlGroup", "AddTcpHealthCheck", "AddDnsResolveHealthCheck", "AddPingHealthCheck", "AddSftpHealthCheck", "AddFtpHealthCheck", "AddSmtpHealthCheck", "AddImapHealthCheck",
        "AddAzureBlobStorage", "AddAzureServiceBusQueue", "AddAzureServiceBusTopic", "AddAzureKeyVault", "AddS3", "AddSqs", "AddSignalRHub", "AddIdentityServer", "AddOpenIdConnectServer", "AddConsul", "AddHangfire",
    };

    // Checks of the process itself.
    private static readonly HashSet<string> s_self = new(StringComparer.Ordinal)
    {
        "AddPrivateMemoryHealthCheck", "AddProcessAllocatedMemoryHealthCheck", "AddWorkingSetHealthCheck", "AddVirtualMemorySizeHealthCheck", "AddDiskStorageHealthCheck", "AddApplicationStatus",
        "AddApplicationLifecycleHealthCheck", "AddResourceUtilizationHealthCheck", "AddManualHealthCheck", "AddProcessHealthCheck",
    };

    // Libraries that register a check of the service they speak to, with their own tags.
    private static readonly (KnownApi Api, string[] Tags)[] s_implicit =
    [
        ("Microsoft.Extensions.Hosting.Aspire*::Add*", []),
        ("MassTransit.DependencyInjectionRegistrationExtensions::AddMassTransit", ["ready", "masstransit"]),
    ];

    // Whoever calls these asks another service.
    private static readonly string[] s_clients =
    [
        "System.Net.Http.", "System.Net.Sockets.", "System.Net.NetworkInformation.Ping", "System.Data.", "Microsoft.EntityFrameworkCore.", "Microsoft.Data.", "Npgsql.", "MySql", "Oracle.", "StackExchange.Redis.",
        "MongoDB.", "RabbitMQ.", "Confluent.Kafka.", "NATS.", "Azure.", "Amazon.", "Grpc.Net.Client.", "Grpc.Core.Channel", "Elastic", "Nest.", "Dapper.", "MailKit.", "Minio.", "Microsoft.Azure.",
    ];

    // What the framework brings by itself; a distributed cache stands for another service.
    private static readonly string[] s_framework = ["System.", "Microsoft.AspNetCore.", "Microsoft.Extensions.", "Microsoft.FSharp.", "Microsoft.VisualBasic.", "Microsoft.Net.Http.Headers."];
    private const string DistributedCaches = "Microsoft.Extensions.Caching.Distributed.";

    private static readonly KnownApi s_runChecks = "Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckService::CheckHealthAsync";

    /// <summary>The checks of other services that an endpoint runs, as far as it can be told; nothing for one whose predicate cannot.</summary>
    /// <param name="code">The code.</param>
    /// <param name="endpoint">The endpoint.</param>
    public static IEnumerable<CodeCall> DependenciesOf(CodeFacts code, HealthEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(endpoint);
        if (!endpoint.RunsHealthChecks || endpoint.RunsNoChecks || (endpoint.HasPredicate && endpoint.Tags.IsEmpty))
        {
            return [];
        }

        return RegisteredFor(code, endpoint).Where(c => IsDependency(code, c));
    }

    /// <summary>Whom an endpoint that runs health checks asks.</summary>
    internal static HealthScope OfChecks(CodeFacts code, HealthEndpoint endpoint)
    {
        if (endpoint.RunsNoChecks)
        {
            return HealthScope.ThisProcess;
        }

        if (endpoint.HasPredicate && endpoint.Tags.IsEmpty)
        {
            return HealthScope.Unknown;
        }

        CodeCall[] registered = [.. RegisteredFor(code, endpoint)];
        return registered.Any(c => IsDependency(code, c)) ? HealthScope.Others
            : code.IsComplete && registered.All(c => IsOfThisProcess(code, c)) ? HealthScope.ThisProcess
            : HealthScope.Unknown;
    }

    /// <summary>Whom a handler asks that the application has written itself, by its own code and what that calls of the application.</summary>
    internal static HealthScope OfHandler(CodeFacts code, CodeCall mapped, CodeValue handler) =>
        handler is DelegateValue written && CallsOf(code, mapped, written) is var calls ? WithChecks(code, calls, OfHandler(code, mapped, calls)) : HealthScope.Unknown;

    // What is too much to be followed to its end elsewhere says nothing against a handler that was.
    private static HealthScope OfHandler(CodeFacts code, CodeCall mapped, CodeCall[] calls) => Of(calls, mapped.HandlerMethods is not null && (code.IsComplete || (code.IsReadWhole && calls.Length > 0)));

    private static CodeCall[] CallsOf(CodeFacts code, CodeCall mapped, DelegateValue handler) => [.. code.Calls.Where(c => IsOfHandler(mapped, handler, c))];

    // A handler that runs the checks itself asks whom they ask; which of them a predicate takes is not known.
    private static HealthScope WithChecks(CodeFacts code, CodeCall[] calls, HealthScope own)
    {
        if (own == HealthScope.Others || calls.FirstOrDefault(s_runChecks.Matches) is not { } run)
        {
            return own;
        }

        CodeCall[] registered = [.. Registered(code)];
        return registered.Length == 0 && code.IsComplete ? own
            : run.ParameterTypes.Length > 1 && run.Argument(0) is not ConstantValue { Value: null } ? HealthScope.Unknown
            : registered.Any(c => IsDependency(code, c)) ? HealthScope.Others
            : code.IsComplete && registered.All(c => IsOfThisProcess(code, c)) ? own
            : HealthScope.Unknown;
    }

    private static bool IsOfHandler(CodeCall mapped, DelegateValue handler, CodeCall call) => call.In.Key == handler.Method || mapped.HandlerMethods?.Contains(call.In.Key) == true;

    /// <summary>Whom a method of the application asks that calls no other one of it; asynchronous and lambda parts included.</summary>
    internal static HealthScope OfMethod(CodeFacts code, CodeMethod method)
    {
        CodeCall[] calls = [.. code.Calls.Where(c => c.In.Type == method.Type && c.In.Name == method.Name)];
        return WithChecks(code, calls, Of(calls, code.IsReadWhole));
    }

    /// <summary>Whether a handler that the application has written is known to call something that is not the framework's.</summary>
    internal static bool CallsOthers(CodeFacts code, CodeCall mapped, CodeValue handler) => handler is DelegateValue written && code.Calls.Any(c => IsOfHandler(mapped, written, c) && IsOfOthers(c));

    /// <summary>Whether a method is; asynchronous and lambda parts included.</summary>
    internal static bool CallsOthers(CodeFacts code, CodeMethod method) => code.Calls.Any(c => c.In.Type == method.Type && c.In.Name == method.Name && IsOfOthers(c));

    /// <summary>Whom a type of the application asks in its own methods.</summary>
    internal static HealthScope OfType(CodeFacts code, string type) => Of([.. code.Calls.Where(c => c.In.Type == type)], code.IsComplete);

    /// <summary>Whether no check is registered at all, which a gRPC health service answers with UNKNOWN.</summary>
    internal static bool HasNoChecks(CodeFacts code) => code.IsComplete && !Registered(code).Any();

    // What is called besides clients can ask others too, as a repository does.
    private static HealthScope Of(CodeCall[] calls, bool isFollowed) =>
        calls.Any(static c => s_clients.Any(p => c.Type.StartsWith(p, StringComparison.Ordinal))) ? HealthScope.Others
        : isFollowed && calls.All(static c => c.Type.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) || c.Type.StartsWith("Microsoft.Extensions.Diagnostics.HealthChecks.", StringComparison.Ordinal) || c.Type.StartsWith("Grpc.", StringComparison.Ordinal) || c.Type.StartsWith("Microsoft.Extensions.Logging.", StringComparison.Ordinal) || IsPlain(c.Type)) ? HealthScope.ThisProcess
        : HealthScope.Unknown;

    private static bool IsOfOthers(CodeCall call) => !s_framework.Any(p => call.Type.StartsWith(p, StringComparison.Ordinal)) || call.Type.StartsWith(DistributedCaches, StringComparison.Ordinal);

    private static bool IsPlain(string type) =>
        type.StartsWith("System.", StringComparison.Ordinal) && type["System.".Length..] is var name
        && (!name.Contains('.', StringComparison.Ordinal) || name.StartsWith("Threading.Tasks.", StringComparison.Ordinal) || name.StartsWith("Diagnostics.", StringComparison.Ordinal) || name.StartsWith("Reflection.", StringComparison.Ordinal) || name.StartsWith("Collections.", StringComparison.Ordinal) || name.StartsWith("Runtime.", StringComparison.Ordinal));

    private static IEnumerable<CodeCall> RegisteredFor(CodeFacts code, HealthEndpoint endpoint) =>
        Registered(code).Where(c => !endpoint.HasPredicate || TagsOf(c).Intersect(endpoint.Tags).Any());

    private static IEnumerable<CodeCall> Registered(CodeFacts code) => code.Calls.Where(static c =>
        c.InProduction && c.Method.StartsWith("Add", StringComparison.Ordinal)
        && ((c.ParameterTypes is [Builder, ..] && c.Method is not "AddCheckPublisher") || c.Type == Builder
            || (s_dependencies.Contains(c.Method) && c.Type.StartsWith(Registrations, StringComparison.Ordinal))
            || s_implicit.Any(i => i.Api.Matches(c))));

    private static bool IsDependency(CodeFacts code, CodeCall check) =>
        (s_dependencies.Contains(check.Method) && check.Type.StartsWith(Registrations, StringComparison.Ordinal)) || s_implicit.Any(i => i.Api.Matches(check))
        || OwnScope(code, check) == HealthScope.Others;

    private static bool IsOfThisProcess(CodeFacts code, CodeCall check) => s_self.Contains(check.Method) || OwnScope(code, check) == HealthScope.ThisProcess;

    // AddCheck<T>, AddCheck(name, new T()), AddCheck(name, () => …).
    private static HealthScope OwnScope(CodeFacts code, CodeCall check)
    {
        if (check.Method is not ("AddCheck" or "AddAsyncCheck" or "AddTypeActivatedCheck"))
        {
            return HealthScope.Unknown;
        }

        string? type = check.TypeArguments.FirstOrDefault() ?? check.Arguments.OfType<ObjectValue>().FirstOrDefault(o => code.Types.Any(t => t.Name == o.Type))?.Type;
        return type is not null ? OfType(code, type)
            // Not with checks that it runs itself, of which it is one.
            : check.Arguments.OfType<DelegateValue>().FirstOrDefault() is { } lambda ? OfHandler(code, check, CallsOf(code, check, lambda))
            : HealthScope.Unknown;
    }

    private static IEnumerable<string> TagsOf(CodeCall call) =>
        s_implicit.FirstOrDefault(i => i.Api.Matches(call)).Tags ?? call.Arguments.OfType<ArrayValue>().SelectMany(static a => a.Items).Select(static i => i.Text).OfType<string>();
}
