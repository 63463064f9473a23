using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G07_ExposePorts.OSC0709_HttpsHasACertificate;

/// <summary>OSC0709.</summary>
[Rule(
    "OSC0709",
    "Where the application listens with HTTPS, it has a certificate",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Error,
    Fix = "Remove the HTTPS endpoint and let the Route speak HTTPS, or mount a certificate and name it: <OpenShiftSetting Include=\"Kestrel__Certificates__Default__Path\" Description=\"…\" />.",
    ImageFix = "Remove the HTTPS endpoint and let the Route speak HTTPS, or mount a certificate and name it in the variable Kestrel__Certificates__Default__Path.")]
public sealed class HttpsHasACertificate : CodeRule
{
    // What gives Kestrel a certificate in code.
    private static readonly KnownApi[] s_given =
    [
        "Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions::ConfigureHttpsDefaults",
        "Microsoft.AspNetCore.Server.Kestrel.Https.HttpsConnectionAdapterOptions::set_ServerCertificate*",
        "Microsoft.AspNetCore.Server.Kestrel.Https.TlsHandshakeCallbackOptions::*",
        "Microsoft.AspNetCore.Server.Kestrel.KestrelConfigurationLoader::*",
        "Microsoft.Extensions.DependencyInjection.LettuceEncrypt*::*",
    ];

    private static readonly KnownApi s_https = "Microsoft.AspNetCore.Hosting.ListenOptionsHttpsExtensions::UseHttps";

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        if (PublishedPorts.Hosts(publication).IsEmpty || PublishedPorts.Listening(publication)?.Ports.FirstOrDefault(static p => p.Tls) is not { } port)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "listens nowhere with HTTPS that is known of");
            yield break;
        }

        if (code.CallsTo(s_given).Any(static c => c.InProduction) || code.CallsTo(s_https).Any(static c => c is { InProduction: true, ParameterTypes.Length: > 1 }) || IsNamed(publication))
        {
            yield break;
        }

        string seen = $"is listened on with HTTPS ({port.Source}), and nothing names a certificate: Kestrel looks for the developer's, which no image has, and the application ends at its start";
        Location where = PublishedPorts.WhereListening(publication, port);
        yield return code.IsComplete
            ? Finding.Violation(where, seen)
            : Finding.CouldNotTell(where, $"is listened on with HTTPS ({port.Source}), and not all of the code could be followed, so whether it has a certificate is not known");
    }

    // In the settings of the image or the pod, or asked of whoever deploys by the project.
    private static bool IsNamed(Publication publication) =>
        PublishedSettings.InPod(publication).Any(static s => s.Value.Length > 0 && NamesOne(s.Key))
        || publication.Project?.Manifests.Settings.Any(static s => s.Source == "OpenShiftSetting" && NamesOne(s.Name.Replace("__", ":", StringComparison.Ordinal))) == true;

    private static bool NamesOne(string key) =>
        key.Contains("Kestrel:", StringComparison.OrdinalIgnoreCase) && (key.Contains("Kestrel:Certificates:", StringComparison.OrdinalIgnoreCase) || key.Contains(":Certificate:", StringComparison.OrdinalIgnoreCase))
        && (key.EndsWith(":Path", StringComparison.OrdinalIgnoreCase) || key.EndsWith(":Subject", StringComparison.OrdinalIgnoreCase) || key.EndsWith(":Thumbprint", StringComparison.OrdinalIgnoreCase));
}
