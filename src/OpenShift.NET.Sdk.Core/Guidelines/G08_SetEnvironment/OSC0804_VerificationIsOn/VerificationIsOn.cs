using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Guidelines.AppCode;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.G08_SetEnvironment.OSC0804_VerificationIsOn;

/// <summary>TLS and signatures are verified.</summary>
[Rule(
    "OSC0804",
    "Nothing turns off the verification of certificates or signatures",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Remove the variable, and add the certificate authority that is missing to the image or mount it.")]
public sealed class VerificationIsOn : Rule
{
    private static readonly KnownApi s_any = "System.Net.Http.HttpClientHandler::get_DangerousAcceptAnyServerCertificateValidator";

    // Whoever is asked whether a certificate is right.
    private static readonly KnownApi[] s_asked =
    [
        "System.Net.Http.HttpClientHandler::set_ServerCertificateCustomValidationCallback",
        "System.Net.Http.WinHttpHandler::set_ServerCertificateValidationCallback",
        "System.Net.HttpWebRequest::set_ServerCertificateValidationCallback",
        "System.Net.Security.SslClientAuthenticationOptions::set_RemoteCertificateValidationCallback",
        "System.Net.Security.SslStream::.ctor",
        "System.Net.ServicePointManager::set_ServerCertificateValidationCallback",
        "System.Net.WebSockets.ClientWebSocketOptions::set_RemoteCertificateValidationCallback",
        "MailKit.IMailService::set_ServerCertificateValidationCallback",
        "MailKit.MailService::set_ServerCertificateValidationCallback",
        "MongoDB.Driver.SslSettings::set_ServerCertificateValidationCallback",
        "MySqlConnector.MySqlConnection::set_RemoteCertificateValidationCallback",
        "Npgsql.NpgsqlConnection::set_UserCertificateValidationCallback",
        "Npgsql.NpgsqlDataSourceBuilder::UseUserCertificateValidationCallback",
        "RabbitMQ.Client.SslOption::set_CertificateValidationCallback",
        "StackExchange.Redis.ConfigurationOptions::add_CertificateValidation",
    ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        var judged = new HashSet<string>(StringComparer.Ordinal);
        foreach (string entry in publication.Config.Config.Env ?? [])
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && judged.Add(entry[..equals]) && publication.Config.Config.EnvironmentVariable(entry[..equals]) is { } value && Weakens(entry[..equals], value.Trim()) is { } what)
            {
                yield return Finding.Violation(Location.OfEnvironment(publication, entry[..equals]), $"makes {what}");
            }
        }

        foreach (CodeCall call in publication.Code is { } code ? InCode(code) : [])
        {
            yield return Finding.Violation(CodeLocations.Of(publication, call), "accepts any certificate of the other side: whoever is on the way can read and change what is sent") with
            {
                Fix = "Remove it outside Development, and add the certificate authority that is missing to the image or mount it.",
            };
        }
    }

    // A line is told once, whether it takes the validator of the class library or a lambda of its own.
    private static IEnumerable<CodeCall> InCode(CodeFacts code) =>
        code.CallsTo(s_any).Concat(code.CallsTo(s_asked).Where(static c => c.Arguments.Any(static a => a is DelegateValue { Returns: var answer } && answer.IsTrue())))
            .Where(static c => c.InProduction).DistinctBy(static c => (c.In.Key, c.Place?.Line));

    private static string? Weakens(string name, string value)
    {
        bool off = value is "0" || value.Equals("false", StringComparison.OrdinalIgnoreCase) || value.Equals("no", StringComparison.OrdinalIgnoreCase);
        return name switch
        {
            "NODE_TLS_REJECT_UNAUTHORIZED" when value == "0" => "Node.js accept any certificate",
            "PYTHONHTTPSVERIFY" when value == "0" => "Python accept any certificate",
            "GIT_SSL_NO_VERIFY" when value.Length > 0 && !off => "git accept any certificate",
            "NPM_CONFIG_STRICT_SSL" or "npm_config_strict_ssl" or "YARN_STRICT_SSL" when off => "npm accept any certificate",
            "NUGET_CERT_REVOCATION_MODE" when value.Equals("offline", StringComparison.OrdinalIgnoreCase) => "NuGet not ask whether a certificate was revoked",
            "DOTNET_NUGET_SIGNATURE_VERIFICATION" when off => "NuGet not verify the signatures of packages",
            "PIP_TRUSTED_HOST" when value.Length > 0 => "pip accept any certificate of some hosts",
            "GOINSECURE" when value.Length > 0 => "go accept any certificate of some hosts",
            "GONOSUMDB" or "GONOSUMCHECK" when value.Length > 0 => "go not verify the checksums of some modules",
            "PGSSLMODE" when value is "disable" or "allow" or "prefer" => "connections to PostgreSQL that need not be encrypted",
            "KUBERNETES_TRUST_CERTIFICATES" when !off && value.Length > 0 => "Kubernetes clients accept any certificate",
            "CURL_CA_BUNDLE" or "REQUESTS_CA_BUNDLE" when value.Length == 0 => "Python's requests accept any certificate",
            _ => null,
        };
    }
}
