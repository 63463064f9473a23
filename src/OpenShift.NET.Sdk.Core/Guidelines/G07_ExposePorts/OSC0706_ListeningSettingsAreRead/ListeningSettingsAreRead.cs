using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code.Listening;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Images.StartScripts;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
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

        bool overruled = PublishedPorts.OfCode(publication).Length > 0 || PublishedPorts.Portless(publication).Any;

        // Beside one that is told where to listen, another may be a tool's, or one that nobody starts.
        (CodeHost Host, bool? IsTold)[] told = [.. hosts.Select(h => (h, overruled ? true : IsTold(publication, h)))];
        bool anotherIsTold = told.Any(static t => t.IsTold == true);
        foreach ((CodeHost host, bool? isTold) in told)
        {
            string[] ignored = [.. Ignored(publication, host.Reads)];
            Location where = Location.OfCall(publication, host.Call, host.Api);
            int port = PublishedPorts.Exposed(publication).FirstOrDefault(static p => p is { Problem: null, Protocol: "tcp" })?.Number ?? 8080;
            if (isTold is null)
            {
                yield return Finding.CouldNotTell(where, $"builds the host with {host.Api}, and what tells it where to listen is known only in the run");
            }
            else if (isTold == false && !anotherIsTold)
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

    // By the image, its start script, or the manifests' variables; null when that is known only in the run.
    private static bool? IsTold(Publication publication, CodeHost host)
    {
        if (PublishedPorts.FilesTell(publication, host))
        {
            return true;
        }

        bool open = publication.StartScript is { Problem: not null } or { NotFollowed.IsEmpty: false };
        foreach (StartedProcess? process in publication.Started?.Processes ?? (IEnumerable<StartedProcess?>)[null])
        {
            bool some = process is not null && IsOpen(process, host.Reads);
            if (PublishedPorts.Configured(publication, process, host.Reads) is { IsConfigured: true } configured && (!some || configured.NotUnderstood.IsEmpty))
            {
                return true;
            }

            open |= some;
        }

        if (publication.Workloads is not { } workloads)
        {
            return open ? null : false;
        }

        foreach (WorkloadContainer container in PublishedContainers.Of(publication))
        {
            ImmutableArray<string> variables = [.. workloads.ReadableVariables(container).Select(static v => v.Key + "=" + v.Value)];
            ImmutableArray<string> words = [.. container.Root.ItemsAt("command").Concat(container.Root.ItemsAt("args")).OfType<YamlScalar>().Select(static w => w.Text)];
            if (ListeningPorts.Resolve([], variables, words, host.Reads).IsConfigured)
            {
                return true;
            }

            // A Secret's, or another one that only the cluster knows.
            open |= container.Variables.Any(v => (ListeningPorts.SourceOf(v.Name) & host.Reads) != 0);
        }

        return open ? null : false;
    }

    private static bool IsOpen(StartedProcess process, ListeningSources reads) =>
        process.Variables.Any(v => v.Value is null && (ListeningPorts.SourceOf(v.Key) & reads) != 0)
        || (reads.HasFlag(ListeningSources.CommandLine) && process.Words.Skip(1).Any(static w => w.Contains('$', StringComparison.Ordinal)));

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
