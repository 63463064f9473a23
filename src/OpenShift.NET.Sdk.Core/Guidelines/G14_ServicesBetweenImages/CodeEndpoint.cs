using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Projects.Addresses;

namespace OpenShift.NET.Sdk.Guidelines.G14_ServicesBetweenImages;

/// <summary>The address of another service that stands in the application's code.</summary>
/// <param name="Call">The call that gets it.</param>
/// <param name="Host">The host, with its port where one is named.</param>
/// <param name="Setting">The setting that replaces it when it is set; <see langword="null"/> when nothing can.</param>
internal sealed record CodeEndpoint(CodeCall Call, HostAddress Host, ConfigurationValue? Setting)
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
        "KafkaFlow.Configuration.IClusterConfigurationBuilder::WithBrokers",
        "NATS.Client.Core.NatsOpts::set_Url",
        "Cassandra.Builder::AddContactPoint*",
        "MongoDB.Driver.MongoClientSettings::FromConnectionString",
        "MongoDB.Driver.MongoUrl::.ctor",
        "Nest.ConnectionSettings::.ctor",
        "Elasticsearch.Net.ConnectionConfiguration::.ctor",
        "EasyNetQ.RabbitHutch::CreateBus",
        "Elastic.Clients.Elasticsearch.ElasticsearchClientSettings::.ctor",
        "Hangfire.SqlServerStorageExtensions::UseSqlServerStorage",
        "Hangfire.RedisStorageGlobalConfigurationExtensions::UseRedisStorage",
        "Hangfire.PostgreSql.PostgreSqlBootstrapperConfigurationExtensions::UsePostgreSqlStorage",
        "Serilog.SeqLoggerConfigurationExtensions::Seq",
        "OpenTelemetry.Exporter.OtlpExporterOptions::set_Endpoint",
        "Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions::set_Authority",
        "Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions::set_Authority",
        "Microsoft.AspNetCore.Builder.DirectForwardingIEndpointRouteBuilderExtensions::MapForwarder",
        "Yarp.ReverseProxy.Forwarder.IHttpForwarder*::SendAsync",
        "Yarp.ReverseProxy.Configuration.DestinationConfig::set_Address",
    ];

    // Clients that take this machine where nothing names a server, and what names one; a client with properties may get them from the configuration.
    private static readonly (KnownApi Client, int Port, KnownApi[] Named)[] s_implied =
    [
        ("MassTransit.*::CreateUsingRabbitMq", 5672, ["MassTransit.RabbitMqHostConfigurationExtensions::Host", "MassTransit.IRabbitMqBusFactoryConfigurator::Host"]),
        ("RabbitMQ.Client.ConnectionFactory::.ctor", 5672, ["RabbitMQ.Client.ConnectionFactory::set_HostName", "RabbitMQ.Client.ConnectionFactory::set_Uri", "RabbitMQ.Client.ConnectionFactory::set_Endpoint*", "Microsoft.Extensions.Configuration.ConfigurationBinder::Bind"]),
        ("MongoDB.Driver.MongoClient::.ctor", 27017, ["MongoDB.Driver.MongoClientSettings::set_Server*", "MongoDB.Driver.MongoClientSettings::From*"]),
        ("NATS.Client.Core.NatsConnection::.ctor", 4222, ["NATS.Client.Core.NatsOpts::set_Url"]),
        ("Elastic.Clients.Elasticsearch.ElasticsearchClient::.ctor", 9200, ["Elastic.Clients.Elasticsearch.ElasticsearchClientSettings::.ctor"]),
    ];

    // Clients of databases, stores and brokers that are given hosts without more.
    private static readonly string[] s_backingServices =
    [
        "StackExchange.Redis.", "Microsoft.Extensions.Caching.StackExchangeRedis.", "Microsoft.Extensions.DependencyInjection.StackExchangeRedis", "MongoDB.", "RabbitMQ.", "MassTransit.", "EasyNetQ.", "Confluent.Kafka.", "KafkaFlow.", "NATS.",
        "Cassandra.", "Npgsql.", "MySql", "Hangfire.", "MailKit.",
    ];

    // Texts that are shown, compared or kept, and no client gets.
    private static readonly string[] s_notClients =
    [
        "System.Console", "System.String", "System.Text.", "System.Diagnostics.", "System.Collections.", "System.Linq.", "System.IO.", "System.Environment", "System.Reflection.", "System.Threading.", "Microsoft.Extensions.Logging.",
        "Microsoft.Extensions.Configuration.", "Microsoft.AspNetCore.Cors.", "Microsoft.AspNetCore.Hosting.", "Microsoft.AspNetCore.Builder.", "Microsoft.AspNetCore.Http.", "Microsoft.AspNetCore.Mvc.", "Microsoft.Extensions.Primitives.",
        "Microsoft.OpenApi.", "Swashbuckle.", "NSwag.", "Serilog.Log", "Serilog.ILogger", "OpenIddict.", "Duende.IdentityServer.Models.", "IdentityServer4.Models.",
    ];

    // Three rules ask for them.
    private static readonly ConditionalWeakTable<CodeFacts, Found> s_found = [];

    private static readonly KnownApi s_uri = "System.Uri::.ctor";

    private static readonly KnownApi[] s_discovery =
    [
        "Microsoft.Extensions.DependencyInjection.ServiceDiscoveryServiceCollectionExtensions::AddServiceDiscovery*",
        "Microsoft.Extensions.DependencyInjection.ServiceDiscoveryHttpClientBuilderExtensions::AddServiceDiscovery",
        "Microsoft.Extensions.Hosting.*::AddServiceDiscovery*",
    ];

    /// <summary>Whether service discovery turns the host into an address from the configuration (<c>services__catalog__http__0</c>), so that a deployment can change it.</summary>
    public bool IsDiscovered { get; init; }

    /// <summary>Whether no text names the host: the client takes it by itself.</summary>
    public bool IsImplied { get; init; }

    /// <summary>The addresses in code that runs in Production, each once, with the call that uses it.</summary>
    public static ImmutableArray<CodeEndpoint> AllOf(Publication publication) => publication.Code is { } code ? s_found.GetValue(code, static c => new Found([.. Find(c)])).Endpoints : [];

    private static IEnumerable<CodeEndpoint> Find(CodeFacts code)
    {
        // One call can be made in several ways; the place is the same to a reader.
        var seen = new HashSet<(string, string, int?, int?)>();
        var told = new HashSet<(string, int?, ServerKind)>();
        bool discovers = code.CallsTo(s_discovery).Any(static c => c.InProduction);
        foreach (CodeCall call in code.CallsTo(s_clients).Where(static c => c.InProduction))
        {
            foreach (CodeValue value in call.Arguments.SelectMany(static a => a.Alternatives))
            {
                foreach (CodeEndpoint endpoint in In(call, value, null, discovers))
                {
                    told.Add((endpoint.Host.Host, endpoint.Host.Port, endpoint._kind));
                    if (seen.Add((call.In.Key, endpoint.Host.Host, endpoint.Host.Port, call.Place?.Line)))
                    {
                        yield return endpoint;
                    }
                }
            }
        }

        foreach ((KnownApi client, int port, KnownApi[] named) in s_implied)
        {
            // Connections by a list of hosts, and clients that get theirs from elsewhere.
            if (code.CallsTo(client).FirstOrDefault(static c => c.InProduction) is { } made && (made.Method != ".ctor" || made.Arguments.IsEmpty) && !code.NamedMethods.Any(m => named.Any(n => n.Matches(m.Type, m.Method)))
                && !code.Calls.Any(static c => c.Method.StartsWith("CreateConnection", StringComparison.Ordinal) && c.ParameterTypes.Any(static t => t.StartsWith("System.Collections.Generic.I", StringComparison.Ordinal))) && told.Add(("localhost", port, ServerKind.Unknown)))
            {
                yield return new CodeEndpoint(made, new HostAddress("localhost", port, 0, 0), null) { IsImplied = true };
            }
        }

        // Clients that are not known: a URL with its port, a broker's or database's scheme, or a connection string says enough by itself.
        foreach (CodeCall call in code.Calls)
        {
            if (!call.Arguments.Any(static a => a.Alternatives.Any(MayBe)) || !call.InProduction || IsNoClient(call))
            {
                continue;
            }

            foreach (CodeValue value in call.Arguments.SelectMany(static a => a.Alternatives))
            {
                if (!MayBe(value))
                {
                    continue;
                }

                foreach (CodeEndpoint endpoint in In(call, value, null, discovers))
                {
                    if (endpoint.IsTelling && told.Add((endpoint.Host.Host, endpoint.Host.Port, endpoint._kind)))
                    {
                        yield return endpoint;
                    }
                }
            }
        }
    }

    private ServerKind _kind;

    /// <summary>Whether it is a database, a store, a broker or a mail server: it is the deployment's own, whatever its name looks like.</summary>
    public bool IsBackingService => _kind is not (ServerKind.Unknown or ServerKind.Web) || Call.Type.EndsWith("SmtpClient", StringComparison.Ordinal) || s_backingServices.Any(p => Call.Type.StartsWith(p, StringComparison.Ordinal));

    private sealed record Found(ImmutableArray<CodeEndpoint> Endpoints);

    // A base that only makes relative URLs whole has no port: new Uri("http://localhost").
    private bool IsTelling { get; init; }

    private static bool MayBe(CodeValue value) => value switch
    {
        ConstantValue { Value: string text } => text.Contains("://", StringComparison.Ordinal) || text.Contains('=', StringComparison.Ordinal) || (text.Length > 2 && text.Contains(':', StringComparison.Ordinal) && char.IsAsciiDigit(text[^1])),
        ArrayValue array => array.Items.Any(MayBe),
        TextValue { Prefix: { } prefix } => prefix.Contains("://", StringComparison.Ordinal) || prefix.Contains('=', StringComparison.Ordinal),
        ConfigurationValue { Default: { } otherwise } => MayBe(otherwise),
        _ => false,
    };

    // ValidIssuer, Audience, SignedOutRedirectUri: the application's own addresses, and those of who calls it.
    private static bool IsNoClient(CodeCall call) =>
        (call.Method.StartsWith("set_", StringComparison.Ordinal) && AddressRoles.Of(call.Method[4..]) is AddressRole.Own or AddressRole.Caller)
        || (call.Type.StartsWith("System.", StringComparison.Ordinal) && !s_uri.Matches(call) && !call.Type.StartsWith("System.Data.", StringComparison.Ordinal) && !call.Type.StartsWith("System.Net.", StringComparison.Ordinal))
        || call.Type.EndsWith("Exception", StringComparison.Ordinal)
        // Where it listens itself.
        || call.Type is "System.Net.HttpListenerPrefixCollection" or "System.Net.HttpListener"
        || s_notClients.Any(n => call.Type.StartsWith(n, StringComparison.Ordinal));

    private static IEnumerable<CodeEndpoint> In(CodeCall call, CodeValue value, ConfigurationValue? setting, bool discovers)
    {
        switch (value)
        {
            case ConfigurationValue read when AddressRoles.Of(read.Key) is AddressRole.Own or AddressRole.Caller:
                return [];
            case ConfigurationValue { Default: { } otherwise } read:
                return In(call, otherwise, setting ?? read, discovers);
            case ObjectValue { Type: "System.Uri" or "System.UriBuilder", Arguments: [var address, ..] }:
                return In(call, address, setting, discovers);
            case OneOfValue one:
                return one.Values.SelectMany(v => In(call, v, setting, discovers));
            case ArrayValue array:
                return array.Items.SelectMany(v => In(call, v, setting, discovers));
            case ConstantValue { Value: string text }:
                return Hosts(call, text, setting, discovers);
            case TextValue text when Otherwise(text) is ({ } whole, { } read):
                return Hosts(call, whole, setting ?? read, discovers);
            case TextValue { Prefix: { Length: > 0 } prefix }:
                return Hosts(call, Whole(prefix), setting, discovers);
            default:
                return [];
        }
    }

    // A host name by itself is an address only where nothing else can stand.
    private static IEnumerable<CodeEndpoint> Hosts(CodeCall call, string text, ConfigurationValue? setting, bool discovers)
    {
        bool isName = call.Method is "set_HostName" or "set_Host" or "set_Server" or "set_DataSource" or "set_BootstrapServers" || call.Type.StartsWith("MailKit.", StringComparison.Ordinal) || call.Type.EndsWith("SmtpClient", StringComparison.Ordinal) || call.Type.EndsWith("TcpClient", StringComparison.Ordinal)
            || call.Type.StartsWith("StackExchange.Redis.", StringComparison.Ordinal) || call.Type.StartsWith("MassTransit.", StringComparison.Ordinal);
        // SQL Server's own names for this machine, ".", "(local)", are hosts in a connection string alone.
        if (AddressText.Read(call.Method == "set_DataSource" ? "Server=" + text + ";Integrated Security=true" : text, isName) is not { } address)
        {
            return [];
        }

        int? port = isName && call.Argument(1).Number is >= 1 and <= 65535 and var number ? (int)number : null;
        return address.Hosts.Where(static h => !HostNames.IsAny(h.Host)).Select(h => new CodeEndpoint(call, h with { Port = h.Port ?? port }, setting)
        {
            _kind = address.Kind,
            IsDiscovered = address.IsDiscovered || (discovers && address is { Form: AddressForm.Url, Kind: ServerKind.Web or ServerKind.Unknown } && h.Port is null),
            IsTelling = address.Form switch
            {
                AddressForm.Url => h.Port is not null || address.Kind is not (ServerKind.Web or ServerKind.Unknown),
                AddressForm.ConnectionString => address.Kind != ServerKind.Unknown || address.IntegratedSecurity,
                AddressForm.Hosts => h.Port is not null && (h.IsLocal || HostNames.IsFixedAddress(h.Host)),
                _ => false,
            },
        });
    }

    // "http://" + (configuration["Host"] ?? "localhost") + ":8080", with what is taken when nothing is set.
    private static (string? Text, ConfigurationValue? Setting) Otherwise(TextValue text)
    {
        string whole = "";
        ConfigurationValue? setting = null;
        foreach (CodeValue part in text.Parts)
        {
            switch (part)
            {
                case ConstantValue { Value: { } constant }:
                    whole += constant is string known ? known : FormattableString.Invariant($"{constant}");
                    break;
                case ConfigurationValue { Default: ConstantValue { Value: { } otherwise } } read:
                    whole += FormattableString.Invariant($"{otherwise}");
                    setting ??= read;
                    break;
                default:
                    return default;
            }
        }

        return (whole, setting);
    }

    // What is put together goes on behind the known beginning, so its last piece is not the whole one.
    private static string Whole(string prefix)
    {
        int scheme = prefix.IndexOf("://", StringComparison.Ordinal);
        int end = prefix.AsSpan(scheme < 0 ? 0 : scheme + 3).LastIndexOfAny([';', '/', ':', ',', '?']);
        return end < 0 ? "" : prefix[..(end + (scheme < 0 ? 0 : scheme + 3))];
    }
}
