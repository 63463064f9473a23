using System.Collections.Immutable;
using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>Methods of the class library that only compute: what they return is known, and no rule wants to see them.</summary>
internal static class KnownCalls
{
    private const string Text = "$text";

    /// <summary>Whether there is anything here about the methods of a type; those that turn one type into another are known of every type.</summary>
    public static bool Knows(string type) => type.StartsWith("System.", StringComparison.Ordinal) || type == "Microsoft.AspNetCore.Http.PathString";

    /// <summary>The value of a constructor call; <see langword="null"/> when an object has to be made.</summary>
    public static CodeValue? Construct(CallTarget target, CodeValue[] arguments) => (target.Type, arguments) switch
    {
        ("System.Nullable`1" or "System.Threading.Tasks.ValueTask`1" or "Microsoft.AspNetCore.Http.PathString", [var value]) => value,
        ("System.TimeSpan", [{ Number: { } ticks }]) => new ConstantValue(new TimeSpan(ticks)),
        ("System.TimeSpan", [{ Number: { } h }, { Number: { } m }, { Number: { } s }]) when Fits(h, m, s) => new ConstantValue(new TimeSpan((int)h, (int)m, (int)s)),
        ("System.TimeSpan", [{ Number: { } d }, { Number: { } h }, { Number: { } m }, { Number: { } s }]) when Fits(d, h, m, s) => new ConstantValue(new TimeSpan((int)d, (int)h, (int)m, (int)s)),
        ("System.TimeSpan", _) => CodeValue.Unknown,
        // The literal has a zero behind it that is not part of it.
        ("System.ReadOnlySpan`1", [BytesValue data, { Number: { } length }]) => length >= 0 && length <= data.Bytes.Length ? new BytesValue(data.Bytes[..(int)length]) : CodeValue.Unknown,
        ("System.ReadOnlySpan`1" or "System.Span`1" or "System.ReadOnlyMemory`1" or "System.Memory`1", [HeapValue or BytesValue]) => arguments[0],
        _ => null,
    };

    /// <summary>What a call returns; <see langword="null"/> when the method is not known here.</summary>
    public static CodeValue? Evaluate(Interpreter interpreter, CallTarget target, CodeValue? receiver, CodeValue[] arguments, State s)
    {
        if (target.Name == "op_Implicit" && arguments.Length == 1)
        {
            return arguments[0];
        }

        switch (target.Type)
        {
            case "System.String":
                return OfString(interpreter, target, receiver, arguments, s);
            case "System.IO.Path":
                return OfPath(interpreter, target, arguments, s);
            case "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler":
                return OfInterpolation(target, receiver, arguments, s);
            case "System.TimeSpan":
                return OfTimeSpan(target, arguments);
            case "System.Nullable`1":
                return target.Name switch
                {
                    "get_Value" or "GetValueOrDefault" when receiver is ConfigurationValue { Default: null } setting => arguments.Length == 1 ? setting with { Default = arguments[0] } : new CoalescedValue(setting),
                    "get_Value" or "GetValueOrDefault" when receiver is not null => receiver,
                    "get_HasValue" when receiver is ConfigurationValue setting => SettingTruth.Of(setting, SettingComparison.Exists),
                    _ => CodeValue.Unknown,
                };
            case "System.Int32" or "System.Int64" or "System.Boolean" or "System.Convert" or "System.UInt16" or "System.Int16":
                return target.Name is "Parse" or "ToInt32" or "ToInt64" or "ToBoolean" && arguments.Length > 0 ? Parsed(target, arguments[0])
                    : target.Name == "ToString" && receiver is not null ? Texts.Constant(receiver) is { } number ? new ConstantValue(number) : CodeValue.Unknown
                    : null;
            case "System.Object":
                return target.Name switch
                {
                    "ToString" when receiver is not null => receiver is ConfigurationValue or TextValue ? receiver : Texts.Constant(receiver) is { } t ? new ConstantValue(t) : CodeValue.Unknown,
                    "Equals" or "GetHashCode" or "GetType" or "ReferenceEquals" or "MemberwiseClone" => CodeValue.Unknown,
                    _ => null,
                };
            case "System.Environment" when target.Name == "get_CurrentManagedThreadId":
                // Iterators ask whether they are still on the thread that made them; here there is one.
                return Numbers.Boolean(true);
            case "System.Array" when target.Name == "Empty":
                return CodeValue.Unknown;
            case "System.Type" when target.Name == "GetTypeFromHandle":
                return arguments[0];
            case "System.Reflection.MemberInfo" when target.Name == "get_Name" && receiver is TypeValue type:
                return new ConstantValue(type.Name[(type.Name.LastIndexOfAny(['.', '+']) + 1)..]);
            case "System.Runtime.CompilerServices.RuntimeHelpers":
                if (target.Name == "InitializeArray" && arguments is [HeapValue { Object: { Type: "System.Byte[]" } array }, BytesValue content])
                {
                    s.Heap = s.Heap.With(array, StaticData.Content, content);
                }

                return target.Name == "InitializeArray" ? CodeValue.Unknown : target.Name == "CreateSpan" && arguments is [BytesValue] ? arguments[0] : null;
            case "System.ReadOnlySpan`1" or "System.Span`1" or "System.MemoryExtensions" when (receiver ?? arguments.FirstOrDefault()) is BytesValue or HeapValue { Object.Type: "System.Byte[]" }:
                return target.Name is "ToArray" or "AsSpan" or "AsMemory" && arguments.Length == (receiver is null ? 1 : 0) ? receiver ?? arguments[0] : null;
            case "Microsoft.AspNetCore.Http.PathString":
                return target.Name is "get_Value" or "ToString" ? receiver : null;
            default:
                return null;
        }
    }

