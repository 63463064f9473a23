using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Guidelines.G10_NoSshd.OSC1004_SshPortIsNotExposed;

/// <summary>OSC1004.</summary>
[Rule(
    "OSC1004",
    "Port 22 is not exposed",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Remove the ContainerPort; 'oc rsh' and 'oc exec' open a shell in a running container without an SSH server.",
    ImageFix = "Remove the EXPOSE; 'oc rsh' and 'oc exec' open a shell in a running container without an SSH server.")]
public sealed class SshPortIsNotExposed : Rule
{
    private const int SshPort = 22;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        foreach (ExposedPort port in PublishedPorts.Exposed(publication))
        {
            if (port is { Number: SshPort, Protocol: "tcp" })
            {
                yield return Finding.Violation(PublishedPorts.WhereExposed(publication, port), "is exposed, the port of SSH servers");
                yield break;
            }
        }
    }
}
