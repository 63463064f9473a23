using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Addresses;

namespace OpenShift.NET.Sdk.Guidelines.G14_ServicesBetweenImages.OSC1405_EndpointsAreConfigurable;

/// <summary>Mail servers that a property of the sending type begins with: <c>public string Host { get; set; } = "mail.example.com"</c>. Where the value goes the interpreter does not know, as anybody may set the property; that nobody reads it from the configuration is known.</summary>
internal static class MailServers
{
    private static readonly KnownApi[] s_clients = ["System.Net.Mail.SmtpClient::*", "MailKit.Net.Smtp.SmtpClient::*", "MailKit.MailService::Connect*", "MailKit.IMailService::Connect*"];
    private static readonly KnownApi[] s_servers = ["System.Net.Mail.SmtpClient::set_Host", "System.Net.Mail.SmtpClient::.ctor", "MailKit.Net.Smtp.SmtpClient::Connect*", "MailKit.MailService::Connect*", "MailKit.IMailService::Connect*"];

    /// <summary>Each member once.</summary>
    public static IEnumerable<CodeLiteral> KeptIn(CodeFacts code)
    {
        HashSet<string> senders = [.. code.CallsTo(s_clients).Where(static c => c.InProduction).Select(static c => c.In.Type)];
        if (senders.Count == 0)
        {
            return [];
        }

        // What the client gets as a constant is told where it gets it.
        HashSet<string> known = [.. code.CallsTo(s_servers).SelectMany(static c => c.Arguments).SelectMany(static a => a.Alternatives).Select(static a => (a as ConfigurationValue)?.Default?.Text ?? a.Text).OfType<string>()];
        return code.Literals
            .Where(l => l is { Member: { } member, Reachable: true } && senders.Contains(l.Type) && NamesServer(member) && !known.Contains(l.Value)
                && l.Value.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(l.Value) == UriHostNameType.Dns && !HostNames.IsThisMachine(l.Value) && !HostNames.IsOfDesk(l.Value)
                && !code.BoundProperties.Any(b => b.Options == l.Type))
            .DistinctBy(static l => (l.Type, l.Member));
    }

    private static bool NamesServer(string member) => SecretName.Words(member) is [.., "host" or "server" or "smtp" or "hostname"] or [.., "host" or "server", "name"];
}
