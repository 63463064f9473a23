using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code.Listening;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.ConfigFiles;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Runtimes;
using OpenShift.NET.Sdk.Images.StartScripts;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.Pods;

/// <summary>The ports of a publication as the port rules need them.</summary>
internal static class PublishedPorts
{
    /// <summary>The image's <c>ExposedPorts</c>, invalid ones included, in the configuration's order.</summary>
    public static ImmutableArray<ExposedPort> Exposed(Publication publication) =>
        [.. (publication.Config.Config.ExposedPorts?.Keys ?? []).Select(ExposedPort.Parse)];

    /// <summary>
    /// The ports the configuration and the code make the application listen on; <see langword="null"/> when it is no web application. .NET's own base images set
    /// <c>ASPNETCORE_HTTP_PORTS=8080</c> for every application, so that variable alone does not make one of an image that is judged without its project.
    /// </summary>
    public static ListeningPorts? Listening(Publication publication)
    {
        ImmutableArray<CodeHost> hosts = Hosts(publication);
        ImmutableArray<CodePort> code = OfCode(publication);
        if (!IsWeb(publication, hosts, code))
        {
            return null;
        }

        ListeningCode said = Said(publication, hosts, code);
        ListeningPorts configured = Configured(publication, said.Sources);
        if (!said.Effective(configured).IsEmpty)
        {
            return configured.With(said);
        }

        if (!configured.HasKestrelEndpoint && (said.IsPortless || (!configured.IsConfigured && FilesTell(publication, hosts))))
        {
            return new ListeningPorts([], [], IsConfigured: true);
        }

        return configured.IsConfigured || !IsCertain(publication, hosts) ? configured : Default(publication, hosts[0]);
    }

    /// <summary>What the code says about listening.</summary>
    private static ListeningCode Said(Publication publication, ImmutableArray<CodeHost> hosts, ImmutableArray<CodePort> code)
    {
        (bool Any, bool Endpoint) portless = Portless(publication);
        return new ListeningCode
        {
            Sources = hosts.IsEmpty ? ListeningSources.All : hosts.Aggregate(ListeningSources.None, static (all, host) => all | host.Reads),
            Endpoints = [.. code.Select(p => p.AsEndpoint(SourceOf(publication, p)))],
            IsPortless = portless.Any,
            HasPortlessEndpoint = portless.Endpoint,
            SettingsOutweighUseUrls = !hosts.IsEmpty && hosts.All(static h => h.SettingsOutweighUseUrls),
        };
    }

    /// <summary>The hosts with a web server that the code builds; none when the code is not known.</summary>
    public static ImmutableArray<CodeHost> Hosts(Publication publication) => publication.Code is { } code ? CodeHosts.Find(code) : [];

    /// <summary>What the configuration says of listening, as a host that reads some sources of it takes it: settings files, variables and command line of the started application. A variable that is known only in the run is <c>$NAME</c>.</summary>
    public static ListeningPorts Configured(Publication publication, ListeningSources sources) => Configured(publication, publication.Started?.Processes[0], sources);

    /// <summary>The same for one of the places where the application is started; <see langword="null"/> when none is known.</summary>
    public static ListeningPorts Configured(Publication publication, StartedProcess? process, ListeningSources sources) => ListeningPorts.Resolve(
        Files(publication),
        process is null ? publication.Config.Config.Env ?? [] : Environment(publication, process),
        process?.Words ?? [.. publication.Config.Config.Entrypoint ?? [], .. publication.Config.Config.Cmd ?? []],
        sources);

    /// <summary>Whether the code makes the application listen where there is no port, in the image as it comes.</summary>
    public static (bool Any, bool Endpoint) Portless(Publication publication) =>
        publication.Code is { } code ? CodeListening.Portless(code, PublishedSettings.Of(publication)) : default;

