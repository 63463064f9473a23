using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>A setting that is turned into a value of a type.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Type">The type.</param>
/// <param name="Method">The method it is done in.</param>
/// <param name="Site">Index of the instruction.</param>
/// <param name="Reachable">Whether the program can come there.</param>
internal sealed record ReadRecord(ConfigurationValue Setting, SettingType Type, PreparedMethod Method, int Site, bool Reachable)
{
    /// <summary>When the program comes there.</summary>
    public required PathCondition Condition { get; set; }
}
