using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.G21_DeploymentTemplates.OSC2101_ExampleTemplateExists;

/// <summary>OSC2101.</summary>
[Rule(
    "OSC2101",
    "The image comes with an example of how to deploy it",
    Basic = Severity.None,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Set OpenShiftManifests to Template, Kubernetes, Helm or several of them.")]
public sealed class ExampleTemplateExists : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (publication.Project is not { } project)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "is judged without its project");
        }
        else if (publication.Manifests?.Objects.Any(static o => o.Kind is "Template" or "Kustomization") != true && publication.Workloads?.Workloads.IsEmpty != false)
        {
            yield return Finding.Violation(Location.OfProperty(project, "OpenShiftManifests"), "leaves the publish without a Template and without any workload");
        }
    }
}
