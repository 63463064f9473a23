using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Projects;

/// <summary>How the rules are applied.</summary>
public sealed record CheckFacts
{
    /// <summary><c>OpenShiftProfile</c>: <c>basic</c>, <c>recommended</c>, <c>strict</c>.</summary>
    public string Profile { get; init; } = "recommended";

    /// <summary>Suppressions.</summary>
    public ImmutableArray<SuppressionFact> Suppressions { get; init; } = [];

    /// <summary><c>NoWarn</c>, only codes of ours.</summary>
    public ImmutableArray<string> NoWarn { get; init; } = [];

    /// <summary><c>WarningsAsErrors</c> and <c>MSBuildWarningsAsErrors</c>, only codes of ours.</summary>
    public ImmutableArray<string> WarningsAsErrors { get; init; } = [];

    /// <summary><c>WarningsNotAsErrors</c>, only codes of ours.</summary>
    public ImmutableArray<string> WarningsNotAsErrors { get; init; } = [];

    /// <summary><c>TreatWarningsAsErrors</c> or <c>MSBuildTreatWarningsAsErrors</c>.</summary>
    public bool TreatWarningsAsErrors { get; init; }

    /// <summary>The .editorconfig files that reach the project file, the nearest first, full paths.</summary>
    public ImmutableArray<string> EditorConfigFiles { get; init; } = [];

    /// <summary><c>OpenShiftTagScheme</c>: <c>semver</c> (default), <c>calver</c>, <c>none</c>.</summary>
    public string TagScheme { get; init; } = "semver";

    /// <summary><c>OpenShiftBaseline</c>, full path; by default <c>.openshift-baseline.sarif</c> beside the project file.</summary>
    public string? BaselineFile { get; init; }

    /// <summary>Whether the project names the baseline itself, so that it has to be there.</summary>
    public bool BaselineIsExplicit { get; init; }

    /// <summary><c>OpenShiftBaselineUpdate</c>: what is found becomes the baseline.</summary>
    public bool BaselineUpdate { get; init; }

    /// <summary><c>OpenShiftCodeQuality</c>: full path of GitLab's code quality report; <see langword="null"/> for none.</summary>
    public string? CodeQualityFile { get; init; }

    /// <summary>Runtime identifiers of the whole publish, of which this is one: whose issues the code quality report keeps.</summary>
    public ImmutableArray<string> CodeQualityPlatforms { get; init; } = [];

    /// <summary>Target frameworks of the project where it has several, each published on its own: whose issues the code quality report keeps; else empty.</summary>
    public ImmutableArray<string> CodeQualityFrameworks { get; init; } = [];

    /// <summary><c>OpenShiftReport</c>: whether a report for people is written.</summary>
    public bool HtmlReport { get; init; } = true;

    /// <summary>Full path of the report for people; <see langword="null"/> for the place beside <c>report.sarif</c>.</summary>
    public string? HtmlReportFile { get; init; }

    /// <summary>The Dockerfiles beside the project file, full paths.</summary>
    public ImmutableArray<string> Dockerfiles { get; init; } = [];

    /// <summary><c>OpenShiftRepositoryManifests</c>: patterns of the Kubernetes files of the repository that are judged beside what is published; empty for those that run this project's image, <c>None</c> for none.</summary>
    public ImmutableArray<string> RepositoryManifests { get; init; } = [];

    /// <summary><c>OpenShiftApprovedBaseImages</c>: patterns of references without tag, <c>*</c> for one part of a name, <c>**</c> for any number; empty when left to this SDK.</summary>
    public ImmutableArray<string> ApprovedBaseImages { get; init; } = [];

    /// <summary><c>OpenShiftMaxBaseAgeDays</c>: how old a base image may be, in days.</summary>
    public int MaximumBaseAgeDays { get; init; } = 90;
}