    /// <summary>Whether a settings file says where to listen to one of the hosts, be it a place without a port.</summary>
    public static bool FilesTell(Publication publication, params IEnumerable<CodeHost> hosts) =>
        PublishedSettings.Files(publication, PublishedSettings.EnvironmentOf(publication, null)).SelectMany(static f => f.Content.Entries).Any(e =>
            e.Value.Length > 0
            && (e.Key.EndsWith(":Url", StringComparison.OrdinalIgnoreCase) || !e.Key.Contains(':', StringComparison.Ordinal))
            && ListeningPorts.SourceOf("appsettings.json " + e.Key) is var source && hosts.Any(h => (h.Reads & source) != 0));

    // In the order of the image, so that of two spellings the same one wins.
    private static ImmutableArray<string> Environment(Publication publication, StartedProcess process)
    {
        string[] names = [.. (publication.Config.Config.Env ?? []).Select(static e => e.Split('=')[0]).Where(process.Variables.ContainsKey)];
        return [.. names.Concat(process.Variables.Keys.Except(names, StringComparer.Ordinal).Order(StringComparer.Ordinal)).Select(n => n + "=" + (process.Variables[n] ?? "$" + n))];
    }

    /// <summary>The ports that a container of the manifests makes the application listen on, by its variables (<c>ASPNETCORE_URLS</c>, <c>ASPNETCORE_HTTP_PORTS</c>, <c>Kestrel__Endpoints__…</c>) and its command line.</summary>
    public static ImmutableArray<PortFact> SetBy(WorkloadSet workloads, WorkloadContainer container) =>
        ListeningPorts.Resolve(
            [],
            [.. workloads.ReadableVariables(container).Select(static v => v.Key + "=" + v.Value)],
            [.. container.Root.ItemsAt("command").Concat(container.Root.ItemsAt("args")).OfType<YamlScalar>().Select(static s => s.Text)]).Ports;

    /// <summary>Whether nothing else than what is known can tell a host where to listen.</summary>
    public static bool IsCertain(Publication publication, ImmutableArray<CodeHost> hosts) =>
        !hosts.IsEmpty && publication.Code is { IsComplete: true } && !hosts.Any(static h => h.MayReadMore);

    private static bool IsWeb(Publication publication, ImmutableArray<CodeHost> hosts, ImmutableArray<CodePort> code)
    {
        // A host that the program stops by itself listens for a moment, and for nobody.
        if (!hosts.IsEmpty && CodeListening.ServesNothing(publication.Code!))
        {
            return false;
        }

        if (publication.Project is { } project)
        {
            return project.Application.Kind == ApplicationKind.Web || !hosts.IsEmpty;
        }

        return publication.Config.Config.ExposedPorts is { Count: > 0 }
            || !hosts.IsEmpty || !code.IsEmpty
            || (publication.Config.Config.Env ?? []).Any(e => ListeningPorts.IsSetting(e.Split('=')[0]) && !e.Equals("ASPNETCORE_HTTP_PORTS=8080", StringComparison.OrdinalIgnoreCase) && publication.Base?.Config.Config.Env?.Contains(e) != true)
            || publication.Files.Visible.Any(static f => f is { Origin: Origin.App, File.Text: { } text } && f.Path.EndsWith(".runtimeconfig.json", StringComparison.OrdinalIgnoreCase) && RuntimeConfig.Read(text, null).Uses("Microsoft.AspNetCore.App"));
    }

