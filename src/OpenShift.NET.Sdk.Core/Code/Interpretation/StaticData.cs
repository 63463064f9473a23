using System.Collections.Immutable;
using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>The bytes that compilers put into an assembly for literals of bytes (ECMA-335, II.16.3.1: a field with an RVA).</summary>
internal static class StaticData
{
    // Keys are short; what is longer is a table or a picture.
    private const int MostBytes = 1024;

    /// <summary>What an array is filled with from such a field.</summary>
    public const string Content = "$bytes";

    /// <summary>The bytes of a field; <see langword="null"/> when it has none, or too many to be a key.</summary>
    public static BytesValue? Of(FieldReference field)
    {
        if (field is not FieldDefinition { IsStatic: true } own || !own.Attributes.HasFlag(FieldAttributes.HasFieldRVA) || SizeOf(own.FieldType) is not (> 0 and <= MostBytes))
        {
            return null;
        }

        try
        {
            return own.InitialValue is { Length: > 0 } bytes ? new BytesValue([.. bytes]) : null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // An address that leads out of the file.
            return null;
        }
    }

    private static int SizeOf(TypeReference type) => type.MetadataType switch
    {
        MetadataType.Byte or MetadataType.SByte => 1,
        MetadataType.Int16 or MetadataType.UInt16 => 2,
        MetadataType.Int32 or MetadataType.UInt32 => 4,
        MetadataType.Int64 or MetadataType.UInt64 => 8,
        MetadataType.ValueType => type is TypeDefinition structure ? structure.ClassSize : 0,
        _ => 0,
    };
}
