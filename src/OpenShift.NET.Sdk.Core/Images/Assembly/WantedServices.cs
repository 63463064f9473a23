using System.Collections.Immutable;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Images.Assembly;

/// <summary>The services an image probably needs, told by the client libraries that are published with it.</summary>
public static class WantedServices
{
    /// <summary>The value of <c>OpenShiftWants</c> that wants nothing, whatever is published.</summary>
    public const string None = "none";

    // Package and service, as the names of OpenShift's own images and templates have it.
    private static readonly (string Package, string Service)[] s_clients =
    [
        ("Npgsql", "postgresql"),
        ("MySqlConnector", "mysql"),
        ("MySql.Data", "mysql"),
        ("Microsoft.Data.SqlClient", "mssql"),
        ("System.Data.SqlClient", "mssql"),
        ("Oracle.ManagedDataAccess.Core", "oracle"),
        ("MongoDB.Driver", "mongodb"),
        ("StackExchange.Redis", "redis"),
        ("RabbitMQ.Client", "rabbitmq"),
        ("Confluent.Kafka", "kafka"),
        ("Apache.NMS.AMQP", "activemq"),
        ("Elastic.Clients.Elasticsearch", "elasticsearch"),
        ("NATS.Net", "nats"),
    ];

    /// <summary>What the project declares, else what its published packages are clients of; sorted, without repetition.</summary>
    public static ImmutableArray<string> Of(ImmutableArray<string> declared, IEnumerable<PublishFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (!declared.IsDefaultOrEmpty)
        {
            return [.. declared.Where(static w => !w.Equals(None, StringComparison.OrdinalIgnoreCase))];
        }

        var packages = new HashSet<string>(files.Select(static f => f.PackageId).OfType<string>(), StringComparer.OrdinalIgnoreCase);
        return [.. s_clients.Where(c => packages.Contains(c.Package)).Select(static c => c.Service).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
