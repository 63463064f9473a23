using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G07_ExposePorts.OSC0701_WebApplicationExposesPort;

/// <summary>OSC0701.</summary>
[Rule(
    "OSC0701",
    "A web application exposes the port it serves",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Add <ContainerPort Include=\"8080\" /> to the project.",
    ImageFix = "Add EXPOSE 8080 to the Dockerfile.")]
public sealed class WebApplicationExposesPort : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        Location where = Location.OfConfig(publication, "ExposedPorts", "ContainerPort");
        if (PublishedPorts.Listening(publication) is not { } listening)
        {
            yield return Finding.NotApplicable(where, "belongs to no web application that is known of");
        }
        else if (publication.Config.Config.ExposedPorts is null or { Count: 0 })
        {
            if (listening is { IsConfigured: true, Ports.IsEmpty: true, NotUnderstood.IsEmpty: true })
            {
                yield return Finding.NotApplicable(where, "needs no port: the application listens on Unix sockets only");
            }
            else if (listening.Ports.FirstOrDefault(p => !p.LoopbackOnly) is { } port)
            {
                yield return Finding.Violation(where, $"is empty although the application listens on port {port.Number} ({port.Source})") with
                {
                    Fix = $"Add <ContainerPort Include=\"{port.Number}\" /> to the project.",
                    ImageFix = $"Add EXPOSE {port.Number} to the Dockerfile.",
                };
            }
            else
            {
                yield return Finding.Violation(where, "is empty although this is a web application");
            }
        }
    }
}
