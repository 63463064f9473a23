using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Listening;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G07_ExposePorts.OSC0708_ListeningIsConfigurable;

/// <summary>OSC0708.</summary>
[Rule(
    "OSC0708",
    "A deployment can change where the application listens",
    Basic = Severity.None,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Remove it, so that the variables of the image say it, or read it from the configuration with the present port as default.")]
public sealed class ListeningIsConfigurable : CodeRule
{
    private const int LowestFree = 1024;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        // A host that reads no variables has nothing but its code.
        ImmutableArray<CodeHost> hosts = PublishedPorts.Hosts(publication);
        if (!hosts.IsEmpty && !hosts.Any(static h => h.Reads.HasFlag(ListeningSources.AspNetCoreUrls)))
        {
            yield break;
        }

        // Kestrel:Endpoints of the shipped settings outweigh the variables that everybody knows, and go by one that nobody thinks of.
        foreach (PortFact port in PublishedPorts.Listening(publication)?.Ports ?? [])
        {
            if (port is { LoopbackOnly: false, Number: >= LowestFree } && port.Source.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase) && port.Source.Split(' ', 2) is [_, var key] && key.StartsWith("Kestrel:Endpoints:", StringComparison.OrdinalIgnoreCase)
                && publication.Config.Config.EnvironmentVariable("ASPNETCORE_HTTP_PORTS") != port.Number.ToString(System.Globalization.CultureInfo.InvariantCulture))
            {
                yield return Finding.Violation(PublishedPorts.WhereListening(publication, port), $"is what {key} says, which neither ASPNETCORE_HTTP_PORTS nor ASPNETCORE_URLS of a deployment changes") with
                {
                    Fix = $"Remove it, so that the variables of the image say it; until then {key.Replace(":", "__", StringComparison.Ordinal)} in the environment changes it.",
                };
            }
        }

        // The loopback address is OSC0703's, a low port OSC1309's.
        var told = new HashSet<(string, int)>();
        foreach (CodePort port in PublishedPorts.OfCode(publication))
        {
            if (port is { IsLiteral: true, LoopbackOnly: false, Number: >= LowestFree and var number } && PublishedPorts.WhereOf(publication, port) is var where && told.Add((where.Text, number)))
            {
                yield return Finding.Violation(where with { Text = where.Text + " " + port.Api }, FormattableString.Invariant($"names port {number} in a literal, which neither ASPNETCORE_HTTP_PORTS nor ASPNETCORE_URLS of a deployment changes"));
            }
        }
    }
}
