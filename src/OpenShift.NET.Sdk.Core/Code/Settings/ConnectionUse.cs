using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Code.Settings;

/// <summary>What code does with a connection string.</summary>
internal static class ConnectionUse
{
    private static readonly string[] s_servers =
    [
        "UseNpgsql", "UseSqlServer", "UseAzureSql", "UseMySql", "UseMySQL", "UseOracle", "UseCosmos", "UseMongoDB", "UseFirebird", "UseDb2", "UseSqlServerStorage", "UsePostgreSqlStorage", "UseRedisStorage", "UseMongoStorage",
        "UsePostgres", "UsePostgreSQL", "UseRabbitMQ", "UseRedis",

        // DbUp, FluentMigrator.
        "PostgresqlDatabase", "SqlDatabase", "MySqlDatabase", "WithGlobalConnectionString",
    ];

    // One string is the whole of how to reach a server; without it the constructor, or the first use, is an exception.
    private static readonly string[] s_clients =
    [
        "Npgsql.NpgsqlConnection", "Npgsql.NpgsqlDataSourceBuilder", "System.Data.SqlClient.SqlConnection", "Microsoft.Data.SqlClient.SqlConnection", "MySqlConnector.MySqlConnection", "MySql.Data.MySqlClient.MySqlConnection",
        "MySqlConnector.MySqlDataSourceBuilder", "Oracle.ManagedDataAccess.Client.OracleConnection", "MongoDB.Driver.MongoClient", "Azure.Messaging.ServiceBus.ServiceBusClient", "Azure.Storage.Blobs.BlobServiceClient",
        "Azure.Storage.Queues.QueueServiceClient", "Azure.Data.Tables.TableServiceClient", "Microsoft.Azure.Cosmos.CosmosClient",
    ];

    /// <summary>Whether a call gets what it needs to reach a server, and cannot do without.</summary>
    public static bool IsDatabase(string type, string method) =>
        s_servers.Contains(method)
        || (method == ".ctor" && s_clients.Contains(type))
        || (type == "StackExchange.Redis.ConnectionMultiplexer" && method is "Connect" or "ConnectAsync")
        || (type == "Npgsql.NpgsqlDataSource" && method == "Create");

    /// <summary>Whether a call throws without the address of a server, its first text, although it only writes down what it is given (sinks of logs), or reaches nobody.</summary>
    public static bool NeedsAddress(string type, string method) => (type, method) is
        ("Serilog.SeqLoggerConfigurationExtensions", "Seq")
        or ("Serilog.LoggerSinkConfigurationExtensions", "Http" or "DurableHttpUsingTimeRolledBuffers" or "DurableHttpUsingFileSizeRolledBuffers")
        or ("Serilog.Sinks.Grafana.Loki.LoggerConfigurationLokiExtensions", "GrafanaLoki")

        // Clients that take localhost or nothing without it, which is nobody in a pod.
        or ("Grpc.Net.Client.GrpcChannel", "ForAddress")
        or ("RabbitMQ.Client.ConnectionFactory", "set_HostName" or "set_UserName" or "set_Password")
        or ("Confluent.Kafka.ClientConfig", "set_BootstrapServers")

        // Who says whether a token is one.
        or ("Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions" or "Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions" or "IdentityServer4.AccessTokenValidation.IdentityServerAuthenticationOptions", "set_Authority")

        // A topic has a name.
        or ("Confluent.Kafka.IConsumer`2", "Subscribe")
        or ("Confluent.Kafka.IProducer`2", "Produce" or "ProduceAsync")
        or ("Npgsql.NpgsqlConnectionStringBuilder", "set_Host")
        or ("MySqlConnector.MySqlConnectionStringBuilder" or "MySql.Data.MySqlClient.MySqlConnectionStringBuilder", "set_Server")
        or ("Microsoft.Data.SqlClient.SqlConnectionStringBuilder" or "System.Data.SqlClient.SqlConnectionStringBuilder", "set_DataSource");

    /// <summary>Whether a call opens a file of its own rather than reaching a server.</summary>
    public static bool IsFile(string type, string method) =>
        method.Contains("Sqlite", StringComparison.OrdinalIgnoreCase) || type.Contains("Sqlite", StringComparison.OrdinalIgnoreCase) || type.StartsWith("LiteDB.", StringComparison.Ordinal);

    /// <summary>Whether a setting is a connection string by its name.</summary>
    public static bool IsConnectionString(string key)
    {
        ReadOnlySpan<string> words = SecretName.Words(key[(key.LastIndexOf(':') + 1)..]).AsSpan();
        return key.StartsWith("ConnectionStrings:", StringComparison.OrdinalIgnoreCase) || words is [.., "connectionstring"] or [.., "connection", "string"];
    }
}
