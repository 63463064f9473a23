using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G14_ServicesBetweenImages.OSC1404_ServicesResolve;

/// <summary>OSC1404.</summary>
[Rule(
    "OSC1404",
    "Services, Routes and Ingresses lead to something",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Correct the name, the labels or the port so that both sides are equal.")]
public sealed class ServicesResolve : ManifestRule
{
    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, WorkloadSet workloads)
    {
        foreach (Finding finding in OfServices(workloads).Concat(OfRoutes(workloads)).Concat(OfIngresses(workloads)).Concat(OfOthers(workloads)))
        {
            yield return finding;
        }

        foreach (WorkloadContainer container in PublishedContainers.Of(publication))
        {
            if (container.Workload is { RunsOn: true, Kind: not "Pod" } && !container.Ports.IsEmpty && publication.Project?.Application.Kind != ApplicationKind.Worker
                && !workloads.OfKind("Service").Any(s => LabelSelector.Matches(s.Root.MappingAt("spec", "selector"), container.Workload.PodLabels)))
            {
                yield return Finding.Violation(Location.OfContainer(container, container.Root.EntryOf("ports")?.Mark ?? default, scope: "ports"), "has ports, and no Service selects its pods") with
                {
                    AtMost = Severity.Warning,
                    Fix = "Add a Service whose selector is among the pods' labels.",
                };
            }
        }
    }

    private static IEnumerable<Finding> OfServices(WorkloadSet workloads)
    {
        foreach (ManifestObject service in workloads.OfKind("Service").Where(static s => s.ApiVersion == "v1"))
        {
            if (service.Root.At("spec", "selector") is YamlMapping { Entries.IsEmpty: false } selector
                && service.Root.TextAt("spec", "type") != "ExternalName"
                && workloads.With(service).Any()
                && !workloads.SelectedBy(service).Any())
            {
                yield return Finding.Violation(
                    Location.OfManifest(service, selector.Mark, "selector", "selector"),
                    $"selects no pods of these manifests ({string.Join(", ", selector.Entries.Select(static e => $"{e.Key}={(e.Value as YamlScalar)?.Text}"))})");
            }
        }
    }

    private static IEnumerable<Finding> OfRoutes(WorkloadSet workloads)
    {
        foreach (ManifestObject route in workloads.OfKind("Route").Where(static r => r.ApiVersion is "route.openshift.io/v1" or "v1"))
        {
            if (route.Root.TextAt("spec", "to", "kind") is not (null or "Service") || route.Root.At("spec", "to", "name") is not YamlScalar name || ParameterReference.IsIn(name.Text))
            {
                continue;
            }

            if (workloads.Find(route, "Service", name.Text) is not { } service)
            {
                yield return Finding.Violation(Location.OfManifest(route, name.Mark, "to", "to"), $"leads to the Service '{name.Text}', which is not in the manifests");
            }
            else if (route.Root.At("spec", "port", "targetPort") is YamlScalar port && !ParameterReference.IsIn(port.Text) && !Ports(service).Any(p => p.TextAt("name") == port.Text || (p.TextAt("targetPort") ?? p.TextAt("port")) == port.Text))
            {
                yield return Finding.Violation(
                    Location.OfManifest(route, port.Mark, "port", "port"),
                    $"leads to the port '{port.Text}' of Service/{service.Name}, which has {PortList(service)}");
            }
        }
    }

    private static IEnumerable<Finding> OfIngresses(WorkloadSet workloads)
    {
        foreach (ManifestObject ingress in workloads.OfKind("Ingress").Where(static i => i.ApiVersion == "networking.k8s.io/v1"))
        {
            IEnumerable<YamlMapping> backends = ingress.Root.ItemsAt("spec", "rules").OfType<YamlMapping>()
                .SelectMany(static r => r.ItemsAt("http", "paths").OfType<YamlMapping>())
                .Select(static p => p.MappingAt("backend", "service"))
                .Prepend(ingress.Root.MappingAt("spec", "defaultBackend", "service"));
            foreach (YamlMapping backend in backends)
            {
                if (backend["name"] is not YamlScalar name || ParameterReference.IsIn(name.Text))
                {
                    continue;
                }

                YamlScalar? port = (backend.At("port", "name") ?? backend.At("port", "number")) as YamlScalar;
                if (workloads.Find(ingress, "Service", name.Text) is not { } service)
                {
                    yield return Finding.Violation(Location.OfManifest(ingress, name.Mark, "backend", $"backend/{name.Text}"), $"leads to the Service '{name.Text}', which is not in the manifests");
                }
                else if (port is not null && !ParameterReference.IsIn(port.Text) && !Ports(service).Any(p => (p.TextAt("name") ?? "") == port.Text || p.TextAt("port") == port.Text))
                {
                    yield return Finding.Violation(Location.OfManifest(ingress, port.Mark, "backend", $"backend/{name.Text}/port"), $"leads to the port '{port.Text}' of Service/{service.Name}, which has {PortList(service)}");
                }
            }
        }
    }

    private static IEnumerable<Finding> OfOthers(WorkloadSet workloads)
    {
        foreach (ManifestObject autoscaler in workloads.OfKind("HorizontalPodAutoscaler"))
        {
            if (autoscaler.Root.At("spec", "scaleTargetRef", "name") is YamlScalar name && autoscaler.Root.TextAt("spec", "scaleTargetRef", "kind") is { } kind
                && !ParameterReference.IsIn(name.Text) && workloads.With(autoscaler).Any() && workloads.Find(autoscaler, kind, name.Text) is null)
            {
                yield return Finding.Violation(Location.OfManifest(autoscaler, name.Mark, "scaleTargetRef", "scaleTargetRef"), $"scales {kind}/{name.Text}, which is not in the manifests");
            }
        }

        foreach (ManifestObject budget in workloads.OfKind("PodDisruptionBudget"))
        {
            if (budget.Root.At("spec", "selector") is YamlMapping selector && workloads.With(budget).Any() && !workloads.With(budget).Any(w => LabelSelector.MatchesFull(selector, w.PodLabels)))
            {
                yield return Finding.Violation(Location.OfManifest(budget, selector.Mark, "selector", "selector"), "selects no pods of these manifests, so it protects none") with { AtMost = Severity.Warning };
            }
        }
    }

    private static IEnumerable<YamlMapping> Ports(ManifestObject service) => service.Root.ItemsAt("spec", "ports").OfType<YamlMapping>();

    private static string PortList(ManifestObject service) =>
        Ports(service).Any() ? string.Join(", ", Ports(service).Select(static p => $"'{p.TextAt("name") ?? p.TextAt("port")}'")) : "no ports";
}
