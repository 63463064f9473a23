using OpenShift.NET.Sdk.Code.Values;
using Il = Mono.Cecil.Cil.Code;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>Arithmetic and comparison of values.</summary>
internal static class Numbers
{
    private static readonly ConstantValue s_true = new(1);
    private static readonly ConstantValue s_false = new(0);

    public static CodeValue Boolean(bool value) => value ? s_true : s_false;

    /// <summary>Whether a value counts as true (not null, not zero); <see langword="null"/> when it cannot be told.</summary>
    public static bool? Truth(CodeValue value) => value switch
    {
        ConstantValue { Value: null } => false,
        ConstantValue { Value: int i } => i != 0,
        ConstantValue { Value: long l } => l != 0,
        ConstantValue { Value: bool b } => b,
        ConstantValue { Value: string } or HeapValue or DelegateReference or TypeValue or FunctionPointer => true,
        _ => null,
    };

    public static CodeValue AreEqual(CodeValue a, CodeValue b)
    {
        // x == false
        if (a is EnvironmentTest test && b.Number is { } n)
        {
            return n == 0 ? new EnvironmentTest(test.Where.Complement()) : test;
        }

        if (OfSetting(a, b, SettingComparison.IsNumber) is { } decided)
        {
            return decided;
        }

        if (a.Number is { } left && b.Number is { } right)
        {
            return Boolean(left == right);
        }

        if (a is ConstantValue { Value: null } && b is ConstantValue { Value: null })
        {
            return s_true;
        }

        bool oneIsNull = a is ConstantValue { Value: null } || b is ConstantValue { Value: null };
        CodeValue other = a is ConstantValue { Value: null } ? b : a;
        return oneIsNull && other is HeapValue or DelegateReference or ConstantValue { Value: string } && oneIsNull ? s_false : CodeValue.Unknown;
    }

    public static CodeValue Compute(Il operation, CodeValue a, CodeValue b)
    {
        if (a is EnvironmentTest left && b is EnvironmentTest right)
        {
            return operation switch
            {
                Il.And => new EnvironmentTest(left.Where.And(right.Where)),
                Il.Or => new EnvironmentTest(left.Where.Or(right.Where)),
                _ => CodeValue.Unknown,
            };
        }

        if (operation is Il.And or Il.Or && (a is SettingTruth or ConfigurationValue || b is SettingTruth or ConfigurationValue) && (SettingTruth.OfBoolean(a) ?? SettingTruth.Anything) is var one && (SettingTruth.OfBoolean(b) ?? SettingTruth.Anything) is var two && (one, two) != (SettingTruth.Anything, SettingTruth.Anything))
        {
            return operation is Il.And ? one.And(two) : one.Or(two);
        }

        if (operation is Il.Cgt_Un && b is ConstantValue { Value: null } && a is ConfigurationValue present)
        {
            return SettingTruth.Of(present, SettingComparison.Exists);
        }

        if (operation is Il.Cgt or Il.Cgt_Un or Il.Clt or Il.Clt_Un && OfSetting(a, b, operation is Il.Cgt or Il.Cgt_Un ? SettingComparison.IsGreater : SettingComparison.IsLess) is { } ordered)
        {
            return ordered;
        }

        if (operation is Il.Cgt_Un && b is ConstantValue { Value: null })
        {
            return Truth(a) is { } known ? Boolean(known) : CodeValue.Unknown;
        }

        if (a.Number is not { } x || b.Number is not { } y)
        {
            return CodeValue.Unknown;
        }

        bool wide = a is ConstantValue { Value: long } || b is ConstantValue { Value: long };
        long? result = operation switch
        {
            Il.Add or Il.Add_Ovf or Il.Add_Ovf_Un => unchecked(x + y),
            Il.Sub or Il.Sub_Ovf or Il.Sub_Ovf_Un => unchecked(x - y),
            Il.Mul or Il.Mul_Ovf or Il.Mul_Ovf_Un => unchecked(x * y),
            Il.Div when y is not (0 or -1) => x / y,
            Il.Rem when y is not (0 or -1) => x % y,
            Il.And => x & y,
            Il.Or => x | y,
            Il.Xor => x ^ y,
            Il.Shl when y is >= 0 and < 32 => unchecked(x << (int)y),
            Il.Shr when y is >= 0 and < 32 => x >> (int)y,
            Il.Cgt => x > y ? 1 : 0,
            Il.Clt => x < y ? 1 : 0,
            Il.Cgt_Un when x >= 0 && y >= 0 => x > y ? 1 : 0,
            Il.Clt_Un when x >= 0 && y >= 0 => x < y ? 1 : 0,
            _ => null,
        };
        bool boolean = operation is Il.Cgt or Il.Clt or Il.Cgt_Un or Il.Clt_Un;
        return result is not { } r ? CodeValue.Unknown : wide && !boolean ? new ConstantValue(r) : new ConstantValue(unchecked((int)r));
    }

