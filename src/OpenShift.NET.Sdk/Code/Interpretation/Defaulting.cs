using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>A setting on one way, and on the way where it is not there something else: <c>string.IsNullOrEmpty(x) ? "a" : x</c>.</summary>
internal static class Defaulting
{
    /// <summary>The setting with its default; <see langword="null"/> when the two values are no such pair.</summary>
    public static ConfigurationValue? Join(CodeValue a, SettingCondition whenA, CodeValue b, SettingCondition whenB) => Pair(a, b, whenB) ?? Pair(b, a, whenA);

    private static ConfigurationValue? Pair(CodeValue value, CodeValue otherwise, SettingCondition whenOther) =>
        value is ConfigurationValue { Default: null, Key.Length: > 0 } setting && otherwise is (ConstantValue { Value: not null } or ConfigurationValue or TextValue) && !Names(otherwise, setting) && whenOther.SaysAbsent(setting)
            ? setting with { Default = otherwise }
            : null;

    private static bool Names(CodeValue value, ConfigurationValue setting) => value is ConfigurationValue other && (other.Key == setting.Key || (other.Default is { } next && Names(next, setting)));
}
