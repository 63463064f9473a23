using System.Buffers.Binary;
using Mono.Cecil;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>The value of an attribute (ECMA-335, II.23.3), looked through before it is decoded: the decoder makes an array as long as the value says.</summary>
internal ref struct AttributeBlob
{
    // Names of types nest in each other; a text of an attribute is never as long.
    private const int Longest = 64 * 1024;
    private const int Deepest = 32;

    private ReadOnlySpan<byte> _rest;

    private AttributeBlob(ReadOnlySpan<byte> value) => _rest = value;

    /// <summary>Whether decoding the value takes no more than it has. Whether it can be decoded at all is not looked at.</summary>
    public static bool IsBounded(CustomAttribute attribute)
    {
        byte[] value = attribute.GetBlob();
        if (value.Length is < 2 or > Longest)
        {
            return value.Length < 2;
        }

        var blob = new AttributeBlob(value.AsSpan(2));
        foreach (ParameterDefinition parameter in attribute.Constructor.Parameters)
        {
            switch (blob.Pass(parameter.ParameterType, 0))
            {
                case false:
                    return false;
                case null:
                    // The decoder cannot go on here, either.
                    return true;
            }
        }

        return blob.PassNamed();
    }

    // True: passed. False: it promises more than there is. Null: what follows cannot be told, and will not be decoded.
    private bool? Pass(TypeReference type, int depth)
    {
        if (depth > Deepest)
        {
            return false;
        }

        switch (type.MetadataType)
        {
            case MetadataType.Boolean or MetadataType.SByte or MetadataType.Byte:
                return Skip(1);
            case MetadataType.Char or MetadataType.Int16 or MetadataType.UInt16:
                return Skip(2);
            case MetadataType.Int32 or MetadataType.UInt32 or MetadataType.Single:
                return Skip(4);
            case MetadataType.Int64 or MetadataType.UInt64 or MetadataType.Double:
                return Skip(8);
            case MetadataType.String:
                return Text();
            case MetadataType.Object:
                return Tagged(depth + 1);
            case MetadataType.Array when type is ArrayType array:
                return Elements(out int count) is not { } counted ? null : !counted ? false : PassAll(array.ElementType, count, depth + 1);
            default:
                return type.FullName == "System.Type" ? Text() : type.Resolve() is { IsEnum: true } own ? Underlying(own) is { } under ? Pass(under, depth + 1) : null : null;
        }
    }

    private bool? PassAll(TypeReference type, int count, int depth)
    {
        for (int i = 0; i < count; i++)
        {
            if (Pass(type, depth) is not true and var ended)
            {
                return ended;
            }
        }

        return true;
    }

    // A value that says its own type (FieldOrPropType).
    private bool? Tagged(int depth)
    {
        if (depth > Deepest || _rest.IsEmpty)
        {
            return depth <= Deepest ? null : false;
        }

        byte tag = _rest[0];
        _rest = _rest[1..];
        return tag == 0x1D ? TaggedArray(depth + 1) : Value(tag, depth);
    }

    private bool? Value(byte tag, int depth) => tag switch
    {
        0x02 or 0x04 or 0x05 => Skip(1),
        0x03 or 0x06 or 0x07 => Skip(2),
        0x08 or 0x09 or 0x0C => Skip(4),
        0x0A or 0x0B or 0x0D => Skip(8),
        0x0E or 0x50 => Text(),
        0x51 => Tagged(depth + 1),

        // An enum by its name, which is looked for among types that are not here.
        _ => null,
    };

    private bool? TaggedArray(int depth)
    {
        if (depth > Deepest || _rest.IsEmpty)
        {
            return depth <= Deepest ? null : false;
        }

        byte tag = _rest[0];
        _rest = _rest[1..];
        if (Elements(out int count) is not true and var ended)
        {
            return tag == 0x55 ? false : ended;
        }

        for (int i = 0; i < count; i++)
        {
            bool? passed = Value(tag, depth);
            if (passed is not true)
            {
                return passed;
            }
        }

        return true;
    }

    // Fields and properties that are set by name: a kind, a type, a name, a value.
    private bool PassNamed()
    {
        if (_rest.Length < 2)
        {
            return true;
        }

        int count = BinaryPrimitives.ReadUInt16LittleEndian(_rest);
        _rest = _rest[2..];
        for (int i = 0; i < count && _rest.Length > 1; i++)
        {
            _rest = _rest[1..];
            byte tag = _rest[0];
            byte element = 0;
            _rest = _rest[1..];
            if (tag == 0x1D && !_rest.IsEmpty)
            {
                element = _rest[0];
                _rest = _rest[1..];
            }

            // Of an enum by its name nothing can be told, and the decoder looks for it in vain.
            if (tag == 0x55 || element == 0x55)
            {
                return true;
            }

            if (Text() is not true)
            {
                return true;
            }

            Span<byte> type = tag == 0x1D ? [tag, element] : [tag];
            byte[] whole = [.. type, .. _rest];
            var value = new AttributeBlob(whole);
            if (value.Tagged(0) is not true and var ended)
            {
                return ended is null;
            }

            _rest = _rest[(whole.Length - type.Length - value._rest.Length)..];
        }

        return true;
    }

    private bool? Skip(int count)
    {
        if (_rest.Length < count)
        {
            return null;
        }

        _rest = _rest[count..];
        return true;
    }

    private bool? Text()
    {
        if (_rest.IsEmpty)
        {
            return null;
        }

        // No text, which is not an empty one.
        if (_rest[0] == 0xFF)
        {
            _rest = _rest[1..];
            return true;
        }

        int size = _rest[0] < 0x80 ? 1 : _rest[0] < 0xC0 ? 2 : 4;
        if (_rest.Length < size)
        {
            return null;
        }

        int length = size switch
        {
            1 => _rest[0],
            2 => ((_rest[0] & 0x3F) << 8) | _rest[1],
            _ => ((_rest[0] & 0x1F) << 24) | (_rest[1] << 16) | (_rest[2] << 8) | _rest[3],
        };
        _rest = _rest[size..];
        if (length > _rest.Length)
        {
            return false;
        }

        _rest = _rest[length..];
        return true;
    }

    // Each takes a byte at least.
    private bool? Elements(out int count)
    {
        count = 0;
        if (_rest.Length < 4)
        {
            return null;
        }

        uint stated = BinaryPrimitives.ReadUInt32LittleEndian(_rest);
        _rest = _rest[4..];
        if (stated == uint.MaxValue)
        {
            return true;
        }

        count = (int)Math.Min(stated, int.MaxValue);
        return stated <= _rest.Length;
    }

    private static TypeReference? Underlying(TypeDefinition type) => type.Fields.FirstOrDefault(static f => !f.IsStatic)?.FieldType;
}
