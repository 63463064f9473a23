using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Manifests.Workloads;

namespace OpenShift.NET.Sdk.Guidelines.G20_HealthProbes.OSC2002_ProbesArePresent;

/// <summary>OSC2002.</summary>
[Rule(
    "OSC2002",
    "Long-running containers have liveness and readiness probes",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Add it; in generated manifests with <OpenShiftProbe Include=\"Readiness\" Path=\"/healthz\" />.",
    ImageFix = "Add it to the container in the manifest.")]
public sealed class ProbesArePresent : ManifestRule
{
    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, WorkloadSet workloads)
    {
        ImmutableArray<WorkloadContainer> own = PublishedContainers.Of(publication);
        foreach (WorkloadContainer container in workloads.Workloads.Where(static w => w.Object.Template is null).SelectMany(static w => w.Containers))
        {
            string[] missing = [.. ContainerProbe.MissingIn(container, own.Contains(container), publication)];
            if (missing.Length > 0)
            {
                yield return Finding.Violation(Location.OfContainer(container, default, scope: "probes"), $"has no {string.Join(" and no ", missing)}");
            }
        }
    }
}
