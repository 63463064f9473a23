namespace OpenShift.NET.Sdk.RealApplications;

/// <summary>What the product says about an application: its report and its manifests.</summary>
/// <param name="Findings">The findings of the report.</param>
/// <param name="Workload">Kind of the workload.</param>
/// <param name="Ports">Ports of its container.</param>
/// <param name="Readiness">What the readiness probe asks, in the words of a truth file.</param>
/// <param name="Liveness">What the liveness probe asks.</param>
/// <param name="Settings">Rows of SETTINGS.md.</param>
/// <param name="Mounts">Folders on a volume.</param>
internal sealed record Said(
    IReadOnlyList<Finding> Findings,
    string? Workload,
    IReadOnlyList<int> Ports,
    string Readiness,
    string Liveness,
    IReadOnlyList<SaidSetting> Settings,
    IReadOnlyList<string> Mounts);
