using OpenShift.NET.Sdk.Images.BillsOfMaterials;
using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Charts;

/// <summary><c>Chart.yaml</c> (Helm, "The Chart.yaml File", apiVersion v2), with what Red Hat's certification of charts wants in it.</summary>
internal static class ChartFile
{
    /// <summary>Its file name.</summary>
    public const string FileName = "Chart.yaml";

    public static YamlMapping Make(WorkloadPlan workload)
    {
        string version = workload.Facts.Identity.Version;
        return new MappingBuilder
        {
            { "apiVersion", "v2" },
            { "name", workload.Name, "OpenShiftName" },
            { "description", workload.ImageLabel("io.k8s.description") ?? $"Deploys {workload.DisplayName}.", "OpenShiftDescription" },
            { "type", "application" },
            { "version", ChartVersion.Of(version), "Version, in the form that charts need." },
            { "appVersion", version.Length == 0 ? null : version, "Version" },
            { "kubeVersion", $">=1.{OldestKubernetes(workload)}.0-0" },
            { "home", PublicAddress.Of(workload.Facts.Identity.ProjectUrl) },
            { "sources", PublicAddress.Of(workload.Facts.Identity.RepositoryUrl) is { } repository ? [new YamlScalar(repository)] : (IEnumerable<YamlNode>)[] },
            { "keywords", Keywords(workload), "OpenShiftTags" },
            { "annotations", new MappingBuilder { { "charts.openshift.io/name", workload.DisplayName, "OpenShiftDisplayName" }, { "charts.openshift.io/provider", workload.ImageLabel("vendor"), "OpenShiftVendor" } } },
        };
    }

    // preStop.sleep came with 1.30, probes of gRPC with 1.27; what else the objects have is older than any OpenShift that gets updates.
    private static int OldestKubernetes(WorkloadPlan workload) =>
        workload.DrainSeconds > 0 ? 30 : workload.Probes.All.Any(static p => p.Action == Projects.Manifests.ProbeAction.Grpc) ? 27 : 25;

    private static IEnumerable<YamlNode> Keywords(WorkloadPlan workload) =>
        (workload.ImageLabel("io.openshift.tags") ?? "dotnet").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(static t => new YamlScalar(t));
}