    // Without a project the settings files are those of the image.
    private static ImmutableArray<PortFact> Files(Publication publication)
    {
        if (publication.Project is { } project)
        {
            return project.Image.ListeningPorts;
        }

        var ports = ImmutableArray.CreateBuilder<PortFact>();
        foreach ((FileVersion file, ConfigFile content) in PublishedSettings.Files(publication, PublishedSettings.EnvironmentOf(publication, null)))
        {
            foreach (ConfigEntry entry in content.Entries)
            {
                string source = file.Path[(file.Path.LastIndexOf('/') + 1)..] + " " + entry.Key;
                if (ListeningPorts.SourceOf(source) is not (ListeningSources.FileUrls or ListeningSources.FileEndpoints) || entry.Key.StartsWith("Kestrel:", StringComparison.OrdinalIgnoreCase) != entry.Key.EndsWith(":Url", StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                ports.RemoveAll(p => p.Source.EndsWith(" " + entry.Key, StringComparison.OrdinalIgnoreCase));
                foreach (string address in entry.Value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                {
                    if (ListeningPorts.TryReadAddress(address, source, out PortFact? port) && port is not null)
                    {
                        ports.Add(port);
                    }
                }
            }
        }

        return ports.ToImmutable();
    }

    private static ListeningPorts Default(Publication publication, CodeHost host) =>
        new([new PortFact(5000, "tcp", $"the default of {host.Api} in {Location.OfCall(publication, host.Call).Text}", LoopbackOnly: true)], [], IsConfigured: true) { IsDefault = true };

    /// <summary>The ports the code names for an image that runs as it comes.</summary>
    public static ImmutableArray<CodePort> OfCode(Publication publication) =>
        publication.Code is { } code ? [.. CodeListening.Ports(code, PublishedSettings.Of(publication)).Where(static p => p.Environment.InProduction)] : [];

    /// <summary>How a message names what opens a port in code.</summary>
    public static string SourceOf(Publication publication, CodePort port) => port.Api + " in " + WhereOf(publication, port).Text;

    /// <summary>Where code names a port.</summary>
    public static Location WhereOf(Publication publication, CodePort port) => Location.OfCode(publication, port.Place, "of the application", port.Api);

    /// <summary>Where a port is exposed: the base image's place when the base exposes it too.</summary>
    public static Location WhereExposed(Publication publication, ExposedPort port) =>
        Location.OfPort(publication, port.ToString()) with
        {
            Origin = publication.Base?.Config.Config.ExposedPorts?.Keys.Any(k => ExposedPort.Parse(k).ToString() == port.ToString()) == true ? Origin.Base : Origin.App,
        };

    /// <summary>Where a port is made a listening one. It is the application that listens, whoever chose the port.</summary>
    public static Location WhereListening(Publication publication, PortFact port)
    {
        if (OfCode(publication).FirstOrDefault(p => p.Number == port.Number && SourceOf(publication, p) == port.Source) is { Place: { } line })
        {
            return Location.OfPort(publication, port.ToString()) with { Source = line };
        }

        if (InSettings(publication, port.Source) is { } setting)
        {
            return Location.OfPort(publication, port.ToString()) with { Source = null, ImageFile = setting.ImageFile, FileLine = setting.FileLine, FileColumn = setting.FileColumn };
        }

        // A variable that is none of the project's was set after ContainerPort.
        bool own = publication.Project?.Image.Environment.Any(v => v.Name.Equals(port.Source, StringComparison.OrdinalIgnoreCase)) == true;
        SourceLocation? place = own
            ? publication.Project?.PlaceOf(port.Source, "ContainerEnvironmentVariable " + port.Source, "ContainerEnvironmentVariable", "ContainerPort")
            : publication.Project?.PlaceOf(port.Source, "ContainerPort", "ContainerEnvironmentVariable");
        return Location.OfPort(publication, port.ToString()) with { Source = place };
    }

    // "appsettings.json Kestrel:Endpoints:Http:Url"
    private static Location? InSettings(Publication publication, string source)
    {
        if (source.Split(' ', 2) is not [var name, var key])
        {
            return null;
        }

        foreach ((FileVersion file, ConfigFile content) in PublishedSettings.Files(publication, PublishedSettings.EnvironmentOf(publication, null)))
        {
            if (ImagePath.Name(file.Path).Equals(name, StringComparison.OrdinalIgnoreCase)
                && content.Entries.LastOrDefault(e => e.Key.Equals(key, StringComparison.OrdinalIgnoreCase)) is { } entry)
            {
                return ShippedSettings.Where(publication, file, entry);
            }
        }

        return null;
    }
}