    private static CodeValue? OfString(Interpreter interpreter, CallTarget target, CodeValue? receiver, CodeValue[] arguments, State s)
    {
        switch (target.Name)
        {
            case "Concat":
                return arguments is [HeapValue array] && target.ParameterTypes[0].EndsWith("[]", StringComparison.Ordinal)
                    ? ArrayFields.Items(s.Heap, array.Object, interpreter) is { } items ? Texts.Concat(items.AsSpan()) : CodeValue.Unknown
                    : Texts.Concat(arguments);
            case "Format":
                {
                    int format = target.ParameterTypes.IndexOf("System.String");
                    if (format < 0 || arguments[format].Text is not { } text)
                    {
                        return CodeValue.Unknown;
                    }

                    return arguments.Length == format + 2 && arguments[^1] is HeapValue list && target.ParameterTypes[^1].EndsWith("[]", StringComparison.Ordinal)
                        ? ArrayFields.Items(s.Heap, list.Object, interpreter) is { } listed ? Texts.Format(text, listed) : CodeValue.Unknown
                        : Texts.Format(text, arguments[(format + 1)..]);
                }

            case "op_Equality" or "Equals":
                {
                    CodeValue a = receiver ?? arguments[0];
                    CodeValue b = receiver is null ? arguments[1] : arguments[0];
                    return (CodeValue?)EnvironmentTests.Compare(a, b) ?? Compared(a, b, arguments.Length + (receiver is null ? 0 : 1) == 3 ? arguments[^1] : null) ?? (a.Text is { } left && b.Text is { } right
                        ? arguments.Length + (receiver is null ? 0 : 1) == 2 ? Numbers.Boolean(left == right) : CodeValue.Unknown
                        : CodeValue.Unknown);
                }

            case "op_Inequality":
                return EnvironmentTests.Compare(arguments[0], arguments[1]) is { } test ? new EnvironmentTest(test.Where.Complement())
                    : Compared(arguments[0], arguments[1], null) is { } differs ? differs.Not
                    : arguments[0].Text is { } x && arguments[1].Text is { } y ? Numbers.Boolean(x != y) : CodeValue.Unknown;
            case "IsNullOrEmpty" or "IsNullOrWhiteSpace" when arguments[0] is ConfigurationValue setting:
                return SettingTruth.Of(setting, target.Name == "IsNullOrEmpty" ? SettingComparison.NotEmpty : SettingComparison.NotBlank).Not;
            case "IsNullOrEmpty" or "IsNullOrWhiteSpace":
                return arguments[0] is ConstantValue { Value: null or string } c
                    ? Numbers.Boolean(target.Name == "IsNullOrEmpty" ? string.IsNullOrEmpty((string?)c.Value) : string.IsNullOrWhiteSpace((string?)c.Value))
                    : CodeValue.Unknown;
            case "ToString":
                return receiver;
            case "Trim" or "TrimEnd" or "TrimStart" or "ToLower" or "ToLowerInvariant" or "ToUpper" or "ToUpperInvariant" or "Replace":
                return Changed(target.Name, receiver, arguments);
            case "get_Length":
                return receiver?.Text is { } t ? new ConstantValue(t.Length) : CodeValue.Unknown;
            case "StartsWith" or "EndsWith" when receiver is ConfigurationValue setting:
                return SettingTruth.Of(setting, SettingComparison.Unknown, target.Name + arguments[0].Text);
            case "Split" when receiver is ConfigurationValue:
                // What is in the list is the setting's.
                return null;
            case "Substring" or "Split" or "StartsWith" or "EndsWith" or "Contains" or "IndexOf" or "Join" or "Compare" or "CompareOrdinal" or "GetHashCode" or "get_Chars" or "PadLeft" or "PadRight":
                // Rules read what is looked for in the tags of a health check, so that these calls are kept apart from here.
                return target.Name == "Contains" ? null : CodeValue.Unknown;
            default:
                return null;
        }
    }

