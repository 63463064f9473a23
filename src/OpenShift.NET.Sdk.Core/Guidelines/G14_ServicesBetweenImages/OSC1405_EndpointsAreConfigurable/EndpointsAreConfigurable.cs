using System.Net;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Settings;
using OpenShift.NET.Sdk.Guidelines.AppCode;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Projects.Addresses;

namespace OpenShift.NET.Sdk.Guidelines.G14_ServicesBetweenImages.OSC1405_EndpointsAreConfigurable;

/// <summary>OSC1405.</summary>
[Rule(
    "OSC1405",
    "Addresses of other services come from the configuration",
    Basic = Severity.None,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Read it from the configuration with this value as default.")]
public sealed class EndpointsAreConfigurable : CodeRule
{
    // Names that mean something inside one company or cluster only.
    private static readonly string[] s_ownDomains = [".svc", ".svc.cluster.local", ".local", ".internal", ".intern", ".lan", ".corp", ".intranet", ".home.arpa"];

    // Transports of MassTransit, what says where the broker is, and where it is looked for when nothing does.
    private static readonly (KnownApi Use, KnownApi[] Told, string Options, string Otherwise)[] s_transports =
    [
        ("MassTransit.*::UsingRabbitMq", ["MassTransit.RabbitMqHostConfigurationExtensions::Host", "MassTransit.IRabbitMqBusFactoryConfigurator::Host"], "MassTransit.RabbitMqTransportOptions", "on a host called rabbitmq, as guest"),
        ("MassTransit.*::UsingActiveMq", ["MassTransit.ActiveMqHostConfigurationExtensions::Host", "MassTransit.IActiveMqBusFactoryConfigurator::Host"], "MassTransit.ActiveMqTransportOptions", "on localhost, as admin"),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        foreach ((KnownApi use, KnownApi[] told, string options, string otherwise) in s_transports)
        {
            if (code.CallsTo(use).FirstOrDefault(static c => c.InProduction) is { } broker && code.NeverCalls(told.AsSpan()) && !code.Calls.Any(c => c.InProduction && c.TypeArguments.Contains(options)))
            {
                string say = new CodeText(
                    "Say where it is: cfg.Host(builder.Configuration.GetConnectionString(\"broker\")!).",
                    "Say where it is: cfg.Host(builder.Configuration.GetConnectionString \"broker\").",
                    "Say where it is: cfg.Host(builder.Configuration.GetConnectionString(\"broker\")).").For(publication);
                yield return Finding.Violation(CodeLocations.Of(publication, broker), $"is told no broker and looks for it {otherwise}, as the library has it, so a deployment cannot change it") with
                {
                    Fix = publication.Project is null ? say : $"{say[..^1]} (name the setting: <OpenShiftSetting Include=\"ConnectionStrings__broker\" Secret=\"true\" Description=\"…\" />).",
                };
            }
        }

        foreach (Finding origin in AdmittedOrigins.In(publication, code))
        {
            yield return origin;
        }

        HashSet<string>? discovered = null;
        foreach (CodeEndpoint endpoint in CodeEndpoint.AllOf(publication))
        {
            // Addresses and localhost are OSC1401 and OSC1402; the address of a public service is the same everywhere.
            if (endpoint is { Setting: null, IsDiscovered: false } && IsOwnName(endpoint))
            {
                // The configuration's services:NAME says where it is.
                if ((discovered ??= [.. ServiceDiscovery.Find(code).Select(static s => s.Service)]).Contains(endpoint.Host.Host))
                {
                    continue;
                }

                string key = Key(endpoint.Host.Host);
                yield return Finding.Violation(CodeLocations.Of(publication, endpoint.Call), $"gets the address of {endpoint.Host.Host} from the code, so a deployment cannot change it") with
                {
                    Fix = new CodeText(
                        $"Read it: builder.Configuration[\"{key}:Url\"] ?? the value it has now; then {key}__Url in the environment changes it.",
                        $"Read it: match builder.Configuration[\"{key}:Url\"] with null -> the value it has now | url -> url; then {key}__Url in the environment changes it.",
                        $"Read it: If(builder.Configuration(\"{key}:Url\"), the value it has now); then {key}__Url in the environment changes it.").For(publication) is var read && publication.Project is not null
                        ? $"{read[..^1]} (name it: <OpenShiftSetting Include=\"{key}__Url\" Description=\"…\" />)."
                        : read,
                };
            }
        }

        foreach (CodeLiteral server in MailServers.KeptIn(code))
        {
            string key = server.Type[(server.Type.LastIndexOfAny(['.', '+']) + 1)..] + ":" + server.Member;
            Location where = Location.OfCode(publication, server.Place, server.In?.ToString() ?? server.Type, server.Member!);
            yield return Finding.Violation(where with { Text = where.Text + " " + server.Member }, $"gets the address of the mail server {server.Value} from the code, so a deployment cannot change it") with
            {
                Fix = $"Read it from the configuration, with this value as default: {key.Replace(":", "__", StringComparison.Ordinal)} in the environment then changes it.",
            };
        }
    }

    private static bool IsOwnName(CodeEndpoint endpoint) => endpoint.Host.Host is var host &&
        !IPAddress.TryParse(host, out _)
        && !HostNames.IsThisMachine(host) && !HostNames.IsOfDesk(host)
        && host.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_')
        && (endpoint.IsBackingService || !host.Contains('.', StringComparison.Ordinal) || s_ownDomains.Any(d => host.EndsWith(d, StringComparison.OrdinalIgnoreCase)));

    private static string Key(string host)
    {
        string first = host.Split('.')[0];
        return string.Concat(first.Split(['-', '_'], StringSplitOptions.RemoveEmptyEntries).Select(static p => char.ToUpperInvariant(p[0]) + p[1..]));
    }
}
