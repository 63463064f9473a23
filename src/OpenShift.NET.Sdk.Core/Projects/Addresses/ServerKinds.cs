namespace OpenShift.NET.Sdk.Projects.Addresses;

/// <summary>What kind of server schemes, ports and keys belong to.</summary>
internal static class ServerKinds
{
    /// <summary>The kind by a URL's scheme.</summary>
    public static ServerKind OfScheme(string scheme, int? port) => scheme switch
    {
        "http" or "https" or "ws" or "wss" or "https+http" or "http+https" => OfPort(port) is ServerKind.Elasticsearch ? ServerKind.Elasticsearch : ServerKind.Web,
        "amqp" or "amqps" or "rabbitmq" or "rabbitmqs" => ServerKind.RabbitMq,
        "redis" or "rediss" or "valkey" => ServerKind.Redis,
        "mongodb" or "mongodb+srv" => ServerKind.MongoDb,
        "postgres" or "postgresql" => ServerKind.PostgreSql,
        "mysql" or "mariadb" => ServerKind.MySql,
        "mssql" or "sqlserver" => ServerKind.SqlServer,
        "oracle" => ServerKind.Oracle,
        "kafka" or "plaintext" or "sasl_plaintext" or "sasl_ssl" => ServerKind.Kafka,
        "nats" or "nats+tls" => ServerKind.Nats,
        "smtp" or "smtps" => ServerKind.Smtp,
        "sb" => ServerKind.Azure,
        _ => OfPort(port),
    };

    /// <summary>The kind by a port that one product alone is known by.</summary>
    public static ServerKind OfPort(int? port) => port switch
    {
        1433 => ServerKind.SqlServer,
        5432 => ServerKind.PostgreSql,
        3306 => ServerKind.MySql,
        1521 => ServerKind.Oracle,
        6379 or 6380 => ServerKind.Redis,
        27017 => ServerKind.MongoDb,
        5671 or 5672 => ServerKind.RabbitMq,
        9092 or 9093 or 29092 => ServerKind.Kafka,
        4222 => ServerKind.Nats,
        9200 => ServerKind.Elasticsearch,
        9042 => ServerKind.Cassandra,
        25 or 465 or 587 or 1025 or 2525 => ServerKind.Smtp,
        _ => ServerKind.Unknown,
    };

    /// <summary>The kind by the keys of a connection string.</summary>
    public static ServerKind OfParts(List<ConnectionStringPart> parts, HostAddress first)
    {
        if (Has("initialcatalog", "integratedsecurity", "trustedconnection", "multipleactiveresultsets", "trustservercertificate", "attachdbfilename") || first.Host.Contains('\\', StringComparison.Ordinal) || first.Host is "." or "(local)" or "(localdb)")
        {
            return ServerKind.SqlServer;
        }

        return Has("contactpoints", "contactpoint", "defaultkeyspace") ? ServerKind.Cassandra
            : Has("sharedaccesskey", "sharedaccesskeyname", "accountkey", "usedevelopmentstorage", "usedevelopmentemulator") ? ServerKind.Azure
            : Has("virtualhost", "prefetchcount", "publisherconfirms") ? ServerKind.RabbitMq
            : Has("bootstrapservers", "bootstrap.servers", "metadata.broker.list") ? ServerKind.Kafka
            : OfPort(first.Port) is var byPort and not ServerKind.Unknown ? byPort
            : parts.Any(static p => p.Key is ConnectionStringKey.Database or ConnectionStringKey.DataSource) ? ServerKind.Database
            : ServerKind.Unknown;

        bool Has(params ReadOnlySpan<string> names)
        {
            foreach (string name in names)
            {
                if (parts.Exists(p => p.Name == name))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The name that a Service of the kind commonly has.</summary>
    public static string ServiceName(ServerKind kind) => kind switch
    {
        ServerKind.PostgreSql => "postgresql",
        ServerKind.MySql => "mysql",
        ServerKind.Database or ServerKind.SqlServer or ServerKind.Oracle => "database",
        ServerKind.Redis => "redis",
        ServerKind.MongoDb => "mongodb",
        ServerKind.RabbitMq => "rabbitmq",
        ServerKind.Kafka => "kafka",
        ServerKind.Nats => "nats",
        ServerKind.Elasticsearch => "elasticsearch",
        ServerKind.Cassandra => "cassandra",
        ServerKind.Smtp => "smtp",
        _ => "backend",
    };
}
