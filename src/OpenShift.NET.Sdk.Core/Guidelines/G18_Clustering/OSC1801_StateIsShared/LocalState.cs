using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Guidelines.AppCode;

namespace OpenShift.NET.Sdk.Guidelines.G18_Clustering.OSC1801_StateIsShared;

/// <summary>A way to keep state in one process that users expect to be everywhere.</summary>
/// <param name="Uses">The calls that set it up.</param>
/// <param name="Shared">The calls with which the state is shared; one of them is enough.</param>
/// <param name="Packages">Packages whose only purpose is to share it; a library of the company may call them.</param>
/// <param name="Seen">What follows from it, a predicate.</param>
/// <param name="Fix">What to do.</param>
internal sealed record LocalState(ImmutableArray<KnownApi> Uses, ImmutableArray<KnownApi> Shared, ImmutableArray<string> Packages, string Seen, CodeText Fix)
{
    /// <summary>Whether nothing is lost by it – what is kept can be had again, or is only a count – so that it is told as an info.</summary>
    public bool LosesNothing { get; init; }

    /// <summary>The calls without which what is set up is never used; empty: setting it up uses it.</summary>
    public ImmutableArray<KnownApi> Served { get; init; } = [];

    /// <summary>Whether it is the database of a context, for which the same code can choose another one.</summary>
    public bool IsDatabase { get; init; }

    /// <summary>The connection string that <see cref="Fix"/> reads; <see langword="null"/> when it reads none.</summary>
    public string? Setting
    {
        get
        {
            const string Read = "GetConnectionString(\"";
            int at = Fix.CSharp.IndexOf(Read, StringComparison.Ordinal);
            return at < 0 ? null : Fix.CSharp[(at + Read.Length)..Fix.CSharp.IndexOf('"', at + Read.Length)];
        }
    }

    private const string Services = "Microsoft.Extensions.DependencyInjection.";

    private const string Schedule = "keeps its schedule in the memory of one pod, so every pod runs every job";

    private static readonly CodeText s_quartz = new(
        "Let the pods share it: q.UsePersistentStore(s => { s.UsePostgres(…); s.UseClustering(); }).",
        "Let the pods share it: q.UsePersistentStore(fun s -> s.UsePostgres … and s.UseClustering()).",
        "Let the pods share it: q.UsePersistentStore(Sub(s) …) with s.UsePostgres(…) and s.UseClustering().");

    /// <summary>The caches that pods share.</summary>
    private static readonly ImmutableArray<KnownApi> s_caches =
    [
        Services + "StackExchangeRedisCacheServiceCollectionExtensions::AddStackExchangeRedisCache",
        Services + "SqlServerCachingServicesExtensions::AddDistributedSqlServerCache",
        Services + "SqlServerCacheServiceCollectionExtensions::*",
        Services + "PostgreSqlCachingServicesExtensions::*",
        "Community.Microsoft.Extensions.Caching.PostgreSql.*::*",
        Services + "CosmosCacheServiceCollectionExtensions::*",
        "Microsoft.Extensions.Hosting.AspireRedisDistributedCacheExtensions::*",
        Services + "NCacheServiceCollectionExtensions::*",
        "Alachisoft.NCache.*::*",
    ];

    private static readonly ImmutableArray<string> s_cachePackages =
    [
        "Microsoft.Extensions.Caching.StackExchangeRedis", "Microsoft.Extensions.Caching.SqlServer", "Microsoft.Extensions.Caching.Postgres", "Microsoft.Extensions.Caching.Cosmos",
        "Community.Microsoft.Extensions.Caching.PostgreSql", "NCache.Microsoft.Extensions.Caching", "Aspire.StackExchange.Redis.DistributedCaching",
    ];

