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
    IReadOnlyList<TruthRow>? Judged);
