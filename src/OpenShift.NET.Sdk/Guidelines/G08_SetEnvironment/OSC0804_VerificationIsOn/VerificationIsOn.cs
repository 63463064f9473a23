using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.G08_SetEnvironment.OSC0804_VerificationIsOn;

/// <summary>TLS and signatures are verified.</summary>
[Rule(
    "OSC0804",
    "No variable turns off the verification of certificates or signatures",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Remove the variable, and add the certificate authority that is missing to the image or mount it.")]
public sealed class VerificationIsOn : Rule
{
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
    }

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
