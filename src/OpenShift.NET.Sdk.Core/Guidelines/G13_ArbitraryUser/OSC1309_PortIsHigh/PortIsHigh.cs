using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G13_ArbitraryUser.OSC1309_PortIsHigh;

/// <summary>OSC1309.</summary>
[Rule(
    "OSC1309",
    "Ports are 1024 or higher",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Use a port from 1024 on, usually 8080; a Service or Route can still offer 80 or 443 to others.")]
public sealed class PortIsHigh : Rule
{
    private const int FirstUnprivileged = 1024;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        var reported = new HashSet<int>();
        foreach (PortFact port in PublishedPorts.Listening(publication)?.Ports ?? [])
        {
            if (port.Number < FirstUnprivileged && reported.Add(port.Number))
            {
                yield return Finding.Violation(PublishedPorts.WhereListening(publication, port), $"is listened on ({port.Source}), which needs a privilege that restricted-v2 does not give, so the application does not start");
            }
        }

        foreach (ExposedPort port in PublishedPorts.Exposed(publication))
        {
            // Exposing alone opens nothing; it tells that something may.
            if (port is { Problem: null, Number: < FirstUnprivileged } && reported.Add(port.Number))
            {
                yield return Finding.Violation(PublishedPorts.WhereExposed(publication, port), "is exposed, and listening on it needs a privilege that restricted-v2 does not give") with { AtMost = Severity.Warning };
            }
        }
    }
}
