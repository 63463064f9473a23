using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>The values that variables and fields begin with.</summary>
internal static class Defaults
{
    private static readonly ConstantValue s_zero = new(0);
    private static readonly ConstantValue s_longZero = new(0L);

    public static CodeValue Of(TypeReference type) => type.MetadataType switch
    {
        MetadataType.Boolean or MetadataType.Byte or MetadataType.SByte or MetadataType.Int16 or MetadataType.UInt16 or MetadataType.Int32 or MetadataType.UInt32 or MetadataType.Char => s_zero,
        MetadataType.Int64 or MetadataType.UInt64 => s_longZero,
        MetadataType.ValueType or MetadataType.GenericInstance when type.IsValueType => CodeValue.Unknown,
        MetadataType.Single or MetadataType.Double or MetadataType.IntPtr or MetadataType.UIntPtr or MetadataType.Var or MetadataType.MVar or MetadataType.TypedByReference => CodeValue.Unknown,
        MetadataType.ByReference or MetadataType.Pointer or MetadataType.Pinned => CodeValue.Unknown,
        _ => ConstantValue.Null,
    };
}
