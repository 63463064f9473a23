namespace OpenShift.NET.Sdk.RealApplications;

/// <summary>What is true of an application, as README.md's table says.</summary>
internal sealed record Truth(
    string Summary,
    string? Workload,
    IReadOnlyList<int>? Ports,
    IReadOnlyList<string>? Readiness,
    IReadOnlyList<string>? Liveness,
    IReadOnlyList<TrueSetting>? Settings,
    IReadOnlyList<string>? NotRequired,
    IReadOnlyList<string>? NotSecret,
    IReadOnlyList<string>? Writes,
    IReadOnlyList<TruthRow>? Must,
    IReadOnlyList<TruthRow>? MustNot,
    IReadOnlyList<TruthRow>? Judged)
{
    private static readonly string[] s_severalPods = ["OSC1801", "OSC1802", "OSC1803"];

    /// <summary>Whether rows are about several pods: such an application is published for several, or nothing could be found and no trap could spring.</summary>
    public bool SpeaksOfSeveralPods => (Workload is null || Workload.Contains("Deployment", StringComparison.Ordinal) || Workload.Contains("StatefulSet", StringComparison.Ordinal)) && (Must ?? []).Concat(MustNot ?? []).Any(row => (row.Rules ?? []).Intersect(s_severalPods).Any());
}
