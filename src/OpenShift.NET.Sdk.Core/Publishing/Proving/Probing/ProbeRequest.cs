using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Guidelines.G20_HealthProbes;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Publishing.Proving.Probing;

/// <summary>What a probe asks (Kubernetes API, core/v1, <c>Probe</c>); also what an <c>httpGet</c> hook of a container's end asks.</summary>
internal sealed record ProbeRequest
{
    /// <summary><c>livenessProbe</c>, <c>readinessProbe</c>, <c>startupProbe</c>; <c>preStop</c> for the hook.</summary>
    public required string Kind { get; init; }

    /// <summary><c>httpGet</c>, <c>tcpSocket</c>, <c>grpc</c> or <c>exec</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The port; <see langword="null"/> for exec, and when its name is not declared.</summary>
    public int? Port { get; init; }

    /// <summary>The port as it stands in the manifest, when its name is not declared.</summary>
    public string? UnknownPort { get; init; }

    /// <summary>Path and query of an HTTP request.</summary>
    public string Path { get; init; } = "/";

    /// <summary>The host that is asked instead of the pod (<c>httpGet.host</c>, <c>tcpSocket.host</c>); <see langword="null"/> for the pod's address.</summary>
    public string? Host { get; init; }

    /// <summary>
    /// Why it is not asked, one sentence without a full stop; <see langword="null"/> when it is. The kubelet asks a host from its node, with the node's names and loopback interface
    /// (kubernetes/kubernetes, <c>pkg/kubelet/prober</c>): what answers there is not the container, and not of this machine.
    /// </summary>
    public string? NotAsked => Host is null ? null : $"was not asked: the kubelet asks the host '{Host}' from its node, not the container";

    /// <summary>Whether it asks over TLS; certificates are not verified.</summary>
    public bool IsHttps { get; init; }

    /// <summary>Headers of an HTTP request.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The gRPC health service that is asked for; empty for the server as a whole.</summary>
    public string Service { get; init; } = "";

    /// <summary>Command of an exec probe.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary><c>timeoutSeconds</c>.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What is asked, for people.</summary>
    public string Target => Action switch
    {
        "httpGet" => $"{(IsHttps ? "https" : "http")}://{Host}:{PortText}{Path}",
        "tcpSocket" => $"tcp {Host}:{PortText}",
        "grpc" => $"grpc :{PortText}{(Service.Length == 0 ? "" : " " + Service)}",
        _ => "exec " + string.Join(' ', Command),
    };

    private string PortText => Port?.ToString(CultureInfo.InvariantCulture) ?? UnknownPort ?? "";

    /// <summary>Reads a probe, or a hook, of a container; <see langword="null"/> when it says nothing that could be asked.</summary>
    /// <param name="container">The container.</param>
    /// <param name="kind">Which, for <see cref="Kind"/>.</param>
    /// <param name="root">The probe as it stands.</param>
    public static ProbeRequest? Read(WorkloadContainer container, string kind, YamlMapping root)
    {
        var probe = new ContainerProbe(container, kind, root);
        if (probe.Action is not { } action)
        {
            return null;
        }

        YamlMapping asked = root.MappingAt(action);
        var request = new ProbeRequest { Kind = kind, Action = action, Host = probe.Host, Timeout = TimeSpan.FromSeconds(Math.Min(probe.TimeoutSeconds, 3600)) };
        if (action == "exec")
        {
            ImmutableArray<string> command = [.. asked.ItemsAt("command").OfType<YamlScalar>().Select(static w => w.Text)];
            return command.IsEmpty ? null : request with { Command = command };
        }

        request = probe.PortNumber is > 0 and <= 65535 and var port ? request with { Port = (int)port } : request with { UnknownPort = probe.Port?.Text ?? "" };
        return action switch
        {
            "httpGet" => request with
            {
                Path = "/" + (asked.TextAt("path") ?? "").TrimStart('/'),
                IsHttps = "HTTPS".Equals(asked.TextAt("scheme"), StringComparison.OrdinalIgnoreCase),
                Headers = [.. asked.ItemsAt("httpHeaders").OfType<YamlMapping>().Select(static h => KeyValuePair.Create(h.TextAt("name") ?? "", h.TextAt("value") ?? "")).Where(static h => h.Key.Length > 0)],
            },
            "grpc" => request with { Service = asked.TextAt("service") ?? "" },
            _ => request,
        };
    }
}
