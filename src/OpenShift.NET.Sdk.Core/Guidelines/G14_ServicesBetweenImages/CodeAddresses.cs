using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Guidelines.AppCode;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Addresses;

namespace OpenShift.NET.Sdk.Guidelines.G14_ServicesBetweenImages;

/// <summary>Addresses in code that mean another machine in a pod than on a developer's.</summary>
internal static class CodeAddresses
{
    // Dapr's sidecar and the collectors' is reached over localhost on purpose.
    private static readonly int[] s_sidecarPorts = [3500, 50001, 15000, 15020];

    private static readonly KnownApi[] s_ownAddress =
    [
        "Microsoft.AspNetCore.Http.HttpRequest::get_Host",
        "Microsoft.AspNetCore.Http.Extensions.UriHelper::*",
        "Microsoft.AspNetCore.Components.NavigationManager::get_BaseUri",
        "Microsoft.AspNetCore.Components.NavigationManager::ToAbsoluteUri",
        "Microsoft.AspNetCore.Hosting.Server.Features.IServerAddressesFeature::get_Addresses",
    ];

    private static readonly KnownApi[] s_dapr = ["Dapr.Client.DaprClientBuilder::Use*", "Dapr.Actors.Client.ActorProxyOptions::set_*", "Dapr.Actors.Runtime.ActorRuntimeOptions::set_HttpEndpoint"];

    private static readonly KnownApi[] s_requests =
    [
        "System.Net.Http.HttpClient::Get*", "System.Net.Http.HttpClient::Post*", "System.Net.Http.HttpClient::Put*", "System.Net.Http.HttpClient::Patch*", "System.Net.Http.HttpClient::Delete*",
        "System.Net.Http.Json.HttpClientJsonExtensions::*", "Microsoft.AspNetCore.SignalR.Client.HubConnectionBuilderHttpExtensions::WithUrl",
    ];

    // A literal is two faults at one place: what it names, and that nothing replaces it.
    private const string Literal = ", in a literal that no deployment can change";
    private const string LiteralFix = "Read the address from the configuration, and name a Service there, for example http://orders:8080 in an environment variable or ConfigMap.";

    /// <summary>IP addresses of one machine (OSC1401).</summary>
    public static IEnumerable<Finding> Fixed(Publication publication)
    {
        foreach (CodeEndpoint endpoint in CodeEndpoint.AllOf(publication))
        {
            if (HostNames.IsFixedAddress(endpoint.Host.Host))
            {
                yield return Told(publication, endpoint, $"names the IP address {endpoint.Host.Host}{Otherwise(endpoint)}");
            }
        }
    }

    /// <summary>This machine itself (OSC1402).</summary>
    public static IEnumerable<Finding> Local(Publication publication)
    {
        HashSet<int>? own = null;
        HashSet<(string, string)>? asking = null;
        foreach (CodeEndpoint endpoint in CodeEndpoint.AllOf(publication))
        {
            if (!endpoint.Host.IsLocal || IsOfDapr(endpoint) || IsSet(publication, endpoint))
            {
                continue;
            }

            // A method that takes the address from the request calls the application itself, and so does what it takes instead.
            asking ??= [.. publication.Code!.CallsTo(s_ownAddress).Where(static c => c.Reachable).Select(static c => (c.In.Type, c.In.Name))];
            if (endpoint.Host.Port is null && asking.Contains((endpoint.Call.In.Type, endpoint.Call.In.Name)))
            {
                continue;
            }

            own ??= [.. PublishedPorts.Listening(publication)?.Ports.Select(static p => p.Number) ?? []];
            if (!endpoint.Host.IsThisMachine || endpoint.Host.Port is not { } port || !(own.Contains(port) || s_sidecarPorts.Contains(port) || IsOfSidecar(publication, port)))
            {
                yield return endpoint.IsImplied
                    ? Finding.Violation(CodeLocations.Of(publication, endpoint.Call), $"names no server, and so takes {endpoint.Host}{LocalHost.Why(endpoint.Host.Host)}") with { Fix = LiteralFix }
                    : Told(publication, endpoint, $"names {endpoint.Host}{Otherwise(endpoint)}{LocalHost.Why(endpoint.Host.Host)}");
            }
            else if (own.Contains(port) && endpoint.Setting is null && s_requests.Any(r => r.Matches(endpoint.Call)))
            {
                yield return Finding.Violation(CodeLocations.Of(publication, endpoint.Call), $"asks the application itself at {endpoint.Host}{Literal}: where one lets it listen on another port, nobody answers") with
                {
                    AtMost = Severity.Info,
                    Fix = "Call what is behind the endpoint directly, or ask the server for its address (IServerAddressesFeature).",
                };
            }
        }
    }

    // The sidecar is in the same pod, whatever port it has; without one the application does not run.
    private static bool IsOfDapr(CodeEndpoint endpoint) =>
        (endpoint.Setting is { } setting && PlatformSettings.IsOfSidecar(setting.Key)) || s_dapr.Any(d => d.Matches(endpoint.Call));

    private static Finding Told(Publication publication, CodeEndpoint endpoint, string seen) => endpoint.Setting is null
        ? Finding.Violation(CodeLocations.Of(publication, endpoint.Call), seen + Literal) with { Fix = LiteralFix }
        : Finding.Violation(CodeLocations.Of(publication, endpoint.Call), seen);

    private static string Otherwise(CodeEndpoint endpoint) => endpoint.Setting is { } setting ? $" where {setting.Key} is not set" : "";

    private static bool IsOfSidecar(Publication publication, int port) =>
        PublishedContainers.Of(publication).Any(own => own.Workload.Containers.Any(c => (c.IsMain || c.IsSidecar) && !ReferenceEquals(c.Root, own.Root) && c.Ports.Any(p => p.Number == port)));

    // A default that is never taken does no harm.
    private static bool IsSet(Publication publication, CodeEndpoint endpoint)
    {
        if (endpoint.Setting is not { } setting)
        {
            return false;
        }

        string name = setting.Key.Replace(":", "__", StringComparison.Ordinal);
        return publication.Project?.Manifests.Settings.Any(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) == true
            || PublishedSettings.Of(publication).ContainsKey(setting.Key)
            || PublishedContainers.Of(publication).Any(c => c.Variables.Any(v => v.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            || publication.Workloads?.OfKind("ConfigMap", "Secret").Any(m => m.Root.MappingAt("data")[name] is not null || m.Root.MappingAt("stringData")[name] is not null) == true;
    }
}
