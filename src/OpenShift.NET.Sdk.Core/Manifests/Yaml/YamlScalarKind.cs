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

    /// <summary>What is written as it stands, because another program makes YAML of it: an expression of a chart. No text that is read has it.</summary>
    Verbatim,
}
