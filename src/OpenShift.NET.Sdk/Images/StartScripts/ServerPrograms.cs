using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.StartScripts;

/// <summary>Programs that run until they are told to end.</summary>
internal static class ServerPrograms
{
    /// <summary>Whether a command starts one.</summary>
    public static bool IsServer(string name, ImmutableArray<string> arguments) => name switch
    {
        "sshd" or "dropbear" or "nginx" or "httpd" or "apache2" or "apachectl" or "apache2ctl" or "haproxy" or "caddy" or "traefik" or "envoy" or "varnishd" or "squid" or "lighttpd" => true,
        "redis-server" or "postgres" or "postmaster" or "mysqld" or "mysqld_safe" or "mariadbd" or "mongod" or "rabbitmq-server" or "mosquitto" or "memcached" or "influxd" or "etcd" or "consul" or "sqlservr" => true,
        "cron" or "crond" or "rsyslogd" or "syslog-ng" or "fluentd" or "fluent-bit" or "filebeat" or "telegraf" or "postfix" or "exim4" or "vsftpd" or "smbd" or "named" or "dnsmasq" => true,
        "gunicorn" or "uvicorn" or "uwsgi" or "hypercorn" or "puma" or "unicorn" or "php-fpm" or "catalina.sh" or "standalone.sh" or "prometheus" or "grafana-server" or "otelcol" => true,

        // Interpreters; without an argument, or with -c or -e, they compute something and end.
        "java" or "node" or "python" or "python3" or "ruby" or "perl" => arguments.Length > 0 && arguments[0] is not ("-c" or "-e" or "-V" or "--version" or "-version"),
        _ => false,
    };
}
