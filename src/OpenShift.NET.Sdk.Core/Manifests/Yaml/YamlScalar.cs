using System.Globalization;

namespace OpenShift.NET.Sdk.Manifests.Yaml;

/// <summary>A scalar with the type that Kubernetes gives it (<see cref="PlainScalar"/>).</summary>
/// <param name="Text">The value as text; a whole number in decimal notation, <c>true</c> and <c>false</c> for a boolean, empty for null.</param>
/// <param name="Kind">Its type.</param>
public sealed record YamlScalar(string Text, YamlScalarKind Kind = YamlScalarKind.String) : YamlNode
{
    /// <summary>A text.</summary>
    public static implicit operator YamlScalar(string text) => new(text);

    /// <summary>A whole number.</summary>
    public static implicit operator YamlScalar(int number) => new(number.ToString(CultureInfo.InvariantCulture), YamlScalarKind.Integer);

    /// <summary>A truth value.</summary>
    public static implicit operator YamlScalar(bool value) => new(value ? "true" : "false", YamlScalarKind.Boolean);

    /// <summary>The value as a whole number; <see langword="null"/> when it is none.</summary>
    public long? AsInteger() => Kind == YamlScalarKind.Integer && long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;

    /// <summary>The value as a truth value; <see langword="null"/> when it is none.</summary>
    public bool? AsBoolean() => Kind == YamlScalarKind.Boolean ? Text == "true" : null;
}
