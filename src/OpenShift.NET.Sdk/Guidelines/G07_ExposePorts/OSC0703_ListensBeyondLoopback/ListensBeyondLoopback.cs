using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G07_ExposePorts.OSC0703_ListensBeyondLoopback;

/// <summary>OSC0703.</summary>
[Rule(
    "OSC0703",
    "The application listens on more than the loopback address",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Listen on every address: http://*:8080, ListenAnyIP(8080), or ASPNETCORE_HTTP_PORTS=8080 and nothing in code.")]
public sealed class ListensBeyondLoopback : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (PublishedPorts.Listening(publication) is not { Ports: [var first, ..] } listening)
        {
            yield return Finding.NotApplicable(Location.OfConfig(publication, "ExposedPorts", "ContainerPort"), "belongs to no application whose listening port is known");
        }
        // What the framework chooses because a host reads nothing is OSC0706's.
        else if (!listening.IsDefault && listening.NotUnderstood.IsEmpty && listening.Ports.All(static p => p.LoopbackOnly))
        {
            string others = listening.Ports.Length == 1 ? "" : $", and so are {string.Join(", ", listening.Ports.Skip(1).Select(static p => p.Number))}";
            yield return Finding.Violation(PublishedPorts.WhereListening(publication, first), $"is listened on for the container itself only ({first.Source}){others}: no Service, Route or probe reaches the application");
        }
    }
}
