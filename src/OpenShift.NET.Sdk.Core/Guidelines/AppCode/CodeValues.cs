using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Guidelines.AppCode;

/// <summary>What the rules ask of values of the application's code.</summary>
internal static class CodeValues
{
    /// <summary>Whether a value is the constant <c>true</c>.</summary>
    public static bool IsTrue(this CodeValue value) => value is ConstantValue { Value: true or 1 };

    /// <summary>The calls whose results are in a value: in the parts of a text, in what an object was made of, among the alternatives.</summary>
    public static IEnumerable<CodeCall> Sources(this CodeValue value, int depth = 0) => depth > 4 ? [] : value switch
    {
        ResultValue result => [result.Call],
        TextValue text => text.Parts.SelectMany(p => p.Sources(depth + 1)),
        OneOfValue one => one.Values.SelectMany(v => v.Sources(depth + 1)),
        ObjectValue made => made.Arguments.SelectMany(a => a.Sources(depth + 1)),
        _ => [],
    };

    /// <summary>The known beginning of a text or of what a path object was made of; <see langword="null"/> when nothing is known.</summary>
    public static string? Beginning(this CodeValue value) => value switch
    {
        ConstantValue { Value: string text } => text,
        TextValue { Prefix: { Length: > 0 } prefix } => prefix,
        ObjectValue { Arguments: [var inner, ..] } => inner.Beginning(),
        ConfigurationValue { Default: { } otherwise } => otherwise.Beginning(),
        _ => null,
    };
}
