using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Guidelines.G13_ArbitraryUser.OSC1311_PodsFitRestricted;

/// <summary>OSC1311.</summary>
[Rule(
    "OSC1311",
    "Pods ask for nothing that restricted-v2 refuses",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Remove it, or have an administrator grant the service account a constraint that allows it.")]
public sealed class PodsFitRestricted : ManifestRule
{
    private static readonly string[] s_volumes =
        ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, WorkloadSet workloads)
    {
        foreach (Workload workload in workloads.Workloads)
        {
            string? scc = SccBindings.Of(workload, workloads);
            IEnumerable<Finding> found = OfPod(workload).Concat(workload.Containers.SelectMany(OfContainer));
            foreach (Finding finding in found)
            {
                yield return scc is null ? finding : finding with { AtMost = Severity.Info };
            }
        }
    }

    private static IEnumerable<Finding> OfPod(Workload workload)
    {
        foreach (string member in (string[])["hostNetwork", "hostPID", "hostIPC"])
        {
            if (IsTrue(workload.PodSpec[member]))
            {
                yield return Refused(InPod(workload, workload.PodSpec[member]!, member), "is true");
            }
        }

        foreach (YamlMapping volume in workload.PodSpec.ItemsAt("volumes").OfType<YamlMapping>())
        {
            if (volume.Entries.FirstOrDefault(static e => e.Key != "name" && !s_volumes.Contains(e.Key)) is { } other)
            {
                yield return Refused(Location.OfManifest(workload.Object, other.Mark, $"volume {volume.TextAt("name")}", $"volumes/{volume.TextAt("name")}"), $"is of the type {other.Key}");
            }
        }

        foreach (Finding finding in OfContext(workload.PodSpec.MappingAt("securityContext"), (node, member) => InPod(workload, node, member)))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> OfContainer(WorkloadContainer container)
    {
        Location At(YamlNode? node, string member) => Location.OfContainer(container, node?.Mark ?? default, member, "securityContext/" + member);
        YamlMapping context = container.Root.MappingAt("securityContext");
        if (IsTrue(context["privileged"]))
        {
            yield return Refused(At(context["privileged"], "privileged"), "is true");
        }

        YamlNode? escalation = context["allowPrivilegeEscalation"];
        if (escalation is null)
        {
            yield return Finding.Violation(At(container.Root["securityContext"], "allowPrivilegeEscalation"), "is not set; restricted-v2 sets it to false, other clusters leave it true") with
            {
                AtMost = Severity.Info,
                Fix = "Set 'allowPrivilegeEscalation: false'.",
            };
        }
        else if (IsTrue(escalation))
        {
            yield return Refused(At(escalation, "allowPrivilegeEscalation"), "is true");
        }

        foreach (YamlScalar capability in context.ItemsAt("capabilities", "add").OfType<YamlScalar>())
        {
            if (capability.Text is not "NET_BIND_SERVICE")
            {
                yield return Refused(At(capability, "capabilities.add"), $"has {capability.Text}");
            }
        }

        if (!context.ItemsAt("capabilities", "drop").OfType<YamlScalar>().Any(static c => c.Text == "ALL"))
        {
            yield return Finding.Violation(At(context["capabilities"] ?? container.Root["securityContext"], "capabilities.drop"), "does not have ALL; restricted-v2 adds it, other clusters do not") with
            {
                AtMost = Severity.Info,
                Fix = "Set 'capabilities: { drop: [ALL] }'.",
            };
        }

        if (context["procMount"] is YamlScalar { Text: not ("" or "Default") } procMount)
        {
            yield return Refused(At(procMount, "procMount"), $"is {procMount.Text}");
        }

        foreach (ContainerPort port in container.Ports)
        {
            if (port.Root["hostPort"] is YamlScalar { Kind: YamlScalarKind.Integer } hostPort && hostPort.AsInteger() != 0)
            {
                yield return Refused(At(hostPort, "hostPort"), $"is {hostPort.Text}");
            }
        }

        foreach (Finding finding in OfContext(context, At))
        {
            yield return finding;
        }
    }

    // What pods and containers both have.
    private static IEnumerable<Finding> OfContext(YamlMapping context, Func<YamlNode, string, Location> at)
    {
        if (context["seccompProfile"] is YamlMapping seccomp && seccomp["type"] is YamlScalar { Kind: YamlScalarKind.String, Text: not ("RuntimeDefault" or "") } type)
        {
            yield return Refused(at(type, "seccompProfile"), $"is {type.Text}");
        }

        if (context["seLinuxOptions"] is YamlMapping { Entries.IsEmpty: false } linux)
        {
            yield return Refused(at(linux, "seLinuxOptions"), "is set, and each namespace has labels of its own");
        }

        if (context["runAsNonRoot"] is YamlScalar { Kind: YamlScalarKind.Boolean, Text: "false" } nonRoot)
        {
            yield return Finding.Violation(at(nonRoot, "runAsNonRoot"), "is false, which the pod security standard 'restricted' refuses") with { AtMost = Severity.Warning, Fix = "Set 'runAsNonRoot: true'." };
        }
    }

    private static Location InPod(Workload workload, YamlNode node, string member) => Location.OfManifest(workload.Object, node.Mark, member, "spec/" + member);

    private static Finding Refused(Location where, string seen) => Finding.Violation(where, $"{seen}, which restricted-v2 does not allow: the pods are not created");

    private static bool IsTrue(YamlNode? node) => (node as YamlScalar)?.AsBoolean() == true;
}
