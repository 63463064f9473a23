using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Charts;

/// <summary>The pod of <c>helm test</c> (Helm, "Chart Tests"): it asks through the Service what the readiness probe asks in the container.</summary>
internal static class ChartTest
{
    private const int Attempts = 12;

    private const int Pause = 5;

    /// <summary>The pod; <see langword="null"/> where nothing can be asked from outside: no Service, or none of its ports speaks TCP.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="objects">The objects of the chart, the user's own merged in.</param>
    public static YamlMapping? Make(WorkloadPlan workload, IEnumerable<YamlMapping> objects)
    {
        YamlMapping[] all = [.. objects];
        YamlMapping? container = all.Where(static o => o.TextAt("kind") == "Deployment" && o.TextAt("metadata", "name") == "${NAME}")
            .SelectMany(static o => o.ItemsAt("spec", "template", "spec", "containers")).OfType<YamlMapping>().FirstOrDefault(c => c.TextAt("name") == workload.Name);
        YamlMapping? service = all.FirstOrDefault(static o => o.TextAt("kind") == "Service" && o.TextAt("metadata", "name") == "${NAME}");
        if (container is null || service is null)
        {
            return null;
        }

        YamlMapping? probe = container["readinessProbe"] as YamlMapping ?? container["startupProbe"] as YamlMapping ?? container["livenessProbe"] as YamlMapping;
        YamlMapping? http = probe?["httpGet"] as YamlMapping;
        string? port = ServicePort(container, service, (http ?? probe?["tcpSocket"] as YamlMapping ?? probe?["grpc"] as YamlMapping)?.TextAt("port"));
        if ((port ?? FirstPort(service)) is not { } open)
        {
            return null;
        }

        // What is asked at another host, or at a port that the Service does not have, cannot be asked from outside: then, as for gRPC, for which no image of the system has a client, that somebody listens.
        ImmutableArray<YamlNode> command = http is not null && port is not null && http["host"] is null ? Curl(http, port) : Connect(open);

        return new MappingBuilder
        {
            { "apiVersion", "v1" },
            { "kind", "Pod" },
            {
                "metadata", new MappingBuilder
                {
                    { "name", "${NAME}-test" },
                    { "labels", new MappingBuilder { { "app.kubernetes.io/name", workload.Name + "-test" }, { "app.kubernetes.io/instance", "${NAME}" }, { "app.kubernetes.io/managed-by", new YamlScalar("{{ .Release.Service | quote }}", YamlScalarKind.Verbatim) } } },
                    { "annotations", new MappingBuilder { { "helm.sh/hook", "test" }, { "helm.sh/hook-delete-policy", "before-hook-creation,hook-succeeded" } } },
                }
            },
            { "spec", Spec(command) },
        };
    }

    private static YamlMapping Spec(ImmutableArray<YamlNode> command) => new MappingBuilder
    {
        { "restartPolicy", "Never" },
        { "automountServiceAccountToken", false },
        { "enableServiceLinks", false },
        { "securityContext", new MappingBuilder { { "runAsNonRoot", true }, { "seccompProfile", new MappingBuilder { { "type", "RuntimeDefault" } } } } },
        {
            "containers",
            [
                new MappingBuilder
                {
                    { "name", "test" },
                    { "image", new YamlScalar("{{ .Values.tests.image | quote }}", YamlScalarKind.Verbatim) },
                    { "imagePullPolicy", "IfNotPresent" },
                    { "command", command },
                    { "resources", new MappingBuilder { { "requests", new MappingBuilder { { "cpu", "10m" }, { "memory", "32Mi" } } }, { "limits", new MappingBuilder { { "memory", "64Mi" } } } } },
                    {
                        "securityContext", new MappingBuilder
                        {
                            { "allowPrivilegeEscalation", false },
                            { "capabilities", new MappingBuilder { { "drop", [new YamlScalar("ALL")] } } },
                            { "readOnlyRootFilesystem", true },
                        }
                    },
                }.Build(),
            ]
        },
    };

    private static ImmutableArray<YamlNode> Connect(string port) =>
    [
        .. ((string[])["bash", "-c", FormattableString.Invariant($"for i in {{1..{Attempts}}}; do timeout {Pause} bash -c 'exec 3<>/dev/tcp/$0/$1' \"$0\" \"$1\" && exit 0; sleep {Pause}; done; exit 1"), "${NAME}", port]).Select(static w => new YamlScalar(w)),
    ];

    // A certificate is not verified, as the kubelet does not verify it.
    private static ImmutableArray<YamlNode> Curl(YamlMapping http, string port)
    {
        bool tls = http.TextAt("scheme") == "HTTPS";
        List<string> words =
        [
            "curl", "--fail", "--silent", "--show-error", "--output", "/dev/null", "--max-time", Text(Pause), "--retry", Text(Attempts), "--retry-delay", Text(Pause), "--retry-all-errors",
        ];
        if (tls)
        {
            words.Add("--insecure");
        }

        foreach (YamlMapping header in http.ItemsAt("httpHeaders").OfType<YamlMapping>())
        {
            words.AddRange("--header", $"{header.TextAt("name")}: {header.TextAt("value")}");
        }

        string path = http.TextAt("path") ?? "/";
        words.Add($"{(tls ? "https" : "http")}://${{NAME}}:{port}{(path.StartsWith('/') ? path : "/" + path)}");
        return [.. words.Select(static w => new YamlScalar(w))];
    }

    // The Service's port that leads to a port of the container, which is called by name or number.
    private static string? ServicePort(YamlMapping container, YamlMapping service, string? wanted)
    {
        if (wanted is null)
        {
            return null;
        }

        YamlMapping? own = container.ItemsAt("ports").OfType<YamlMapping>().FirstOrDefault(p => p.TextAt("name") == wanted || p.TextAt("containerPort") == wanted);
        string?[] names = [wanted, own?.TextAt("name"), own?.TextAt("containerPort")];
        return service.ItemsAt("spec", "ports").OfType<YamlMapping>().FirstOrDefault(p => names.Contains(p.TextAt("targetPort") ?? p.TextAt("port")))?.TextAt("port");
    }

    private static string? FirstPort(YamlMapping service) => service.ItemsAt("spec", "ports").OfType<YamlMapping>().FirstOrDefault(static p => p.TextAt("protocol") is null or "TCP")?.TextAt("port");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
