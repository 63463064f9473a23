using OpenShift.NET.Sdk.Code.Interpretation;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Code.Settings;

/// <summary>A property of an options type that the configuration's binder fills from a section.</summary>
/// <param name="Setting">Its key, with the value the type gives it by itself.</param>
/// <param name="Type">What its text is turned into.</param>
/// <param name="Options">Full name of the options type that is bound, also for properties of types within.</param>
/// <param name="Section">Key of the section that is bound.</param>
/// <param name="In">The method that binds it.</param>
/// <param name="Place">Where; <see langword="null"/> when the assembly has no symbols.</param>
public sealed record BoundProperty(ConfigurationValue Setting, SettingType Type, string Options, string Section, CodeMethod In, SourceLocation? Place)
{
    /// <summary>Whether <c>[Required]</c> stands on it; it is asked for only where options are validated.</summary>
    public bool HasRequired { get; init; }

    /// <summary>Whether it can be left out: it has a value of its own, or its type says <see langword="null"/>.</summary>
    public bool IsNullable { get; init; }

    /// <summary>Whether no code reads it, and nothing else gets the object that could: what is set there changes nothing.</summary>
    public bool IsNeverRead { get; init; }

    /// <summary>Whether the program can come there.</summary>
    public bool Reachable { get; init; }

    internal PathCondition Condition { get; init; } = PathCondition.Always;
}
