using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Guidelines.G20_HealthProbes;
using OpenShift.NET.Sdk.Manifests.Workloads;

namespace OpenShift.NET.Sdk.Guidelines.G21_DeploymentTemplates.OSC2103_TemplatesHaveProbes;

/// <summary>OSC2103.</summary>
[Rule(
    "OSC2103",
    "Templates have the probes of the image",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Error,
    Fix = "Add it to the container in the Template; generated Templates have it.")]
public sealed class TemplatesHaveProbes : ManifestRule
{
    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, WorkloadSet workloads)
    {
        ImmutableArray<WorkloadContainer> own = PublishedContainers.Of(publication);
        foreach (WorkloadContainer container in workloads.Workloads.Where(static w => w.Object.Template is not null).SelectMany(static w => w.Containers))
        {
            string[] missing = [.. ContainerProbe.MissingIn(container, own.Contains(container), publication)];
            if (missing.Length > 0)
            {
                yield return Finding.Violation(Location.OfContainer(container, default, scope: "probes"), $"has no {string.Join(" and no ", missing)} in the Template");
            }
        }
    }
}
