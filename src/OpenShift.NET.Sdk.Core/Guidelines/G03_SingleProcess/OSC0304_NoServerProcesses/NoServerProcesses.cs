using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.G03_SingleProcess.OSC0304_NoServerProcesses;

/// <summary>OSC0304.</summary>
[Rule(
    "OSC0304",
    "The application starts no other service",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Run it in a container of its own, and reach it through a Service.")]
public sealed class NoServerProcesses : CodeRule
{
    private const string StartInfo = "System.Diagnostics.ProcessStartInfo";

    // Where a program to start is named: the first argument.
    private static readonly KnownApi[] s_starts =
    [
        "System.Diagnostics.Process::Start",
        StartInfo + "::.ctor",
        StartInfo + "::set_FileName",
    ];

    // Programs that run on and serve others. Tools that do a piece of work and end (git, ffmpeg) are none.
    private static readonly string[] s_servers =
    [
        "apache2", "caddy", "consul", "cron", "crond", "dropbear", "envoy", "etcd", "haproxy", "httpd", "mariadbd", "memcached", "minio", "mongod", "mosquitto", "mysqld", "nats-server", "nginx",
        "php-fpm", "postgres", "prometheus", "rabbitmq-server", "redis-server", "rsyslogd", "sqlservr", "squid", "sshd", "supervisord", "traefik", "valkey-server", "varnishd", "vault",
    ];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        // Told where it is named, and not again where that is started.
        var told = new HashSet<(string, string)>();
        foreach (CodeCall call in code.CallsTo(s_starts).Where(static c => c.InProduction))
        {
            foreach (string program in call.Argument(0).Alternatives.Select(NameOf).OfType<string>())
            {
                string name = program[(program.LastIndexOf('/') + 1)..];
                string? service = s_servers.Contains(name, StringComparer.Ordinal) ? name : name == "dotnet" ? OtherApplication(publication, call) : null;
                Location where = Location.OfCall(publication, call, service ?? "");
                if (service is not null && told.Add((call.In.Key, service)))
                {
                    yield return Finding.Violation(where, $"starts '{service}', a second service in the container: it is not restarted when it ends, gets no signal, and has no probe, log or limit of its own");
                }
            }
        }
    }

    private static string? NameOf(CodeValue value) => value switch
    {
        ConstantValue { Value: string { Length: > 0 } text } => text,
        ObjectValue { Type: StartInfo } info => info["FileName"]?.Text ?? (info.Arguments is [{ Text: { } first }, ..] ? first : null),
        _ => null,
    };

    // dotnet Other.dll, where Other is an application that is published beside this one.
    private static string? OtherApplication(Publication publication, CodeCall call)
    {
        string? arguments = call.Argument(0) is ObjectValue { Type: StartInfo } info
            ? info["Arguments"]?.Text ?? (info.Arguments is [_, { Text: { } second }] ? second : null)
            : call.Argument(1).Text;
        string? file = arguments?.Trim().Split(' ')[0];
        return file is not null && file.EndsWith(".dll", StringComparison.Ordinal) && publication.Project is { } project
            && file != project.Identity.AssemblyName + ".dll" && project.Files.Any(f => f.Path == file[..^".dll".Length] + ".runtimeconfig.json")
            ? file
            : null;
    }
}
