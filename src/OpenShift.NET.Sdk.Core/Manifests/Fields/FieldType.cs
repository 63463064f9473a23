namespace OpenShift.NET.Sdk.Manifests.Fields;

/// <summary>What a field holds.</summary>
internal enum FieldType
{
    /// <summary>Anything.</summary>
    Any,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A truth value.</summary>
    Boolean,

    /// <summary>A whole number or a text: a port by number or name, a percentage.</summary>
    IntegerOrText,

    /// <summary>A quantity: a text or a number.</summary>
    Quantity,

    /// <summary>A mapping with fields of its own.</summary>
    Object,
}
