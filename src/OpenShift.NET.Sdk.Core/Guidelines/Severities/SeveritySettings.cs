using System.Collections.Frozen;
using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Engine;

namespace OpenShift.NET.Sdk.Guidelines.Severities;

/// <summary>What a project sets of how severe findings are. In which order it applies says <see cref="SeverityChain"/>.</summary>
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

    /// <summary>What every setting makes of a diagnostic of the tool itself: like a rule's, but an error cannot be turned down.</summary>
    public Severity AdjustTool(string code, Severity severity)
    {
        if (severity == Severity.Error)
        {
            return severity;
        }

        Severity replaced = Replaced(code, severity);
        return IsSilenced(code, replaced) ? Severity.None : Raised(code, replaced);
    }

    /// <summary>What .editorconfig makes of a severity.</summary>
    internal Severity Replaced(string code, Severity severity) => Overrides.TryGetValue(code, out SeverityOverride? set) && set.Severity is { } chosen ? chosen : severity;

    /// <summary>Whether <c>NoWarn</c> silences it: warnings and messages, never errors.</summary>
    internal bool IsSilenced(string code, Severity severity) => severity is Severity.Warning or Severity.Info && Contains(NoWarn, code);

    /// <summary>What <c>WarningsNotAsErrors</c>, <c>WarningsAsErrors</c> and <c>TreatWarningsAsErrors</c> make of a warning, the first that speaks of the code.</summary>
    internal Severity Raised(string code, Severity severity) =>
        severity == Severity.Warning && !Contains(WarningsNotAsErrors, code) && (TreatWarningsAsErrors || Contains(WarningsAsErrors, code)) ? Severity.Error : severity;

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
