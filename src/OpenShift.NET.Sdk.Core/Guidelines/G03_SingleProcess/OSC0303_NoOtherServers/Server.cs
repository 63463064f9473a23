namespace OpenShift.NET.Sdk.Guidelines.G03_SingleProcess.OSC0303_NoOtherServers;

/// <summary>A server that usually runs in a container of its own, by its packages and programs.</summary>
/// <param name="Name">How users call it.</param>
/// <param name="Packages">Names of its packages; a star stands for any text.</param>
/// <param name="Programs">Names of its programs.</param>
internal sealed record Server(string Name, string[] Packages, string[] Programs)
{
    /// <summary>All that are looked for. SSH servers have rules of their own.</summary>
    public static Server[] All() =>
    [
        new("nginx", ["nginx", "nginx-core", "nginx-full", "nginx-light", "nginx-extras"], ["nginx"]),
        new("the Apache HTTP server", ["httpd", "apache2", "apache2-bin", "httpd-core"], ["httpd", "apache2"]),
        new("MariaDB or MySQL", ["mariadb-server", "mariadb", "mysql-server", "mysql-community-server", "mariadb-server-*", "mysql-server-*"], ["mysqld", "mariadbd"]),
        new("PostgreSQL", ["postgresql-server", "postgresql*-server", "postgresql", "postgresql-??", "postgresql??"], ["postgres"]),
        new("Redis or Valkey", ["redis", "redis-server", "valkey", "valkey-server"], ["redis-server", "valkey-server"]),
        new("cron", ["cronie", "cron", "dcron", "busybox-crond"], ["crond", "cron"]),
        new("supervisord", ["supervisor", "s6-overlay"], ["supervisord"]),
        new("a syslog server", ["rsyslog", "syslog-ng", "syslog-ng-core"], ["rsyslogd", "syslog-ng"]),
    ];

    /// <summary>Whether the name is one of the server's packages.</summary>
    public bool HasPackage(string name) => Packages.Any(pattern => Matches(pattern, name));

    private static bool Matches(string pattern, string name)
    {
        int star = pattern.IndexOf('*', StringComparison.Ordinal);
        return star < 0
            ? pattern.Length == name.Length && pattern.Zip(name).All(static p => p.First == p.Second || (p.First == '?' && char.IsAsciiDigit(p.Second)))
            : name.Length >= pattern.Length - 1 && name.StartsWith(pattern[..star], StringComparison.Ordinal) && name.EndsWith(pattern[(star + 1)..], StringComparison.Ordinal);
    }
}
