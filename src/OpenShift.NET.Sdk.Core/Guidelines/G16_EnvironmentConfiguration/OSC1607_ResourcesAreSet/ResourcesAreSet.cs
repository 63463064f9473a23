using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G16_EnvironmentConfiguration.OSC1607_ResourcesAreSet;

/// <summary>OSC1607.</summary>
[Rule(
    "OSC1607",
    "Containers say what they need",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Set resources: requests for cpu and memory and a limit for memory.")]
public sealed class ResourcesAreSet : ManifestRule
{
    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, WorkloadSet workloads)
    {
        foreach (WorkloadContainer container in workloads.Workloads.SelectMany(static w => w.Containers).Where(static c => c.IsMain || c.IsSidecar))
        {
            YamlMapping resources = container.Root.MappingAt("resources");
            YamlMark mark = container.Root.EntryOf("resources")?.Mark ?? default;

            // A limit without a request is the request, too.
            string[] missing =
            [
                .. Has(resources, "requests", "cpu") || Has(resources, "limits", "cpu") ? (string[])[] : ["requests.cpu"],
                .. Has(resources, "requests", "memory") || Has(resources, "limits", "memory") ? (string[])[] : ["requests.memory"],
                .. Has(resources, "limits", "memory") ? (string[])[] : ["limits.memory"],
            ];
            if (missing.Length > 0)
            {
                yield return Finding.Violation(Location.OfContainer(container, mark, scope: "resources"), $"has no {string.Join(" and no ", missing)}");
            }

            foreach (string name in (string[])["cpu", "memory"])
            {
                if (Quantity.TryParse(resources.TextAt("requests", name), out Quantity request) && Quantity.TryParse(resources.TextAt("limits", name), out Quantity limit) && request.CompareTo(limit) > 0)
                {
                    yield return Finding.Violation(
                        Location.OfContainer(container, resources.At("requests", name)!.Mark, $"resources.requests.{name}", $"resources/{name}"),
                        $"is {resources.TextAt("requests", name)}, more than the limit of {resources.TextAt("limits", name)}, which the API refuses") with
                    {
                        Fix = "Raise the limit or lower the request.",
                    };
                }
            }
        }
    }

    private static bool Has(YamlMapping resources, string kind, string name) => resources.TextAt(kind, name) is { Length: > 0 };
}
