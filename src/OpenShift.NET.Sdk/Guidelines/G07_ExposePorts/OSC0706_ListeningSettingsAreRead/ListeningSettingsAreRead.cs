using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code.Listening;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G07_ExposePorts.OSC0706_ListeningSettingsAreRead;

/// <summary>OSC0706.</summary>
[Rule(
    "OSC0706",
    "The host reads what says where to listen",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Say it where the host reads it.")]
public sealed class ListeningSettingsAreRead : CodeRule
{
    private const string OfAddresses = "Add <ContainerEnvironmentVariable Include=\"ASPNETCORE_URLS\" Value=\"http://*:{0}\" />, which this host reads.";
    private const string OfImages = "Set the variable ASPNETCORE_URLS=http://*:{0} in the image, which this host reads.";
    private const string OfCode = "Call builder.Configuration.AddEnvironmentVariables(\"ASPNETCORE_\"), and the host reads the variables of the image; or say it in code, builder.WebHost.UseUrls(\"http://*:{0}\").";

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, Code.CodeFacts code)
    {
        ImmutableArray<CodeHost> hosts = PublishedPorts.Hosts(publication);
        if (hosts.IsEmpty || PublishedPorts.Listening(publication) is not { } listening)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "builds no host with a web server that is known of");
            yield break;
        }

        bool overruled = PublishedPorts.OfCode(publication).Length > 0;
        foreach (CodeHost host in hosts)
        {
            string[] ignored = [.. Ignored(publication, host.Reads)];
            Location where = Location.OfCall(publication, host.Call, host.Api);
            int port = PublishedPorts.Exposed(publication).FirstOrDefault(static p => p is { Problem: null, Protocol: "tcp" })?.Number ?? 8080;
            if (!overruled && !IsTold(publication, host))
            {
                string seen = $"builds the host with {host.Api}, which {(ignored.Length == 0 ? "nothing tells where to listen" : $"does not read {string.Join(" and ", ignored)}")}";
                string fix = string.Format(System.Globalization.CultureInfo.InvariantCulture, !host.Reads.HasFlag(ListeningSources.AspNetCoreUrls) ? OfCode : publication.Project is null ? OfImages : OfAddresses, port);
                yield return host.MayReadMore || !code.IsComplete
                    ? Finding.CouldNotTell(where, seen + ", but other settings that are not known here") with { Fix = fix }
                    : Finding.Violation(where, seen + ": it listens on http://localhost:5000, where no Service, Route or probe reaches it") with { Fix = fix };
            }
            else if (listening.Ports.Length > 0 && OwnIgnored(publication, host.Reads) is [var own, ..])
            {
                yield return Finding.Violation(where, $"builds the host with {host.Api}, which does not read {own}") with
                {
                    Fix = host.Reads.HasFlag(ListeningSources.AspNetCoreUrls) ? "Say it with ASPNETCORE_URLS, or remove it." : "Add it as source of the host's configuration, or remove it.",
                    AtMost = Severity.Warning,
                };
            }
        }
    }

    // By the image, or by the manifests' variables.
    private static bool IsTold(Publication publication, CodeHost host)
    {
        if (PublishedPorts.Configured(publication, host.Reads).IsConfigured)
        {
            return true;
        }

        if (publication.Workloads is not { } workloads)
        {
            return false;
        }

        foreach (WorkloadContainer container in PublishedContainers.Of(publication))
        {
            ImmutableArray<string> variables = [.. workloads.ReadableVariables(container).Select(static v => v.Key + "=" + v.Value)];
            if (ListeningPorts.Resolve([], variables, [], host.Reads).IsConfigured)
            {
                return true;
            }
        }

        return false;
    }

    // What says where to listen, to a host that does not listen to it.
    private static IEnumerable<string> Ignored(Publication publication, ListeningSources reads) =>
        (publication.Config.Config.Env ?? []).Select(static e => e.Split('=')[0])
            .Concat((publication.Project?.Image.ListeningPorts ?? []).Select(static p => p.Source))
            .Where(s => ListeningPorts.SourceOf(s) is not ListeningSources.None and var source && (source & reads) == 0)
            .Distinct(StringComparer.OrdinalIgnoreCase);

    // Without what every base image and this SDK say.
    private static string[] OwnIgnored(Publication publication, ListeningSources reads) =>
        publication.Project is { } project
            ? [.. Ignored(publication, reads).Where(s => s.Contains(' ', StringComparison.Ordinal) || project.Image.Environment.Any(v => v.Name == s))]
            : [];
}
