using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects;

/// <summary>What the project says for OpenShift's and Red Hat's labels. A member that is <see langword="null"/> or empty is derived from <see cref="ProjectIdentity"/>.</summary>
public sealed record MetadataFacts
{
    /// <summary><c>OpenShiftDisplayName</c>, for <c>io.k8s.display-name</c>.</summary>
    public string? DisplayName { get; init; }

    /// <summary><c>OpenShiftDescription</c>, for <c>io.k8s.description</c> and <c>description</c>.</summary>
    public string? Description { get; init; }

    /// <summary><c>OpenShiftSummary</c>, for <c>summary</c>.</summary>
    public string? Summary { get; init; }

    /// <summary><c>OpenShiftTags</c>, for <c>io.openshift.tags</c>.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary><c>OpenShiftWants</c>, for <c>io.openshift.wants</c>; empty to let published packages tell, <c>none</c> for nothing.</summary>
    public ImmutableArray<string> Wants { get; init; } = [];

    /// <summary><c>OpenShiftNonScalable</c>, for <c>io.openshift.non-scalable</c>.</summary>
    public string? NonScalable { get; init; }

    /// <summary><c>OpenShiftMinMemory</c>, a Kubernetes quantity, for <c>io.openshift.min-memory</c>.</summary>
    public string? MinMemory { get; init; }

    /// <summary><c>OpenShiftMinCpu</c>, a Kubernetes quantity, for <c>io.openshift.min-cpu</c>.</summary>
    public string? MinCpu { get; init; }

    /// <summary><c>OpenShiftExposeServices</c>, <c>port[/proto]:name</c> separated by commas, for <c>io.openshift.expose-services</c>.</summary>
    public string? ExposeServices { get; init; }

    /// <summary><c>OpenShiftVendor</c>, for <c>vendor</c>.</summary>
    public string? Vendor { get; init; }

    /// <summary><c>OpenShiftRelease</c>, for <c>release</c>.</summary>
    public string? Release { get; init; }

    /// <summary><c>OpenShiftMaintainer</c>, for <c>maintainer</c>.</summary>
    public string? Maintainer { get; init; }

    /// <summary><c>OpenShiftGCHeapHardLimitPercent</c>, 1 to 100; 0 leaves the runtime's own default.</summary>
    public int GCHeapHardLimitPercent { get; init; } = 75;

    /// <summary><c>OpenShiftDiagnostics</c>: whether the runtime's diagnostics port (dotnet-trace) and debugger stay on; profilers always do.</summary>
    public bool Diagnostics { get; init; }
}
