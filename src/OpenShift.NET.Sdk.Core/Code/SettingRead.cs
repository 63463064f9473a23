using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code.Interpretation;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Code;

/// <summary>A place where the code turns a setting into a value of a type, and stops with an exception when the setting's text is none.</summary>
/// <param name="Setting">The setting, with the default the code names.</param>
/// <param name="Type">What it is turned into.</param>
/// <param name="In">The method that does it.</param>
/// <param name="Place">Where; <see langword="null"/> when the assembly has no symbols.</param>
public sealed record SettingRead(ConfigurationValue Setting, SettingType Type, CodeMethod In, SourceLocation? Place)
{
    /// <summary>Whether the program can come there.</summary>
    public bool Reachable { get; init; }

    /// <summary>The ways the program comes there.</summary>
    internal ImmutableArray<PathCondition> Ways { get; init; } = [];

    /// <summary>Whether it is made in a pod; also when that cannot be told.</summary>
    /// <param name="settings">The pod's settings by full key, compared without case; variables also as <c>$NAME</c>.</param>
    public bool IsMade(IReadOnlyDictionary<string, string> settings)
    {
        string environment = HostEnvironmentName.Of(settings);
        return Reachable && Ways.Any(w => w.Environment.RunsIn(environment) && w.Settings.Evaluate(settings) != false);
    }
}
