using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.StartScripts;

/// <summary>Programs that run until they are told to end.</summary>
internal static class ServerPrograms
{
    /// <summary>Whether a command starts one.</summary>
    /// <param name="words">The command, its program first.</param>
    public static bool IsServer(ImmutableArray<string> words) =>
        IsNamedServer(words)

        // Interpreters; without an argument, or with -c or -e, they compute something and end.
        || (ImagePath.Name(words[0]) is "java" or "node" or "python" or "python3" or "ruby" or "perl" && words.Length > 1 && words[1] is not ("-c" or "-e" or "-V" or "--version" or "-version"));

    /// <summary>Whether a command starts a server by its own name. An interpreter may as well run something that ends.</summary>
    /// <param name="words">The command, its program first.</param>
    public static bool IsNamedServer(ImmutableArray<string> words)
    {
        string name = Unversioned(ImagePath.Name(words[0]));
        return DaemonPrograms.IsServiceStart(words) || (IsName(name) && !IsQuestion(name, words[1..]));
    }

    /// <summary>A server's name without its version: <c>php-fpm8.3</c>, <c>php-fpm83</c>.</summary>
    public static string Unversioned(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith("php-fpm", StringComparison.Ordinal) && name.AsSpan("php-fpm".Length).IndexOfAnyExceptInRange('.', '9') < 0 ? "php-fpm" : name;
    }

    private static bool IsName(string name) => name switch
    {
        "sshd" or "dropbear" or "nginx" or "httpd" or "apache2" or "apachectl" or "apache2ctl" or "haproxy" or "caddy" or "traefik" or "envoy" or "varnishd" or "squid" or "lighttpd" or "tinyproxy" or "privoxy" => true,
        "redis-server" or "valkey-server" or "postgres" or "postmaster" or "mysqld" or "mysqld_safe" or "mariadbd" or "mariadbd-safe" or "mongod" or "rabbitmq-server" or "mosquitto" or "memcached" or "influxd" or "etcd" or "consul" or "sqlservr" => true,
        "cron" or "crond" or "rsyslogd" or "syslogd" or "syslog-ng" or "fluentd" or "fluent-bit" or "filebeat" or "telegraf" or "postfix" or "exim4" or "exim" or "vsftpd" or "proftpd" or "smbd" or "nmbd" or "named" or "dnsmasq" => true,
        "gunicorn" or "uvicorn" or "uwsgi" or "hypercorn" or "puma" or "unicorn" or "php-fpm" or "catalina.sh" or "standalone.sh" or "prometheus" or "grafana-server" or "otelcol" or "clamd" => true,
        "slapd" or "snmpd" or "ntpd" or "chronyd" or "rpcbind" or "xinetd" or "keepalived" or "supervisord" => true,
        _ => false,
    };

    /// <summary>Whether a server is only asked something: a test of its settings, its version, a signal to one that runs.</summary>
    /// <param name="name">Its name without a version.</param>
    /// <param name="arguments">Its arguments.</param>
    internal static bool IsQuestion(string name, ImmutableArray<string> arguments) =>
        arguments.Any(static a => a is "-V" or "--version" or "--help")
        || (name is "nginx" or "sshd" or "httpd" or "apache2" or "apachectl" or "apache2ctl" or "php-fpm" && arguments.Any(static a => a is "-t" or "-T" or "-v" or "-s" or "stop" or "graceful-stop" or "configtest" or "status"))
        || (name is "postfix" or "caddy" && arguments is [.., "stop" or "check" or "status" or "validate" or "reload"])
        || (name == "squid" && arguments.Contains("-z"))
        || IsClient(name, arguments);

    // Programs that are the server and its tool in one. "consul agent" serves, "consul kv get" asks.
    private static bool IsClient(string name, ImmutableArray<string> arguments)
    {
        string? subcommand = arguments is [var first, ..] && !first.StartsWith('-') ? first : null;
        return name switch
        {
            "consul" => subcommand is not (null or "agent"),
            "etcd" => subcommand is not (null or "gateway" or "grpc-proxy"),
            "traefik" => subcommand is not null,
            "caddy" => subcommand is not (null or "run" or "start" or "file-server" or "reverse-proxy" or "respond"),
            "influxd" => subcommand is not (null or "run"),
            "filebeat" => arguments.Any(static a => a is "setup" or "test" or "export" or "enroll" or "keystore" or "modules" or "version" or "help"),
            "telegraf" => subcommand is not null || arguments.Any(static a => a is "--test" or "--once"),
            "mysqld" or "mariadbd" => arguments.Any(static a => a.StartsWith("--initialize", StringComparison.Ordinal) || a is "--bootstrap" or "--validate-config"),
            "postgres" => arguments.Any(static a => a is "--single" or "--boot" or "--describe-config" or "-C"),
            "mongod" => arguments.Contains("--shutdown"),
            "haproxy" => arguments.Any(static a => a is "-c" or "-v" or "-vv"),
            "otelcol" => subcommand is "validate" or "components",
            _ => false,
        };
    }
}
