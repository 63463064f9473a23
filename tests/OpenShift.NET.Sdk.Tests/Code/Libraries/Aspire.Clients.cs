using System;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Npgsql
{
    public sealed class NpgsqlSettings
    {
        public string? ConnectionString { get; set; }

        public bool DisableHealthChecks { get; set; }
    }
}

namespace Aspire.Keyed
{
    public sealed class ClientSettings
    {
        public string? ConnectionString { get; set; }
    }
}

namespace Microsoft.Extensions.Hosting
{
    using Aspire.Keyed;
    using Aspire.Npgsql;

    public static class AspirePostgreSqlNpgsqlExtensions
    {
        public static void AddNpgsqlDataSource(this IHostApplicationBuilder builder, string connectionName, Action<NpgsqlSettings>? configureSettings = null, Action<object>? configureDataSourceBuilder = null) { }

        public static void AddKeyedNpgsqlDataSource(this IHostApplicationBuilder builder, string name, Action<NpgsqlSettings>? configureSettings = null, Action<object>? configureDataSourceBuilder = null) { }
    }

    public static class AspireEFPostgreSqlExtensions
    {
        public static void AddNpgsqlDbContext<TContext>(this IHostApplicationBuilder builder, string connectionName, Action<NpgsqlSettings>? configureSettings = null, Action<object>? configureDbContextOptions = null) where TContext : class { }

        public static void EnrichNpgsqlDbContext<TContext>(this IHostApplicationBuilder builder, Action<NpgsqlSettings>? configureSettings = null) where TContext : class { }
    }

    public static class AspireSqlServerEFCoreSqlClientExtensions
    {
        public static void AddSqlServerDbContext<TContext>(this IHostApplicationBuilder builder, string connectionName, Action<ClientSettings>? configureSettings = null, Action<object>? configureDbContextOptions = null) where TContext : class { }
    }

    public static class AspireSqlServerSqlClientExtensions
    {
        public static void AddSqlServerClient(this IHostApplicationBuilder builder, string connectionName, Action<ClientSettings>? configureSettings = null) { }
    }

    public static class AspireRedisExtensions
    {
        public static void AddRedisClient(this IHostApplicationBuilder builder, string connectionName, Action<ClientSettings>? configureSettings = null, Action<object>? configureOptions = null) { }
    }

    public static class AspireRedisDistributedCacheExtensions
    {
        public static void AddRedisDistributedCache(this IHostApplicationBuilder builder, string connectionName, Action<ClientSettings>? configureSettings = null, Action<object>? configureOptions = null) { }
    }

    public static class AspireRedisOutputCacheExtensions
    {
        public static void AddRedisOutputCache(this IHostApplicationBuilder builder, string connectionName, Action<ClientSettings>? configureSettings = null, Action<object>? configureOptions = null) { }
    }

    public static class AspireRabbitMQExtensions
    {
        public static void AddRabbitMQClient(this IHostApplicationBuilder builder, string connectionName, Action<ClientSettings>? configureSettings = null, Action<object>? configureConnectionFactory = null) { }
    }

    public static class AspireMongoDBDriverExtensions
    {
        public static void AddMongoDBClient(this IHostApplicationBuilder builder, string connectionName, Action<ClientSettings>? configureSettings = null, Action<object>? configureClientSettings = null) { }
    }

    public static class AspireMySqlConnectorExtensions
    {
        public static void AddMySqlDataSource(this IHostApplicationBuilder builder, string connectionName, Action<ClientSettings>? configureSettings = null) { }
    }

    public static class AspireKafkaProducerExtensions
    {
        public static void AddKafkaProducer<TKey, TValue>(this IHostApplicationBuilder builder, string connectionName, Action<ClientSettings>? configureSettings = null, Action<object>? configureBuilder = null) { }
    }

    public static class AspireKafkaConsumerExtensions
    {
        public static void AddKafkaConsumer<TKey, TValue>(this IHostApplicationBuilder builder, string connectionName, Action<ClientSettings>? configureSettings = null, Action<object>? configureBuilder = null) { }
    }

    public static class AspireBlobStorageExtensions
    {
        public static void AddAzureBlobServiceClient(this IHostApplicationBuilder builder, string connectionName, Action<ClientSettings>? configureSettings = null, Action<object>? configureClientBuilder = null) { }
    }

    public static class AspireKeyVaultExtensions
    {
        public static void AddAzureKeyVaultSecrets(this IConfigurationManager configurationManager, string connectionName, Action<ClientSettings>? configureSettings = null) { }
    }
}

namespace Microsoft.Extensions.DependencyInjection
{
    public static class ServiceDiscoveryServiceCollectionExtensions
    {
        public static IServiceCollection AddServiceDiscovery(this IServiceCollection services) => services;
    }

    public static class ServiceDiscoveryHttpClientBuilderExtensions
    {
        public static IHttpClientBuilder AddServiceDiscovery(this IHttpClientBuilder httpClientBuilder) => httpClientBuilder;
    }
}
