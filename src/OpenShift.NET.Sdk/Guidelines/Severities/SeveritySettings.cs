using System.Collections.Frozen;
using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Engine;

namespace OpenShift.NET.Sdk.Guidelines.Severities;

/// <summary>
/// How severe findings are. The order in which settings apply, each to what the ones before it left:
/// <list type="number">
/// <item><description>the rule's severity in the profile (<c>OpenShiftProfile</c>);</description></item>
/// <item><description><c>dotnet_diagnostic.OSCggnn.severity</c> in .editorconfig; <c>none</c> and <c>silent</c> turn the rule off, any other value turns it on;</description></item>
/// <item><description>the finding's own upper limit (<c>Finding.AtMost</c>);</description></item>
/// <item><description>one severity lower for what stands in the base image, but never below a message;</description></item>
/// <item><description><c>NoWarn</c>, which silences warnings and messages, never errors;</description></item>
/// <item><description><c>WarningsNotAsErrors</c>, <c>WarningsAsErrors</c>, <c>TreatWarningsAsErrors</c>, the first that speaks of the rule;</description></item>
/// <item><description>suppressions (<c>OpenShiftSuppress</c>), which silence findings of any severity.</description></item>
/// </list>
/// </summary>
public sealed record SeveritySettings
{
    /// <summary>The profile to start from.</summary>
    public Profile Profile { get; init; } = Profile.Recommended;

    /// <summary>What .editorconfig files set, by rule id.</summary>
    public IReadOnlyDictionary<string, SeverityOverride> Overrides { get; init; } = FrozenDictionary<string, SeverityOverride>.Empty;

    /// <summary>Codes whose warnings and messages are silenced.</summary>
    public ImmutableArray<string> NoWarn { get; init; } = [];

    /// <summary>Codes whose warnings are errors.</summary>
    public ImmutableArray<string> WarningsAsErrors { get; init; } = [];

    /// <summary>Codes whose warnings stay warnings.</summary>
    public ImmutableArray<string> WarningsNotAsErrors { get; init; } = [];

    /// <summary>Whether every warning is an error.</summary>
    public bool TreatWarningsAsErrors { get; init; }

    /// <summary>What was wrong with the settings themselves.</summary>
    public ImmutableArray<ToolDiagnostic> Problems { get; init; } = [];

    /// <summary>A rule's severity after profile and .editorconfig; it is run unless this is <see cref="Severity.None"/>.</summary>
    public Severity Of(RuleDescription rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Overrides.TryGetValue(rule.Id, out SeverityOverride? set) && set.Severity is { } severity ? severity : rule.In(Profile);
    }

    /// <summary>What <c>NoWarn</c> and the settings for warnings as errors make of a diagnostic.</summary>
    public Severity Adjust(string code, Severity severity)
    {
        if (severity is Severity.Warning or Severity.Info && Contains(NoWarn, code))
        {
            return Severity.None;
        }

        return severity == Severity.Warning && !Contains(WarningsNotAsErrors, code) && (TreatWarningsAsErrors || Contains(WarningsAsErrors, code))
            ? Severity.Error
            : severity;
    }

    /// <summary>What every setting makes of a diagnostic of the tool itself: like a rule's, but an error cannot be turned down.</summary>
    public Severity AdjustTool(string code, Severity severity) =>
        severity == Severity.Error ? severity
        : Adjust(code, Overrides.TryGetValue(code, out SeverityOverride? set) && set.Severity is { } chosen ? chosen : severity);

    private static bool Contains(ImmutableArray<string> codes, string code)
    {
        foreach (string c in codes)
        {
            if (string.Equals(c, code, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
