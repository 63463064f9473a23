namespace OpenShift.NET.Sdk.Projects.Addresses;

/// <summary>What kind of server an address leads to, as far as its form tells.</summary>
internal enum ServerKind
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>A web service: <c>http</c>, <c>https</c>, <c>ws</c>, <c>wss</c>.</summary>
    Web,

    /// <summary>A relational database whose product the form does not tell.</summary>
    Database,

    /// <summary>SQL Server.</summary>
    SqlServer,

    /// <summary>PostgreSQL.</summary>
    PostgreSql,

    /// <summary>MySQL or MariaDB.</summary>
    MySql,

    /// <summary>Oracle.</summary>
    Oracle,

    /// <summary>Redis or Valkey.</summary>
    Redis,

    /// <summary>MongoDB.</summary>
    MongoDb,

    /// <summary>RabbitMQ, or another broker of AMQP.</summary>
    RabbitMq,

    /// <summary>Kafka.</summary>
    Kafka,

    /// <summary>NATS.</summary>
    Nats,

    /// <summary>Elasticsearch or OpenSearch.</summary>
    Elasticsearch,

    /// <summary>Cassandra.</summary>
    Cassandra,

    /// <summary>A mail server.</summary>
    Smtp,

    /// <summary>A service of Azure by its connection string: Service Bus, Event Hubs, Storage.</summary>
    Azure,
}
