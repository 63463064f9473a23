namespace OpenShift.NET.Sdk.Publishing.RepositoryFiles;

/// <summary>How much the name of a workload or of its image is that of a project, in the spellings that people use: kebab-case for a name with dots, without the company's name before it, without what kind of program it is behind it.</summary>
internal static class WorkloadNames
{
    private const int Shortest = 3;

    private static readonly string[] s_kinds =
        ["microservice", "deployment", "container", "service", "backend", "webapi", "webapp", "worker", "server", "image", "host", "api", "app", "svc", "web"];

    // Public images that an application is deployed beside; what an image is called ends or begins so.
    private static readonly string[] s_public =
    [
        "postgres", "postgresql", "postgis", "pgadmin", "pgbouncer", "mysql", "mariadb", "phpmyadmin", "mssql", "sqlserver", "azure-sql-edge", "oracle", "mongo", "redis", "valkey", "memcached", "rabbitmq", "kafka", "zookeeper", "redpanda", "nats",
        "activemq", "artemis", "elasticsearch", "opensearch", "kibana", "logstash", "filebeat", "fluentd", "fluent-bit", "cassandra", "couchdb", "neo4j", "influxdb", "cockroach", "eventstore", "clickhouse", "minio", "azurite", "localstack",
        "mailhog", "mailpit", "smtp4dev", "papercut", "seq", "jaeger", "zipkin", "prometheus", "grafana", "loki", "tempo", "alertmanager", "opentelemetry-collector", "otel", "keycloak", "vault", "consul", "nginx", "traefik", "envoy", "haproxy",
        "adminer", "busybox", "alpine", "curl", "kubectl", "dapr", "sonarqube", "exporter",
    ];

    /// <summary>How much they are the same: 0 for not at all, more for more.</summary>
    /// <param name="project">Name of a project.</param>
    /// <param name="name">Name of a workload, of a container, or of an image without registry, path and tag.</param>
    public static int Likeness(string project, string name)
    {
        string whole = Plain(project);
        string other = Plain(name);
        if (whole.Length == 0 || other.Length == 0)
        {
            return 0;
        }

        if (whole == other)
        {
            return 4;
        }

        string[] tails = [.. Tails(project).Select(Plain).Where(static t => t.Length >= Shortest && WithoutKind(t).Length >= Shortest)];
        string stem = WithoutKind(other);
        return tails.Contains(other) ? 3
            : stem.Length < Shortest ? 0
            : WithoutKind(whole) == stem ? 2
            : tails.Any(t => WithoutKind(t) == stem) ? 1
            : 0;
    }

    /// <summary>The last part of an image's name, without tag and digest.</summary>
    public static string OfImage(string image)
    {
        string name = image.Trim();
        name = name[(name.LastIndexOf('/') + 1)..];
        int end = name.AsSpan().IndexOfAny(':', '@');
        return end < 0 ? name : name[..end];
    }

    /// <summary>Whether an image is a database, a broker or a tool that everybody has.</summary>
    public static bool IsPublic(string image)
    {
        string path = image.Trim().Split('@')[0].ToLowerInvariant();
        string name = OfImage(path);

        // "vault-backend" is somebody's application, "vault" is not.
        bool isOfAnApplication = WithoutKind(Plain(name)) != Plain(name) && !path.Contains("/mssql/", StringComparison.Ordinal);
        return !isOfAnApplication && (path.Contains("/mssql/", StringComparison.Ordinal) || s_public.Any(p => name == p || name.StartsWith(p + "-", StringComparison.Ordinal) || name.EndsWith("-" + p, StringComparison.Ordinal) || (p.Length > 4 && name.StartsWith(p, StringComparison.Ordinal))));
    }

    private static IEnumerable<string> Tails(string name)
    {
        for (int at = name.AsSpan().IndexOfAny('.', '-', '_'); at >= 0; at = name.AsSpan().IndexOfAny('.', '-', '_'))
        {
            name = name[(at + 1)..];
            yield return name;
        }
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private static string WithoutKind(string name)
    {
        bool isShorter = true;
        while (isShorter)
        {
            isShorter = false;
            foreach (string kind in s_kinds)
            {
                if (name.EndsWith(kind, StringComparison.Ordinal))
                {
                    name = name[..^kind.Length];
                    isShorter = true;
                }
            }
        }

        return name;
    }
}