    /// <summary>All that are known: another library is another line.</summary>
    public static ImmutableArray<LocalState> All() =>
    [
        new(
            [Services + "SessionServiceCollectionExtensions::AddSession"],
            s_caches,
            s_cachePackages,
            "keeps sessions in the memory of one pod: the next request can meet another one, where the session is empty",
            new(
                "Replace AddDistributedMemoryCache() with AddStackExchangeRedisCache(o => o.Configuration = builder.Configuration.GetConnectionString(\"redis\")).",
                "Replace AddDistributedMemoryCache() with AddStackExchangeRedisCache(fun o -> o.Configuration <- builder.Configuration.GetConnectionString \"redis\").",
                "Replace AddDistributedMemoryCache() with AddStackExchangeRedisCache(Sub(o) o.Configuration = builder.Configuration.GetConnectionString(\"redis\")).")),
        new(
            [Services + "MemoryCacheServiceCollectionExtensions::AddDistributedMemoryCache"],
            // Sessions are told by themselves.
            [.. s_caches, Services + "SessionServiceCollectionExtensions::AddSession"],
            s_cachePackages,
            "is a distributed cache in name only: each pod has its own, and does not find what another one put there",
            new(
                "Replace it with AddStackExchangeRedisCache(o => o.Configuration = builder.Configuration.GetConnectionString(\"redis\")).",
                "Replace it with AddStackExchangeRedisCache(fun o -> o.Configuration <- builder.Configuration.GetConnectionString \"redis\").",
                "Replace it with AddStackExchangeRedisCache(Sub(o) o.Configuration = builder.Configuration.GetConnectionString(\"redis\"))."))
        {
            LosesNothing = true,
            // The application itself, or a library that is known to ask for it.
            Served =
            [
                "Microsoft.Extensions.Caching.Distributed.IDistributedCache::*",
                "Microsoft.Extensions.Caching.Distributed.DistributedCacheExtensions::*",
                "Microsoft.AspNetCore.Mvc.Razor.RazorPageBase::CreateTagHelper",
                "*::AddHybridCache",
                "*::AddDistributedTokenCaches",
                "*::AddDistributedRateLimiting",
                "*::AddIdentityServer",
                "*::AddBff",
                "*::AddFusionCache",
                "*::AddEasyCaching",
                "*::AddOidcStateDataFormatterCache",
                "*::AddClientCredentialsTokenManagement",
                "*::AddOpenIdConnectAccessTokenManagement",
                "Volo.Abp.Caching.*::*",
            ],
        },
        new(
            [Services + "SignalRDependencyInjectionExtensions::AddSignalR"],
            [
                Services + "StackExchangeRedisDependencyInjectionExtensions::AddStackExchangeRedis",
                Services + "AzureSignalRDependencyInjectionExtensions::*",
                Services + "NCacheSignalR*::*",
                "Orleans.Hosting.*SignalR*::*",
                "SignalR.Orleans.*::*",
            ],
            ["Microsoft.AspNetCore.SignalR.StackExchangeRedis", "Microsoft.Azure.SignalR", "AspNetCore.SignalR.NCache", "SignalR.Orleans", "ManagedCode.Orleans.SignalR.Server"],
            "sends messages only to the clients of the same pod: groups, users and Clients.All miss those that are connected to another",
            new(
                "Add a backplane: .AddStackExchangeRedis(builder.Configuration.GetConnectionString(\"redis\")!).",
                "Add a backplane: .AddStackExchangeRedis(builder.Configuration.GetConnectionString \"redis\").",
                "Add a backplane: .AddStackExchangeRedis(builder.Configuration.GetConnectionString(\"redis\"))."))
        {
            Served = ["Microsoft.AspNetCore.Builder.HubEndpointRouteBuilderExtensions::*", "Microsoft.AspNetCore.SignalR.HubRouteBuilder::*"],
        },
        new(
            ["Hangfire.MemoryStorage.*::*", "Hangfire.*::UseMemoryStorage", "Hangfire.*::UseInMemoryStorage", "Hangfire.InMemory.InMemoryStorage::.ctor"],
            [],
            [],
            "keeps jobs in the memory of one pod: recurring jobs run in every pod, and waiting ones are lost with it",
            CodeText.Same("Use a storage that the pods share, for example UsePostgreSqlStorage or UseRedisStorage.")),
        new(
            ["Quartz.*::UseInMemoryStore"],
            [],
            [],
            Schedule,
            s_quartz),
        new(
            [Services + "QuartzServiceCollectionExtensions::AddQuartz", "Quartz.ServiceCollectionExtensions::AddQuartz"],
            // The store that is named is told by itself.
            ["Quartz.*::UsePersistentStore", "Quartz.*::UseClustering", "Quartz.*::UseInMemoryStore"],
            [],
            Schedule,
            s_quartz),
        new(
            ["Microsoft.EntityFrameworkCore.InMemoryDbContextOptionsExtensions::UseInMemoryDatabase"],
            [],
            [],
            "keeps the database in the memory of one pod: each pod has another one, and it is lost with the pod",
            CodeText.Same("Use a database that the pods share, for example UseNpgsql(builder.Configuration.GetConnectionString(\"db\"))."))
        {
            IsDatabase = true,
        },
        new(
            ["MassTransit.InMemoryConfigurationExtensions::UsingInMemory", "MassTransit.*::UsingInMemory"],
            ["MassTransit.*::UsingRabbitMq", "MassTransit.*::UsingAzureServiceBus", "MassTransit.*::UsingAmazonSqs", "MassTransit.*::UsingActiveMq", "MassTransit.*::UsingPostgres", "MassTransit.*::UsingSqlServer"],
            [],
            "carries messages in the memory of one pod: other pods do not get them, and they are lost with it",
            new(
                "Use a broker, for example x.UsingRabbitMq((context, cfg) => cfg.Host(builder.Configuration.GetConnectionString(\"rabbitmq\"))).",
                "Use a broker, for example x.UsingRabbitMq(fun context cfg -> cfg.Host(builder.Configuration.GetConnectionString \"rabbitmq\")).",
                "Use a broker, for example x.UsingRabbitMq(Sub(context, cfg) cfg.Host(builder.Configuration.GetConnectionString(\"rabbitmq\"))).")),
        new(
            ["MassTransit.*::InMemoryRepository", "MassTransit.*::SetInMemorySagaRepositoryProvider"],
            [],
            [],
            "keeps sagas in the memory of one pod: an event that meets another one does not find its saga",
            CodeText.Same("Use a repository that the pods share, for example EntityFrameworkRepository or RedisRepository.")),
        new(
            ["Microsoft.Extensions.DependencyInjection.*::AddInMemoryRateLimiting"],
            ["Microsoft.Extensions.DependencyInjection.*::AddRedisRateLimiting"],
            [],
            "counts requests in each pod for itself, so the limit grows with the number of pods",
            CodeText.Same("Use AddDistributedRateLimiting with Redis, or divide the limit by the number of pods.")),
        // A limit of concurrency is what one pod can bear, and is counted there on purpose.
        new(
            [
                "Microsoft.AspNetCore.RateLimiting.RateLimiterOptionsExtensions::AddFixedWindowLimiter",
                "Microsoft.AspNetCore.RateLimiting.RateLimiterOptionsExtensions::AddSlidingWindowLimiter",
                "Microsoft.AspNetCore.RateLimiting.RateLimiterOptionsExtensions::AddTokenBucketLimiter",
                "System.Threading.RateLimiting.RateLimitPartition::GetFixedWindowLimiter",
                "System.Threading.RateLimiting.RateLimitPartition::GetSlidingWindowLimiter",
                "System.Threading.RateLimiting.RateLimitPartition::GetTokenBucketLimiter",
            ],
            ["RedisRateLimiting.*::*"],
            ["RedisRateLimiting.AspNetCore"],
            "counts requests in each pod for itself, so the limit grows with the number of pods",
            CodeText.Same("Count in Redis with the package RedisRateLimiting.AspNetCore."))
        {
            LosesNothing = true,
        },
        new(
            ["Microsoft.Identity.Web.*::AddInMemoryTokenCaches"],
            [],
            [],
            "keeps users' tokens in the memory of one pod: in another one the user has to sign in again",
            CodeText.Same("Use AddDistributedTokenCaches() with AddStackExchangeRedisCache.")),
        new(
            [Services + "IdentityServerBuilderExtensionsInMemory::AddInMemoryPersistedGrants", Services + "IdentityServerBuilderExtensionsCrypto::AddDeveloperSigningCredential", "Microsoft.Extensions.DependencyInjection.OpenIddictServerBuilder::AddEphemeral*", "Microsoft.Extensions.DependencyInjection.OpenIddictServerBuilder::AddDevelopment*"],
            [],
            [],
            "makes keys or grants of each pod for itself: tokens of one pod are void in another",
            CodeText.Same("Keep them in a store that the pods share, and sign with a certificate from a Secret.")),
        new(
            ["Orleans.Hosting.*::UseInMemoryReminderService"],
            [],
            [],
            "keeps reminders in memory: they are lost when the pods are replaced",
            CodeText.Same("Use a reminder service with storage, for example UseAdoNetReminderService.")),
        new(
            ["Orleans.Hosting.*::AddMemoryGrainStorage*"],
            [],
            [],
            "keeps the state of grains in memory: it is lost when the pods are replaced",
            CodeText.Same("Use a grain storage that outlives them, for example AddAdoNetGrainStorage or AddRedisGrainStorage.")),
        new(
            // A broker inside the application.
            [
                "MQTTnet.AspNetCore.*::AddMqttServer*", "MQTTnet.AspNetCore.*::AddHostedMqttServer*", "MQTTnet.MqttFactory::CreateMqttServer", "MQTTnet.MqttFactoryExtensions::CreateMqttServer", "MQTTnet.Server.MqttServerFactory::CreateMqttServer",
                "Microsoft.Extensions.DependencyInjection.*::AddHostedMqttServer*",
            ],
            [],
            [],
            "is a broker of each pod for itself: what is published in one pod reaches no client that is connected to another, and retained messages and sessions are lost with it",
            CodeText.Same("Run a broker that the pods share and connect to it, or run one pod: <OpenShiftNonScalable>true</OpenShiftNonScalable>.")),
        new(
            ["*::UseInMemoryMessageQueue"],
            [],
            [],
            "carries messages in the memory of one pod: other pods do not get them, and they are lost with it",
            CodeText.Same("Use a broker, for example UseRabbitMQ or UseKafka.")),
    ];
}
