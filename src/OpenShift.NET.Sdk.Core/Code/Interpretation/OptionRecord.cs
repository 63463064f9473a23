using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>A property of an options type that the configuration's binder fills.</summary>
/// <param name="Setting">Its key, with the value the type gives it by itself.</param>
/// <param name="Type">What its text is turned into.</param>
/// <param name="Options">Full name of the options type that is bound, also for properties of types within.</param>
/// <param name="Section">Key of the section that is bound.</param>
/// <param name="Method">The method it is bound in.</param>
/// <param name="Site">Index of the instruction.</param>
/// <param name="Reachable">Whether the program can come there.</param>
internal sealed record OptionRecord(ConfigurationValue Setting, SettingType Type, string Options, string Section, PreparedMethod Method, int Site, bool Reachable)
{
    /// <summary>Whether <c>[Required]</c> stands on it.</summary>
    public bool HasRequired { get; init; }

    /// <summary>Whether its type says that it can be <see langword="null"/>.</summary>
    public bool IsNullable { get; init; }

    /// <summary>The property; <see langword="null"/> for what is no object with properties.</summary>
    public PropertyDefinition? Property { get; init; }

    /// <summary>When the program comes there.</summary>
    public required PathCondition Condition { get; set; }
}