    // A setting beside a text; what tells whether case counts is the last argument.
    private static SettingTruth? Compared(CodeValue a, CodeValue b, CodeValue? comparison)
    {
        (CodeValue subject, CodeValue with) = a is ConfigurationValue ? (a, b) : (b, a);
        if (subject is not ConfigurationValue setting || with is not ConstantValue { Value: string or null } text)
        {
            return null;
        }

        return text.Text is null ? SettingTruth.Of(setting, SettingComparison.Exists).Not
            : comparison is not null && comparison.Number is null ? SettingTruth.Of(setting, SettingComparison.Unknown, text.Text)
            : SettingTruth.Of(setting, comparison?.Number is 1 or 3 or 5 ? SettingComparison.EqualsIgnoreCase : SettingComparison.Equals, text.Text);
    }

    private static CodeValue Changed(string name, CodeValue? receiver, CodeValue[] arguments)
    {
        if (receiver?.Text is not { } text)
        {
            return receiver is ConfigurationValue && arguments.Length == 0 ? receiver : CodeValue.Unknown;
        }

        char? single = arguments is [{ Number: { } c }] ? (char)c : null;
        string? changed = (name, arguments.Length) switch
        {
            ("Trim", 0) => text.Trim(),
            ("TrimEnd", 0) => text.TrimEnd(),
            ("TrimStart", 0) => text.TrimStart(),
            ("Trim", 1) when single is { } ch => text.Trim(ch),
            ("TrimEnd", 1) when single is { } ch => text.TrimEnd(ch),
            ("TrimStart", 1) when single is { } ch => text.TrimStart(ch),
            ("ToLower" or "ToLowerInvariant", 0) => text.ToLowerInvariant(),
            ("ToUpper" or "ToUpperInvariant", 0) => text.ToUpperInvariant(),
            ("Replace", 2) when arguments[0].Text is { Length: > 0 } from && arguments[1].Text is { } to => text.Replace(from, to, StringComparison.Ordinal),
            _ => null,
        };
        return changed is null ? CodeValue.Unknown : new ConstantValue(changed);
    }

    private static CodeValue? OfPath(Interpreter interpreter, CallTarget target, CodeValue[] arguments, State s)
    {
        if (target.Name == "GetFullPath" && arguments is [ConstantValue or TextValue or ConfigurationValue])
        {
            return arguments[0];
        }

        if (target.Name is not ("Combine" or "Join"))
        {
            return null;
        }

        bool combine = target.Name == "Combine";
        return arguments is [HeapValue array]
            ? ArrayFields.Items(s.Heap, array.Object, interpreter) is { } items ? Texts.Combine(combine, items.AsSpan()) : CodeValue.Unknown
            : Texts.Combine(combine, arguments);
    }