    /// <summary>The condition of a branch that compares two values.</summary>
    public static CodeValue Compare(Il branch, CodeValue a, CodeValue b)
    {
        if (branch is Il.Beq or Il.Beq_S)
        {
            return AreEqual(a, b);
        }

        if (branch is Il.Bne_Un or Il.Bne_Un_S)
        {
            return AreEqual(a, b) switch
            {
                EnvironmentTest test => new EnvironmentTest(test.Where.Complement()),
                SettingTruth decided => decided.Not,
                ConstantValue { Value: int i } => Boolean(i == 0),
                _ => CodeValue.Unknown,
            };
        }

        bool less = branch is Il.Blt or Il.Blt_S or Il.Blt_Un or Il.Blt_Un_S or Il.Bge or Il.Bge_S or Il.Bge_Un or Il.Bge_Un_S;
        if (OfSetting(a, b, less ? SettingComparison.IsLess : SettingComparison.IsGreater) is { } ordered)
        {
            return branch is Il.Bge or Il.Bge_S or Il.Bge_Un or Il.Bge_Un_S or Il.Ble or Il.Ble_S or Il.Ble_Un or Il.Ble_Un_S ? ordered.Not : ordered;
        }

        if (a.Number is not { } x || b.Number is not { } y || (branch.ToString().Contains("_Un", StringComparison.Ordinal) && (x < 0 || y < 0)))
        {
            return CodeValue.Unknown;
        }

        return branch switch
        {
            Il.Bge or Il.Bge_S or Il.Bge_Un or Il.Bge_Un_S => Boolean(x >= y),
            Il.Bgt or Il.Bgt_S or Il.Bgt_Un or Il.Bgt_Un_S => Boolean(x > y),
            Il.Ble or Il.Ble_S or Il.Ble_Un or Il.Ble_Un_S => Boolean(x <= y),
            Il.Blt or Il.Blt_S or Il.Blt_Un or Il.Blt_Un_S => Boolean(x < y),
            _ => CodeValue.Unknown,
        };
    }

    // A setting beside a constant; a boolean one, or an answer about one, beside 0 or 1.
    private static SettingTruth? OfSetting(CodeValue a, CodeValue b, SettingComparison comparison)
    {
        bool swapped = a is ConstantValue;
        (CodeValue subject, CodeValue with) = swapped ? (b, a) : (a, b);
        if (with is ConstantValue { Value: null } && subject is ConfigurationValue present)
        {
            return comparison == SettingComparison.IsNumber ? SettingTruth.Of(present, SettingComparison.Exists).Not : null;
        }

        if (with.Number is not { } number)
        {
            return null;
        }

        if (subject is SettingTruth or ConfigurationValue { Type: "System.Boolean" })
        {
            return comparison == SettingComparison.IsNumber && number is 0 or 1 && SettingTruth.Of(subject) is { } truth ? number == 0 ? truth.Not : truth : null;
        }

        if (swapped)
        {
            comparison = comparison switch { SettingComparison.IsGreater => SettingComparison.IsLess, SettingComparison.IsLess => SettingComparison.IsGreater, _ => comparison };
        }

        return subject is ConfigurationValue setting && SettingTruth.IsNumber(setting.Type)
            ? SettingTruth.Of(setting, comparison, number.ToString(System.Globalization.CultureInfo.InvariantCulture))
            : null;
    }

    public static CodeValue Negate(CodeValue value) => value switch
    {
        ConstantValue { Value: int i } => new ConstantValue(unchecked(-i)),
        ConstantValue { Value: long l } => new ConstantValue(unchecked(-l)),
        ConstantValue { Value: double d } => new ConstantValue(-d),
        _ => CodeValue.Unknown,
    };

    public static CodeValue Convert(Il conversion, CodeValue value) => (conversion, value) switch
    {
        (_, EnvironmentTest or SettingTruth or ConfigurationValue) => value,
        (Il.Conv_I8 or Il.Conv_Ovf_I8 or Il.Conv_U8, ConstantValue { Value: int i }) => new ConstantValue((long)i),
        (Il.Conv_R8 or Il.Conv_R4 or Il.Conv_R_Un, ConstantValue { Value: int or long }) => new ConstantValue((double)value.Number!.Value),
        (Il.Conv_I4 or Il.Conv_Ovf_I4, ConstantValue { Value: long l }) when l is >= int.MinValue and <= int.MaxValue => new ConstantValue((int)l),
        (Il.Conv_R8 or Il.Conv_R4, ConstantValue { Value: double }) => value,
        (_, ConstantValue { Value: int }) => value,
        (_, OneOfValue one) => one.Values.Select(v => Convert(conversion, v)).ToArray() is var all && all.Any(static v => v is UnknownValue) ? CodeValue.Unknown : new OneOfValue([.. all]),
        _ => CodeValue.Unknown,
    };
}
