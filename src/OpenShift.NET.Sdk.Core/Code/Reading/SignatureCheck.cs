using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>Goes through signatures (ECMA-335, II.23.2): no count may promise more than bytes follow, and nothing may nest without end.</summary>
/// <param name="reader">The metadata.</param>
/// <param name="most">Most bytes of the signatures of all rows together.</param>
internal sealed class SignatureCheck(MetadataReader reader, long most)
{
    // Far more than a language allows or a person writes.
    private const int MostParameters = 512;
    private const int MostDimensions = 32;
    private const int Deepest = 64;

    // Of one type, those it is made of included. A method has up to 65,535 locals; so many take as many bytes, which are counted.
    private const int MostNodes = 4096;

    private const byte Field = 0x06;
    private const byte LocalVariables = 0x07;
    private const byte Property = 0x08;
    private const byte MethodInstance = 0x0A;
    private const byte Kind = 0x0F;
    private const byte Generic = 0x10;
    private const byte Sentinel = 0x41;

    private readonly Dictionary<int, int> _known = [];
    private long _sum;
    private int _nodes;

    /// <summary>What begins a signature.</summary>
    public enum Form
    {
        /// <summary>A byte that says of what it is.</summary>
        Any,

        /// <summary>A type at once.</summary>
        Type,
    }

    /// <summary>Requires that a signature is sound.</summary>
    /// <exception cref="BadImageFormatException">It is not.</exception>
    public void Require(BlobHandle signature, Form form)
    {
        // Twice the offset and which of the two it is.
        int key = (reader.GetHeapOffset(signature) * 2) + (form == Form.Type ? 1 : 0);
        if (_known.TryGetValue(key, out int length))
        {
            Spend(length);
            return;
        }

        BlobReader blob = reader.GetBlobReader(signature);
        Spend(blob.Length);
        _known.Add(key, blob.Length);
        if (form == Form.Type)
        {
            Type(ref blob, 0);
        }
        else
        {
            Whole(ref blob);
        }
    }

    /// <summary>Counts a blob that is no signature.</summary>
    /// <exception cref="BadImageFormatException">All of them are too long.</exception>
    public void Spend(BlobHandle blob) => Spend(blob.IsNil ? 0 : reader.GetBlobReader(blob).Length);

    private void Spend(int length)
    {
        _sum += length;
        if (_sum > most)
        {
            throw new BadImageFormatException();
        }
    }

    private void Whole(ref BlobReader blob)
    {
        byte header = blob.ReadByte();
        switch (header & Kind)
        {
            case Field:
                Type(ref blob, 0);
                break;
            case LocalVariables:
            case MethodInstance:
                Types(ref blob, Count(ref blob), 0);
                break;
            case Property:
                int parameters = Count(ref blob);
                Type(ref blob, 0);
                Types(ref blob, parameters, 0);
                break;
            default:
                Method(ref blob, header, 0);
                break;
        }
    }

    private void Method(ref BlobReader blob, byte header, int depth)
    {
        if ((header & Generic) != 0 && blob.ReadCompressedInteger() > MostParameters)
        {
            throw new BadImageFormatException();
        }

        int parameters = Count(ref blob);
        Type(ref blob, depth);
        Types(ref blob, parameters, depth);
    }

    // Each of what is counted takes a byte at least.
    private static int Count(ref BlobReader blob) => blob.ReadCompressedInteger() is var count && count <= blob.RemainingBytes ? count : throw new BadImageFormatException();

    private void Types(ref BlobReader blob, int count, int depth)
    {
        for (int i = 0; i < count; i++)
        {
            Type(ref blob, depth);
        }
    }

    private void Type(ref BlobReader blob, int depth)
    {
        _nodes = depth == 0 ? 0 : _nodes;
        if (depth > Deepest || ++_nodes > MostNodes)
        {
            throw new BadImageFormatException();
        }

        while (true)
        {
            byte type = blob.ReadByte();
            switch (type)
            {
                case (>= 0x01 and <= 0x0E) or 0x16 or 0x18 or 0x19 or 0x1C:
                    return;
                case 0x0F or 0x10 or 0x1D or 0x1F or 0x20 or 0x45 or Sentinel:
                    // A pointer, reference, array, modified or pinned one of the type that follows.
                    if (type is 0x1F or 0x20)
                    {
                        Token(ref blob);
                    }

                    if (++depth > Deepest)
                    {
                        throw new BadImageFormatException();
                    }

                    continue;
                case 0x11 or 0x12:
                    Token(ref blob);
                    return;
                case 0x13 or 0x1E:
                    // Readers make as many parameters as the number says.
                    if (blob.ReadCompressedInteger() > MostParameters)
                    {
                        throw new BadImageFormatException();
                    }

                    return;
                case 0x14:
                    Type(ref blob, depth + 1);
                    Shape(ref blob);
                    return;
                case 0x15:
                    if (blob.ReadByte() is not (0x11 or 0x12))
                    {
                        throw new BadImageFormatException();
                    }

                    Token(ref blob);
                    int arguments = Count(ref blob);
                    Types(ref blob, arguments, depth + 1);
                    return;
                case 0x1B:
                    Method(ref blob, blob.ReadByte(), depth + 1);
                    return;
                default:
                    throw new BadImageFormatException();
            }
        }
    }

    // A type by its row, the lowest two bits the table: 2 is another signature, which no compiler writes here and which could be this one.
    private void Token(ref BlobReader blob)
    {
        int token = blob.ReadCompressedInteger();
        int rows = (token & 3) switch { 0 => reader.TypeDefinitions.Count, 1 => reader.TypeReferences.Count, _ => 0 };
        if (token >> 2 == 0 || token >> 2 > rows)
        {
            throw new BadImageFormatException();
        }
    }

    private static void Shape(ref BlobReader blob)
    {
        if (blob.ReadCompressedInteger() > MostDimensions)
        {
            throw new BadImageFormatException();
        }

        for (int list = 0; list < 2; list++)
        {
            int count = blob.ReadCompressedInteger();
            if (count > MostDimensions)
            {
                throw new BadImageFormatException();
            }

            for (int i = 0; i < count; i++)
            {
                _ = list == 0 ? blob.ReadCompressedInteger() : blob.ReadCompressedSignedInteger();
            }
        }
    }
}
