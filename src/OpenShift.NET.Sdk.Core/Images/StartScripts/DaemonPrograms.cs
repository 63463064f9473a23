using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.StartScripts;

/// <summary>Servers that put themselves into the background: those that do so unless an option keeps them in the foreground, and those that an option sends there.</summary>
internal static class DaemonPrograms
{
    // The option that keeps the server in the foreground, as its manual page names it: "-D" alone, "-D FOREGROUND" also as one word.
    private static readonly Dictionary<string, string[]> s_unlessTold = new(StringComparer.Ordinal)
    {
        ["sshd"] = ["-D", "-d", "-i"],
        ["dropbear"] = ["-F", "-i"],
        ["nginx"] = ["-g daemon off;"],
        ["httpd"] = ["-D FOREGROUND", "-DNO_DETACH", "-X", "-F"],
        ["apache2"] = ["-D FOREGROUND", "-DNO_DETACH", "-X", "-F"],
        ["apachectl"] = ["-D FOREGROUND", "-DNO_DETACH", "-X"],
        ["apache2ctl"] = ["-D FOREGROUND", "-DNO_DETACH", "-X"],
        ["cron"] = ["-f"],
        ["crond"] = ["-f", "-n"],
        ["rsyslogd"] = ["-n"],
        ["syslog-ng"] = ["-F", "--foreground"],
        ["syslogd"] = ["-n", "-F"],
        ["exim4"] = ["-bdf"],
        ["exim"] = ["-bdf"],
        ["smbd"] = ["-F", "--foreground", "-i", "--interactive"],
        ["nmbd"] = ["-F", "--foreground", "-i", "--interactive"],
        ["named"] = ["-f", "-g"],
        ["dnsmasq"] = ["-k", "--keep-in-foreground", "-d", "--no-daemon"],
        ["php-fpm"] = ["-F", "--nodaemonize"],
        ["squid"] = ["-N", "--foreground"],
        ["varnishd"] = ["-F", "-d"],
        ["lighttpd"] = ["-D"],
        ["slapd"] = ["-d"],
        ["snmpd"] = ["-f"],
        ["ntpd"] = ["-n", "-d"],
        ["chronyd"] = ["-n", "-d"],
        ["rpcbind"] = ["-f", "-d"],
        ["xinetd"] = ["-dontfork", "-d"],
        ["proftpd"] = ["-n", "--nodaemon"],
        ["tinyproxy"] = ["-d"],
        ["privoxy"] = ["--no-daemon"],
        ["keepalived"] = ["-n", "--dont-fork"],
        ["supervisord"] = ["-n", "--nodaemon"],
    };

    // The option that sends a server into the background that stays otherwise.
    private static readonly Dictionary<string, string[]> s_whenTold = new(StringComparer.Ordinal)
    {
        ["redis-server"] = ["--daemonize yes"],
        ["valkey-server"] = ["--daemonize yes"],
        ["memcached"] = ["-d", "--daemon"],
        ["mosquitto"] = ["-d", "--daemon"],
        ["mongod"] = ["--fork"],
        ["haproxy"] = ["-D"],
        ["mysqld"] = ["--daemonize", "-D"],
        ["gunicorn"] = ["--daemon", "-D"],
        ["uwsgi"] = ["--daemonize", "-d"],
        ["rabbitmq-server"] = ["-detached"],
        ["fluent-bit"] = ["-d", "--daemon"],
        ["fluentd"] = ["-d", "--daemon"],
        ["caddy"] = ["start"],
    };

    // Where nginx keeps settings that say the same as the option.
    private static readonly string[] s_nginxFiles = ["/etc/nginx/nginx.conf", "/usr/local/nginx/conf/nginx.conf"];

    /// <summary>Whether a command starts a server that goes into the background by itself.</summary>
    /// <param name="words">The command, its program first.</param>
    /// <param name="tree">The image, whose settings of the server may say it too.</param>
    public static bool IsOne(ImmutableArray<string> words, FileTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        if (IsServiceStart(words))
        {
            return true;
        }

        string name = ServerPrograms.Unversioned(ImagePath.Name(words[0]));
        ImmutableArray<string> arguments = words[1..];
        if (s_unlessTold.TryGetValue(name, out string[]? foreground))
        {
            return !Has(arguments, foreground) && !ServerPrograms.IsQuestion(name, arguments)
                && !(name == "nginx" && (arguments.Any(static a => a.Contains("daemon off", StringComparison.Ordinal)) || Says(tree, s_nginxFiles, "daemon off")));
        }

        return s_whenTold.TryGetValue(name, out string[]? background)
            && (Has(arguments, background)
                || (name is "redis-server" or "valkey-server" && arguments is [var file, ..] && !file.StartsWith('-') && Says(tree, [ImagePath.Normalize(file)], "daemonize yes")));
    }

    /// <summary>The command that keeps a server in the foreground; <see langword="null"/> when it is not known.</summary>
    public static string? InForeground(string name) =>
        s_unlessTold.TryGetValue(ServerPrograms.Unversioned(name), out string[]? options) ? $"{name} {(name == "nginx" ? "-g 'daemon off;'" : options[0])}" : null;

    /// <summary>Whether a command starts a service by the system's own means, which is in the background then: <c>service ssh start</c>, <c>/etc/init.d/cron start</c>.</summary>
    internal static bool IsServiceStart(ImmutableArray<string> words) => ImagePath.Name(words[0]) switch
    {
        "service" or "rc-service" or "invoke-rc.d" => words is [_, _, .., "start" or "restart"],
        "systemctl" => words.Any(static w => w is "start" or "restart" or "--now"),
        "start-stop-daemon" => words.Any(static w => w is "--background" or "-b") && words.Any(static w => w is "--start" or "-S"),
        "pg_ctl" or "pg_ctlcluster" => words.Contains("start"),
        "postfix" => words is [_, .., "start"],
        _ => words[0].StartsWith("/etc/init.d/", StringComparison.Ordinal) && words is [_, "start" or "restart", ..],
    };

    // An option of two words is also written as one: -DFOREGROUND.
    private static bool Has(ImmutableArray<string> arguments, string[] options)
    {
        foreach (string option in options)
        {
            string[] words = option.Split(' ', 2);
            for (int i = 0; i < arguments.Length; i++)
            {
                if (words.Length == 1 ? arguments[i] == option || (option.StartsWith("--", StringComparison.Ordinal) && arguments[i].StartsWith(option + "=", StringComparison.Ordinal))
                    : arguments[i] == words[0] + words[1] || (arguments[i] == words[0] && i + 1 < arguments.Length && arguments[i + 1] == words[1]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Says(FileTree tree, string[] files, string setting)
    {
        foreach (string path in files)
        {
            if (tree.TryResolve(path, out FileVersion? file) && file.File.Text is { } text)
            {
                foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
                {
                    if (line.TrimStart().StartsWith(setting, StringComparison.Ordinal))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }
}
