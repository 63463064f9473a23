using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Manifests;
using OpenShift.NET.Sdk.Manifests.Workloads;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G17_ImageMetadata.OSC1704_LabelsAgreeWithManifests;

/// <summary>OSC1704.</summary>
[Rule(
    "OSC1704",
    "The image's labels and the manifests say the same",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Change the manifest or the label so that both say the same.")]
public sealed class LabelsAgreeWithManifests : ManifestRule
{
    private static readonly (string Package, string Tag)[] s_databases =
    [
        ("Npgsql", "postgresql"), ("Npgsql.EntityFrameworkCore.PostgreSQL", "postgresql"), ("MySqlConnector", "mysql"), ("MySql.Data", "mysql"),
        ("StackExchange.Redis", "redis"), ("MongoDB.Driver", "mongodb"), ("RabbitMQ.Client", "rabbitmq"),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, WorkloadSet workloads)
    {
        foreach (WorkloadContainer container in PublishedContainers.Of(publication))
        {
            Workload workload = container.Workload;
            long pods = workloads.MostPods(workload);
            if (Label(publication, "io.openshift.non-scalable") == "true" && pods > 1)
            {
                ManifestObject? autoscaler = workloads.AutoscalerOf(workload);
                bool scaled = autoscaler is not null && workload.Replicas < pods;
                yield return Finding.Violation(
                    scaled ? Location.OfManifest(autoscaler!, autoscaler!.Root.At("spec", "maxReplicas")!.Mark, "maxReplicas", "maxReplicas") : Location.OfManifest(workload.Object, workload.Object.Root.At("spec", "replicas")!.Mark, "replicas", "replicas"),
                    FormattableString.Invariant($"is {pods}, and the image's label io.openshift.non-scalable says that it must run alone")) with
                {
                    Fix = "Set it to 1, or OpenShiftNonScalable to false when several instances are safe.",
                    ImageFix = "Set it to 1, or the label to false when several instances are safe (LABEL io.openshift.non-scalable=\"false\" in the Dockerfile).",
                };
            }

            foreach ((string name, string label) in ((string, string)[])[("memory", "io.openshift.min-memory"), ("cpu", "io.openshift.min-cpu")])
            {
                if (container.Root.At("resources", "requests", name) is YamlScalar request
                    && Quantity.TryParse(request.Text, out Quantity asked) && Quantity.TryParse(Label(publication, label), out Quantity least) && asked.CompareTo(least) < 0)
                {
                    yield return Finding.Violation(
                        Location.OfContainer(container, request.Mark, $"resources.requests.{name}", $"resources/requests/{name}"),
                        $"is {request.Text}, less than the {Label(publication, label)} of the image's label {label}") with
                    {
                        AtMost = Severity.Warning,
                    };
                }
            }
        }

        string[] wants = Label(publication, "io.openshift.wants")?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        foreach (IGrouping<string, (string Package, string Tag)> tag in s_databases.Where(d => publication.Project?.Files.Any(f => f.PackageId == d.Package) == true).GroupBy(static d => d.Tag))
        {
            if (!wants.Contains(tag.Key))
            {
                yield return Finding.Violation(Location.OfLabel(publication, "io.openshift.wants"), $"does not have {tag.Key}, which the package {tag.First().Package} speaks to") with
                {
                    AtMost = Severity.Info,
                    Fix = $"Set <OpenShiftWants>{string.Join(',', (string[])[.. wants, tag.Key])}</OpenShiftWants>.",
                };
            }
        }
    }

    private static string? Label(Publication publication, string name) => publication.Config.Config.Labels?.GetValueOrDefault(name);
}
