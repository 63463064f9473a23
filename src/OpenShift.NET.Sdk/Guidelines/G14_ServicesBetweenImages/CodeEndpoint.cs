using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Guidelines.G14_ServicesBetweenImages;

/// <summary>The address of another service that stands in the application's code.</summary>
/// <param name="Call">The call that gets it.</param>
/// <param name="Host">The host.</param>
/// <param name="Port">The port; <see langword="null"/> when none is named or known.</param>
/// <param name="Setting">The setting that replaces it when it is set; <see langword="null"/> when nothing can.</param>
internal sealed record CodeEndpoint(CodeCall Call, string Host, int? Port, ConfigurationValue? Setting)
{
    // Clients that get an address: every text among the arguments is looked at, so that one more client is one more line.
    private static readonly KnownApi[] s_clients =
    [
        "System.Net.Http.HttpClient::*",
        "System.Net.Http.HttpRequestMessage::.ctor",
        "System.Net.Http.Json.HttpClientJsonExtensions::*",
        "System.Net.Sockets.TcpClient::Connect*",
        "System.Net.Sockets.TcpClient::.ctor",
        "System.Net.WebSockets.ClientWebSocket::ConnectAsync",
        "System.Net.Mail.SmtpClient::.ctor",
        "System.Net.Mail.SmtpClient::set_Host",
        "MailKit.Net.Smtp.SmtpClient::Connect*",
        "MailKit.MailService::Connect*",
        "MailKit.IMailService::Connect*",
        "Grpc.Net.Client.GrpcChannel::ForAddress",
        "Grpc.Net.ClientFactory.GrpcClientFactoryOptions::set_Address",
        "Refit.RestService::For",
        "RestSharp.RestClient::.ctor",
        "RestSharp.RestClientOptions::.ctor",
        "Microsoft.AspNetCore.SignalR.Client.HubConnectionBuilderHttpExtensions::WithUrl",
        "Microsoft.Data.SqlClient.SqlConnection::.ctor",
        "System.Data.SqlClient.SqlConnection::.ctor",
        "Microsoft.Data.SqlClient.SqlConnectionStringBuilder::set_DataSource",
        "System.Data.SqlClient.SqlConnectionStringBuilder::set_DataSource",
        "Npgsql.NpgsqlConnectionStringBuilder::set_Host",
        "MySqlConnector.MySqlConnectionStringBuilder::set_Server",
        "MySql.Data.MySqlClient.MySqlConnectionStringBuilder::set_Server",
        "System.Data.Common.DbConnection::set_ConnectionString",
        "System.Data.Common.DbConnectionStringBuilder::.ctor",
        "Npgsql.NpgsqlConnection::.ctor",
        "Npgsql.NpgsqlConnectionStringBuilder::.ctor",
        "Npgsql.NpgsqlDataSource::Create",
        "Npgsql.NpgsqlDataSourceBuilder::.ctor",
        "Npgsql.NpgsqlSlimDataSourceBuilder::.ctor",
        "Microsoft.Extensions.DependencyInjection.NpgsqlServiceCollectionExtensions::AddNpgsqlDataSource",
        "MySqlConnector.MySqlConnection::.ctor",
        "MySqlConnector.MySqlDataSource::.ctor",
        "MySqlConnector.MySqlDataSourceBuilder::.ctor",
        "MySql.Data.MySqlClient.MySqlConnection::.ctor",
        "Oracle.ManagedDataAccess.Client.OracleConnection::.ctor",
        "Microsoft.EntityFrameworkCore.NpgsqlDbContextOptionsBuilderExtensions::UseNpgsql",
        "Microsoft.EntityFrameworkCore.SqlServerDbContextOptionsExtensions::UseSqlServer",
        "Microsoft.EntityFrameworkCore.MySqlDbContextOptionsBuilderExtensions::UseMySql",
        "Microsoft.EntityFrameworkCore.MySQLDbContextOptionsExtensions::UseMySQL",
        "Microsoft.EntityFrameworkCore.OracleDbContextOptionsExtensions::UseOracle",
        "StackExchange.Redis.ConnectionMultiplexer::Connect*",
        "StackExchange.Redis.ConfigurationOptions::Parse",
        "StackExchange.Redis.EndPointCollection::Add",
        "Microsoft.Extensions.Caching.StackExchangeRedis.RedisCacheOptions::set_Configuration",
        "Microsoft.Extensions.DependencyInjection.StackExchangeRedisDependencyInjectionExtensions::AddStackExchangeRedis",
        "MongoDB.Driver.MongoClient::.ctor",
        "RabbitMQ.Client.ConnectionFactory::set_HostName",
        "RabbitMQ.Client.ConnectionFactory::set_Uri",
        "MassTransit.RabbitMqHostConfigurationExtensions::Host",
        "Confluent.Kafka.ClientConfig::set_BootstrapServers",
        "Elastic.Clients.Elasticsearch.ElasticsearchClientSettings::.ctor",
        "Hangfire.SqlServerStorageExtensions::UseSqlServerStorage",
        "Hangfire.RedisStorageGlobalConfigurationExtensions::UseRedisStorage",
        "Hangfire.PostgreSql.PostgreSqlBootstrapperConfigurationExtensions::UsePostgreSqlStorage",
        "Serilog.SeqLoggerConfigurationExtensions::Seq",
        "OpenTelemetry.Exporter.OtlpExporterOptions::set_Endpoint",
        "Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions::set_Authority",
        "Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions::set_Authority",
    ];

