using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Guidelines.G07_ExposePorts.OSC0704_ManifestPortsAgree;

/// <summary>OSC0704.</summary>
[Rule(
    "OSC0704",
    "The manifests' ports are those of the image",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Use one port everywhere: the ContainerPort of the project, its containerPort, and its name or number in the Service.",
    ImageFix = "Use one port everywhere: EXPOSE of the image, its containerPort, and its name or number in the Service.")]
public sealed class ManifestPortsAgree : ManifestRule
{
    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, WorkloadSet workloads)
    {
        ImmutableArray<WorkloadContainer> own = PublishedContainers.Of(publication);
        ImmutableArray<ExposedPort> exposed = PublishedPorts.Exposed(publication);
        foreach (WorkloadContainer container in exposed.IsEmpty ? [] : own)
        {
            foreach (ContainerPort port in container.Ports)
            {
                if (port.Number is { } number && !PublishedContainers.Serves(publication, number) && !PublishedPorts.SetBy(workloads, container).Any(p => p.Number == number))
                {
                    yield return Finding.Violation(
                        Location.OfContainer(container, port.Root["containerPort"]!.Mark, FormattableString.Invariant($"port {number}"), FormattableString.Invariant($"ports/{number}")),
                        $"is a port the image neither exposes nor listens on ({string.Join(", ", exposed.Select(static p => p.ToString()))})") with
                    {
                        AtMost = Severity.Warning,
                    };
                }
            }
        }

        foreach (ManifestObject service in workloads.OfKind("Service"))
        {
            foreach (Workload workload in workloads.SelectedBy(service))
            {
                foreach (YamlMapping port in service.Root.ItemsAt("spec", "ports").OfType<YamlMapping>())
                {
                    if ((port["targetPort"] ?? port["port"]) is YamlScalar target && Problem(publication, workloads, workload, target, own) is { } seen)
                    {
                        yield return Finding.Violation(Location.OfManifest(service, target.Mark, $"port {port.TextAt("name") ?? port.TextAt("port")}", $"ports/{port.TextAt("name") ?? port.TextAt("port")}"), seen);
                    }
                }
            }
        }
    }

    private static string? Problem(Publication publication, WorkloadSet workloads, Workload workload, YamlScalar target, ImmutableArray<WorkloadContainer> own)
    {
        if (workload.Containers.Any(c => (c.IsMain || c.IsSidecar) && c.PortOf(target) is not null))
        {
            return null;
        }

        if (target.Kind != YamlScalarKind.Integer)
        {
            return $"leads to the port '{target.Text}', which no container of {workload.Kind}/{workload.Object.Name} declares";
        }

        // A container may listen on ports it does not declare; of the published image it is known.
        bool known = workload.Containers.All(c => c.IsInit || own.Contains(c)) && PublishedPorts.Listening(publication) is { Ports.Length: > 0 };
        return known && !PublishedContainers.Serves(publication, target.AsInteger() ?? 0) && !workload.Containers.Any(c => own.Contains(c) && PublishedPorts.SetBy(workloads, c).Any(p => p.Number == target.AsInteger()))
            ? $"leads to port {target.Text}, on which nothing in {workload.Kind}/{workload.Object.Name} listens"
            : null;
    }
}
