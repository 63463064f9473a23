using System.Globalization;

namespace OpenShift.NET.Sdk.Code.Values;

/// <summary>A constant.</summary>
/// <param name="Value">A <see cref="string"/>, <see cref="int"/>, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/>, <see cref="char"/>, <see cref="TimeSpan"/>, or <see langword="null"/>.</param>
public sealed record ConstantValue(object? Value) : CodeValue
{
    internal static readonly ConstantValue Null = new((object?)null);

    /// <inheritdoc/>
    public override string ToString() => Value switch
    {
        null => "null",
        string s => "\"" + s + "\"",
        bool b => b ? "true" : "false",
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        { } v => v.ToString()!,
    };
}
