using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Probes;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Manifests.Generation.Objects;

/// <summary>The container (Kubernetes API, core/v1 Container).</summary>
internal static class ContainerObject
{
    public static YamlMapping Make(WorkloadPlan workload, ManifestValues values) => new MappingBuilder
    {
        { "name", workload.Name },
        { "image", values.Image, values.AnyCluster ? "OpenShiftManifestImage names another." : null },
        { "imagePullPolicy", "IfNotPresent" },
        { "ports", workload.Ports.Select(Port) },
        { "envFrom", workload.Values.Any() ? [ConfigMapReference(workload, values)] : (IEnumerable<YamlNode>)[] },
        { "env", Variables(workload, values) },
        { "startupProbe", Probe(workload, workload.Probes.Startup), workload.Probes.Startup?.Reason },
        { "livenessProbe", Probe(workload, workload.Probes.Liveness), workload.Probes.Liveness?.Reason },
        { "readinessProbe", Probe(workload, workload.Probes.Readiness), workload.Probes.Readiness?.Reason },
        { "lifecycle", Lifecycle(workload) },
        { "resources", Resources(values) },
        {
            "securityContext", new MappingBuilder
            {
                { "allowPrivilegeEscalation", false },
                { "capabilities", new MappingBuilder { { "drop", [new YamlScalar("ALL")] } } },
                {
                    "readOnlyRootFilesystem", workload.ReadOnlyRoot,
                    workload.ReadOnlyRoot ? null : "An OpenShiftWritablePath with Volume=\"None\" is a folder of the image itself; with EmptyDir or Claim the root can be read-only."
                },
            }
        },
        { "volumeMounts", workload.Mounts.Select(Mount) },
    };

    private static YamlMapping Port(WorkloadPort port) => new MappingBuilder
    {
        { "name", port.Name },
        { "containerPort", port.Number, "ContainerPort" },
        { "protocol", port.Protocol },
    };

    private static YamlMapping ConfigMapReference(WorkloadPlan workload, ManifestValues values) => new MappingBuilder
    {
        { "configMapRef", new MappingBuilder { { "name", values.SettingsName } }, workload.IsJob ? "A key added to the ConfigMap is a variable of the next run." : "A key added to the ConfigMap is a variable after the next rollout." },
    };

    // Named one by one, a variable that must be there stops the container with a message that names it, and the Secret's other keys stay outside.
    private static IEnumerable<YamlNode> Variables(WorkloadPlan workload, ManifestValues values)
    {
        if (workload.IsBehindProxy)
        {
            yield return new MappingBuilder
            {
                { "name", WorkloadPlan.ForwardedHeaders, "TLS ends at the router; its headers tell the application the caller's scheme and address." },
                { "value", "true" },
            }.Build();
        }

        foreach (GivenVariable given in workload.Given.Where(g => g.Field is not null && !workload.Settings.Any(s => s.Name == g.Name) && workload.Config.EnvironmentVariable(g.Name) is null))
        {
            yield return new MappingBuilder
            {
                { "name", given.Name },
                { "valueFrom", new MappingBuilder { { "fieldRef", new MappingBuilder { { "fieldPath", given.Field } } } } },
            }.Build();
        }

        foreach (WorkloadSetting setting in workload.Settings)
        {
            if (setting.IsSecret)
            {
                yield return Variable(setting, "secretKeyRef", values.SecretName, optional: !setting.IsDemanded);
            }
            else if (setting.Fact is { Required: true, Default: null })
            {
                yield return Variable(setting, "configMapKeyRef", values.SettingsName, optional: false);
            }
        }
    }

    private static YamlMapping Variable(WorkloadSetting setting, string reference, string name, bool optional) => new MappingBuilder
    {
        { "name", setting.Name },
        {
            "valueFrom", new MappingBuilder
            {
                {
                    reference, new MappingBuilder
                    {
                        { "name", name },
                        { "key", setting.Name },
                        { "optional", optional ? (YamlScalar)true : null },
                    }
                },
            }
        },
    };

    private static MappingBuilder? Probe(WorkloadPlan workload, PlannedProbe? probe)
    {
        if (probe is null)
        {
            return null;
        }

        var made = new MappingBuilder();
        switch (probe.Action)
        {
            case ProbeAction.HttpGet:
                made.Add("httpGet", new MappingBuilder
                {
                    { "path", probe.Path },
                    { "port", PortOf(workload, probe) },
                    { "scheme", probe.Tls ? "HTTPS" : null },
                    { "httpHeaders", HostHeader(workload), "AllowedHosts: the application answers no other host name." },
                });
                break;
            case ProbeAction.Grpc:
                // The only probe that takes no port name.
                made.Add("grpc", new MappingBuilder { { "port", probe.Port }, { "service", probe.Service } });
                break;
            case ProbeAction.Exec:
                made.Add("exec", new MappingBuilder { { "command", probe.Command.Select(c => new YamlScalar(c)) } });
                break;
            default:
                made.Add("tcpSocket", new MappingBuilder { { "port", PortOf(workload, probe) } });
                break;
        }

        made.Add("initialDelaySeconds", probe.InitialDelaySeconds);
        made.Add("periodSeconds", probe.PeriodSeconds);
        made.Add("timeoutSeconds", probe.TimeoutSeconds);
        made.Add("failureThreshold", probe.FailureThreshold);
        return made;
    }

    private static IEnumerable<YamlNode> HostHeader(WorkloadPlan workload) =>
        workload.ProbeHost is { } host ? [new MappingBuilder { { "name", "Host" }, { "value", host } }.Build()] : [];

    private static YamlScalar PortOf(WorkloadPlan workload, PlannedProbe probe) =>
        workload.Ports.FirstOrDefault(p => p.Number == probe.Port && p.Protocol == "TCP") is { } port ? port.Name : probe.Port;

    private static MappingBuilder? Lifecycle(WorkloadPlan workload) => workload.DrainSeconds == 0
        ? null
        : new MappingBuilder
        {
            {
                "preStop", new MappingBuilder { { "sleep", new MappingBuilder { { "seconds", workload.DrainSeconds } } } },
                "Requests that are on their way still find the server, until every load balancer knows that the pod ends. Kubernetes 1.30, OpenShift 4.17."
            },
        };

    private static MappingBuilder Resources(ManifestValues values) => new()
    {
        {
            "requests", new MappingBuilder
            {
                { "cpu", values.CpuRequest, "OpenShiftCpuRequest" },
                { "memory", values.MemoryRequest, "OpenShiftMemoryRequest" },
            }
        },
        {
            "limits", new MappingBuilder
            {
                { "cpu", values.CpuLimit, "OpenShiftCpuLimit" },
                { "memory", values.MemoryLimit, "OpenShiftMemoryLimit" },
            }
        },
    };

    private static YamlMapping Mount(WorkloadMount mount) => new MappingBuilder
    {
        { "name", mount.Name, mount.Reason },
        { "mountPath", mount.Path },
    };
}
