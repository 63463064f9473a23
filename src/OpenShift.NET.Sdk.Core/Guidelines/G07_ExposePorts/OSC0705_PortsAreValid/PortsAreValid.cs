using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G07_ExposePorts.OSC0705_PortsAreValid;

/// <summary>OSC0705.</summary>
[Rule(
    "OSC0705",
    "Exposed ports are written as port/protocol, each once",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Write the port as a number from 1 to 65535 with the protocol tcp, udp or sctp: <ContainerPort Include=\"8080\" Type=\"tcp\" />.",
    ImageFix = "Write the port as a number from 1 to 65535 with the protocol tcp, udp or sctp: EXPOSE 8080/tcp.")]
public sealed class PortsAreValid : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (ExposedPort port in PublishedPorts.Exposed(publication))
        {
            Location where = PublishedPorts.WhereExposed(publication, port);
            if (port.Problem is { } problem)
            {
                seen.TryAdd(port.Text, port.Text);
                yield return Finding.Violation(where, problem);
            }
            else if (!seen.TryAdd(port.ToString(), port.Text))
            {
                yield return Finding.Violation(where, $"is exposed twice, as '{seen[port.ToString()]}' and as '{port.Text}'") with
                {
                    AtMost = Severity.Warning,
                    Fix = "Name each ContainerPort once.",
                    ImageFix = "Name each port once in EXPOSE.",
                };
            }
        }

        // What the project names but the image does not have, because a port that is none cannot get there.
        foreach (PortFact fact in publication.Project?.Image.Ports ?? [])
        {
            if (ExposedPort.Parse(fact.ToString()) is { Problem: { } problem } && seen.TryAdd(fact.ToString(), fact.ToString()))
            {
                yield return Finding.Violation(Location.OfPort(publication, fact.ToString()), problem);
            }
        }
    }
}
