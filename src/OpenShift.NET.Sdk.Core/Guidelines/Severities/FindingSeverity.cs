using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.Severities;

/// <summary>How severe a finding is in the end, and who keeps it quiet.</summary>
/// <param name="Own">What rule, .editorconfig and the finding itself make of it; <see cref="Severity.None"/> where nothing is to be said.</param>
/// <param name="Told">What the settings for warnings make of that; a finding that <c>NoWarn</c> silences keeps its own.</param>
/// <param name="SilencedByNoWarn">Whether <c>NoWarn</c> silences it.</param>
/// <param name="SuppressedBy">The suppression that silences it.</param>
internal readonly record struct FindingSeverity(Severity Own, Severity Told, bool SilencedByNoWarn, SuppressionFact? SuppressedBy)
{
    /// <summary>That of a finding which is not said.</summary>
    public static FindingSeverity Unsaid => new(Severity.None, Severity.None, SilencedByNoWarn: false, SuppressedBy: null);
}