    private static CodeValue? OfInterpolation(CallTarget target, CodeValue? receiver, CodeValue[] arguments, State s)
    {
        if (receiver is not HeapValue handler)
        {
            return CodeValue.Unknown;
        }

        CodeValue text = s.Heap[handler.Object, Text] ?? new ConstantValue("");
        switch (target.Name)
        {
            case "AppendLiteral" when arguments.Length == 1:
                s.Heap = s.Heap.With(handler.Object, Text, Texts.Concat(text, arguments[0]));
                return CodeValue.Unknown;
            case "AppendFormatted":
                // With an alignment or a format it reads differently.
                s.Heap = s.Heap.With(handler.Object, Text, Texts.Concat(text, arguments.Length == 1 ? Plain(target, arguments[0]) : CodeValue.Unknown));
                return CodeValue.Unknown;
            case "ToStringAndClear" or "ToString" or "get_Text":
                s.Heap = s.Heap.With(handler.Object, Text, new ConstantValue(""));
                return text;
            default:
                return CodeValue.Unknown;
        }
    }

    // A bool or an enum is a number on the stack, but is written as a word.
    private static CodeValue Plain(CallTarget target, CodeValue value) =>
        value.Number is null || (target.Reference is GenericInstanceMethod { GenericArguments: [{ MetadataType: MetadataType.Int32 or MetadataType.Int64 or MetadataType.UInt16 }] }) ? value : CodeValue.Unknown;

    private static CodeValue? OfTimeSpan(CallTarget target, CodeValue[] arguments)
    {
        if (!target.Name.StartsWith("From", StringComparison.Ordinal))
        {
            return target.Name.StartsWith("get_", StringComparison.Ordinal) || target.Name.StartsWith("op_", StringComparison.Ordinal) ? CodeValue.Unknown : null;
        }

        double? number = arguments.Length > 0 && arguments[0] is ConstantValue { Value: double d } ? d : arguments.Length > 0 ? arguments[0].Number : null;
        if (number is not { } n || !arguments.Skip(1).All(a => a.Number == 0) || Math.Abs(n) > 1e9)
        {
            // The call itself says what kind of time it is.
            return number is null ? null : CodeValue.Unknown;
        }

        return target.Name switch
        {
            "FromDays" when Math.Abs(n) < 1e6 => new ConstantValue(TimeSpan.FromDays(n)),
            "FromHours" when Math.Abs(n) < 1e7 => new ConstantValue(TimeSpan.FromHours(n)),
            "FromMinutes" => new ConstantValue(TimeSpan.FromMinutes(n)),
            "FromSeconds" => new ConstantValue(TimeSpan.FromSeconds(n)),
            "FromMilliseconds" => new ConstantValue(TimeSpan.FromMilliseconds(n)),
            _ => CodeValue.Unknown,
        };
    }

    private static CodeValue Parsed(CallTarget target, CodeValue value)
    {
        if (value is ConfigurationValue setting)
        {
            string? type = target.Name.StartsWith("To", StringComparison.Ordinal) ? "System." + target.Name[2..] : target.Type;
            return setting with { Type = type, Default = setting.Default?.Text is null ? setting.Default : Parsed(target, setting.Default) };
        }

        if (value.Number is not null && target.Name.StartsWith("To", StringComparison.Ordinal))
        {
            return value;
        }

        return value.Text is { } text && target.Type != "System.Boolean" && target.Name != "ToBoolean" && int.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out int n)
            ? new ConstantValue(n)
            : value.Text is { } flag && bool.TryParse(flag, out bool b) ? Numbers.Boolean(b)
            : CodeValue.Unknown;
    }

    private static bool Fits(params ReadOnlySpan<long> numbers)
    {
        foreach (long number in numbers)
        {
            if (Math.Abs(number) > 100_000)
            {
                return false;
            }
        }

        return true;
    }
}
