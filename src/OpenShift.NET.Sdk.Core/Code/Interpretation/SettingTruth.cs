using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>The boolean that settings decide.</summary>
/// <param name="WhenTrue">What has to hold for true; what is weaker than the truth can hold for both.</param>
/// <param name="WhenFalse">What has to hold for false.</param>
internal sealed record SettingTruth(SettingCondition WhenTrue, SettingCondition WhenFalse) : CodeValue
{
    /// <summary>A boolean of which nothing is known.</summary>
    public static SettingTruth Anything { get; } = new(SettingCondition.Always, SettingCondition.Always);

    public SettingTruth Not => new(WhenFalse, WhenTrue);

    /// <summary>The answer to a question about a setting.</summary>
    public static SettingTruth Of(ConfigurationValue setting, SettingComparison comparison, string? with = null) => Of(new SettingTest(setting, comparison, with));

    public static SettingTruth Of(SettingTest test) => new(SettingCondition.Of(test), SettingCondition.Of(test.Not));

    /// <summary>A value as a condition (not null, not zero, true); <see langword="null"/> when no setting decides it.</summary>
    public static SettingTruth? Of(CodeValue value) => value switch
    {
        SettingTruth truth => truth,
        CoalescedValue { Value: ConfigurationValue setting } => Of((CodeValue)setting),
        ConfigurationValue { Type: "System.Boolean" } setting => Of(setting, SettingComparison.IsTrue),
        ConfigurationValue setting when IsNumber(setting.Type) => Of(new SettingTest(setting, SettingComparison.IsNumber, "0", Negated: true)),
        ConfigurationValue setting => Of(setting, SettingComparison.Exists),
        OneOfValue one when one.Values.Any(static v => v is SettingTruth or ConfigurationValue) => Any(one),
        _ => null,
    };

    /// <summary>A value that can be no other than a boolean; <see langword="null"/> for every other one.</summary>
    public static SettingTruth? OfBoolean(CodeValue value) => value switch
    {
        SettingTruth truth => truth,
        ConfigurationValue { Type: "System.Boolean" } => Of(value),
        ConstantValue { Value: 0 or false } => new(SettingCondition.Never, SettingCondition.Always),
        ConstantValue { Value: 1 or true } => new(SettingCondition.Always, SettingCondition.Never),
        _ => null,
    };

    public SettingTruth And(SettingTruth other) => new(WhenTrue.And(other.WhenTrue), WhenFalse.Or(other.WhenFalse));

    public SettingTruth Or(SettingTruth other) => new(WhenTrue.Or(other.WhenTrue), WhenFalse.And(other.WhenFalse));

    /// <summary>One boolean on one way, another one on the other.</summary>
    /// <returns><see langword="null"/> when no setting decides which, or one of them is no boolean.</returns>
    public static SettingTruth? Join(CodeValue a, SettingCondition whenA, CodeValue b, SettingCondition whenB) =>
        !whenA.Equals(whenB) && OfBoolean(a) is { } left && OfBoolean(b) is { } right
            ? new(whenA.And(left.WhenTrue).Or(whenB.And(right.WhenTrue)), whenA.And(left.WhenFalse).Or(whenB.And(right.WhenFalse)))
            : null;

    public static bool IsNumber(string? type) => type is "System.Int32" or "System.Int64" or "System.Int16" or "System.UInt16" or "System.UInt32" or "System.Byte";

    private static SettingTruth? Any(OneOfValue one)
    {
        SettingTruth any = new(SettingCondition.Never, SettingCondition.Never);
        foreach (CodeValue value in one.Values)
        {
            if ((Of(value) ?? OfBoolean(value)) is not { } truth)
            {
                return null;
            }

            any = new(any.WhenTrue.Or(truth.WhenTrue), any.WhenFalse.Or(truth.WhenFalse));
        }

        return any;
    }
}
