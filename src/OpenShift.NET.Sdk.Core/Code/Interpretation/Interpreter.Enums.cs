using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

// Settings that are read as an own enum: the code compares numbers, the setting is a word.
internal sealed partial class Interpreter
{
    // setting == Member; null when it is no such comparison.
    private SettingTruth? OfEnum(CodeValue a, CodeValue b) =>
        a is ConfigurationValue left ? OfMember(left, b.Number) : b is ConfigurationValue right ? OfMember(right, a.Number) : null;

    private SettingTruth? OfMember(ConfigurationValue setting, long? number)
    {
        if (number is not { } value || setting.Type is not { } name || code.Find(name) is not { IsEnum: true } type)
        {
            return null;
        }

        // What is not set is the member that is zero.
        string? given = setting.Default switch
        {
            null or ConstantValue { Value: null } => NameOf(type, 0),
            ConstantValue { Value: string text } => text,
            { Number: { } otherwise } => NameOf(type, otherwise),
            _ => null,
        };
        return NameOf(type, value) is { } member ? SettingTruth.Of(setting with { Default = given is null ? CodeValue.Unknown : new ConstantValue(given), Type = null }, SettingComparison.EqualsIgnoreCase, member) : null;
    }

    private static string? NameOf(TypeDefinition type, long number) =>
        type.Fields.FirstOrDefault(f => f is { IsStatic: true, HasConstant: true } && f.Constant is IConvertible constant and not ulong && Convert.ToInt64(constant, System.Globalization.CultureInfo.InvariantCulture) == number)?.Name;
}
