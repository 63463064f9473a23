using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>A setting on one way, and on the way where it is not there something else: <c>string.IsNullOrEmpty(x) ? "a" : x</c>, <c>x ?? y ?? "a"</c>.</summary>
internal static class Defaulting
{
    private const int LongestChain = 8;

    /// <summary>The setting with its default; <see langword="null"/> when the two values are no such pair.</summary>
    public static CodeValue? Join(CodeValue a, SettingCondition whenA, CodeValue b, SettingCondition whenB) => Pair(a, b, whenB) ?? Pair(b, a, whenA);

    private static CodeValue? Pair(CodeValue value, CodeValue otherwise, SettingCondition whenOther)
    {
        // Of x ?? y ?? "a" all three meet at one place: what is left of a chain stands at its end.
        if (value is CoalescedValue { Value: ConfigurationValue chain } && Append(chain, otherwise is CoalescedValue { Value: var next } ? next : otherwise, whenOther, 0) is { } longer)
        {
            return otherwise is CoalescedValue ? new CoalescedValue(longer) : longer;
        }

        return value is ConfigurationValue { Default: null, Key.Length: > 0 } setting && CanBeDefault(otherwise) && !Names(otherwise, setting) && whenOther.SaysAbsent(setting)
            ? setting with { Default = otherwise }
            : null;
    }

    private static ConfigurationValue? Append(ConfigurationValue chain, CodeValue otherwise, SettingCondition whenOther, int depth)
    {
        if (depth == LongestChain || chain.Key.Length == 0 || !whenOther.SaysAbsent(chain))
        {
            return null;
        }

        return chain.Default switch
        {
            null => CanBeDefault(otherwise) && !Names(otherwise, chain) ? chain with { Default = otherwise } : null,
            ConfigurationValue next => Append(next, otherwise, whenOther, depth + 1) is { } longer ? chain with { Default = longer } : null,
            _ => null,
        };
    }

    private static bool CanBeDefault(CodeValue value) => value is ConstantValue { Value: not null } or ConfigurationValue or TextValue;

    private static bool Names(CodeValue value, ConfigurationValue setting) => value is ConfigurationValue other && (other.Key == setting.Key || (other.Default is { } next && Names(next, setting)));
}