    /// <summary>The addresses in code that runs in Production, each with the call that uses it.</summary>
    public static IEnumerable<CodeEndpoint> AllOf(Publication publication)
    {
        if (publication.Code is not { } code)
        {
            yield break;
        }

        // One call can be made in several ways; the place is the same to a reader.
        var seen = new HashSet<(string, string, int?, int?)>();
        foreach (CodeCall call in code.CallsTo(s_clients).Where(static c => c.InProduction))
        {
            foreach (CodeValue value in call.Arguments.SelectMany(static a => a.Alternatives))
            {
                foreach (CodeEndpoint endpoint in In(call, value, null))
                {
                    if (seen.Add((call.In.Key, endpoint.Host, endpoint.Port, call.Place?.Line)))
                    {
                        yield return endpoint;
                    }
                }
            }
        }
    }

    private static IEnumerable<CodeEndpoint> In(CodeCall call, CodeValue value, ConfigurationValue? setting)
    {
        switch (value)
        {
            case ConfigurationValue { Default: { } otherwise } read:
                return In(call, otherwise, setting ?? read);
            case ObjectValue { Type: "System.Uri" or "System.UriBuilder", Arguments: [var address, ..] }:
                return In(call, address, setting);
            case OneOfValue one:
                return one.Values.SelectMany(v => In(call, v, setting));
            case ConstantValue { Value: string text }:
                return Hosts(call, text).Select(h => new CodeEndpoint(call, h.Host, h.Port, setting));
            case TextValue { Prefix: { Length: > 0 } prefix }:
                return Hosts(call, Whole(prefix)).Select(h => new CodeEndpoint(call, h.Host, h.Port, setting));
            default:
                return [];
        }
    }

    // A host name by itself is an address only where nothing else can stand.
    private static IEnumerable<(string Host, int? Port)> Hosts(CodeCall call, string text) =>
        EndpointText.HostsIn("", call.Method is "set_HostName" or "set_Host" or "set_Server" or "set_DataSource" || call.Type.StartsWith("MailKit.", StringComparison.Ordinal) || call.Type.EndsWith("SmtpClient", StringComparison.Ordinal) || call.Type.EndsWith("TcpClient", StringComparison.Ordinal) ? "Host=" + text : text);

    // What is put together goes on behind the known beginning, so its last piece is not the whole one.
    private static string Whole(string prefix)
    {
        int scheme = prefix.IndexOf("://", StringComparison.Ordinal);
        int end = prefix.AsSpan(scheme < 0 ? 0 : scheme + 3).LastIndexOfAny([';', '/', ':', ',', '?']);
        return end < 0 ? "" : prefix[..(end + (scheme < 0 ? 0 : scheme + 3))];
    }
}
