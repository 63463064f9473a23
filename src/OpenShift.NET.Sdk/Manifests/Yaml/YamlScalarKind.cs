namespace OpenShift.NET.Sdk.Manifests.Yaml;

/// <summary>The type of a scalar.</summary>
public enum YamlScalarKind
{
    /// <summary>A text.</summary>
    String,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with a fraction or an exponent.</summary>
    Float,

    /// <summary>A truth value.</summary>
    Boolean,

    /// <summary>No value.</summary>
    Null,
}
