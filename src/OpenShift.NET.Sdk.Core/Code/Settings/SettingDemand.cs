using OpenShift.NET.Sdk.Code.Interpretation;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Code.Settings;

/// <summary>A place where the program stops because a setting is not there: <c>?? throw</c>, <c>ThrowIfNull</c>, <c>new Uri(…)</c>, <c>UseNpgsql(…)</c>.</summary>
/// <param name="In">The method.</param>
/// <param name="Place">Where; <see langword="null"/> when the assembly has no symbols.</param>
public sealed record SettingDemand(CodeMethod In, SourceLocation? Place)
{
    /// <summary>Whether the program can come there.</summary>
    public bool Reachable { get; init; }

    /// <summary>Whether it is a check of the code's (<c>?? throw</c>), which says what is missing, rather than a use that cannot do without (<c>UseNpgsql(…)</c>).</summary>
    public bool IsCheck { get; init; }

    internal PathCondition Condition { get; init; } = PathCondition.Always;

    /// <summary>The settings for lack of which it stops there; none when it does not.</summary>
    /// <param name="settings">The application's settings by full key, compared without case; variables also as <c>$NAME</c>.</param>
    public IEnumerable<ConfigurationValue> Missing(IReadOnlyDictionary<string, string> settings) =>
        Reachable && Condition.Environment.RunsIn(HostEnvironmentName.Of(settings)) ? Condition.Settings.MissingIn(settings) : [];
}
