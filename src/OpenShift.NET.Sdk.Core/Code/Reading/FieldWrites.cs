using System.Collections.Frozen;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using Mono.Cecil;
using MethodBodies = System.Reflection.Metadata.PEReaderExtensions;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>
/// Finds the fields that are written outside the constructors of their type. That has to be known before the first method is followed, so bytes are looked through instead of decoding every method.
/// Bodies that promise more than they have are found on the way, so that nobody decodes them, and members that the application names beside the start-up guard.
/// </summary>
internal static class FieldWrites
{
    private const byte Stfld = 0x7D;
    private const byte Ldsflda = 0x7F;
    private const byte Stsfld = 0x80;
    private const byte Switch = 0x45;
    private const byte TwoBytes = 0xFE;

    private static readonly byte[] s_operands = Operands();
    private static readonly FrozenDictionary<byte, byte> s_secondOperands = new Dictionary<byte, byte>
    {
        [0x06] = 4, [0x07] = 4, [0x09] = 2, [0x0A] = 2, [0x0B] = 2, [0x0C] = 2, [0x0D] = 2, [0x0E] = 2, [0x12] = 1, [0x15] = 4, [0x16] = 4, [0x19] = 1, [0x1C] = 4,
    }.ToFrozenDictionary();

    // Compilers let small bodies that are equal share their bytes.
    private const int MostOverlap = 4;
    private const int AlwaysAllowed = 1 << 16;
    private const byte Ldstr = 0x72;

    /// <summary>The fields, written as the full name of the type, <c>::</c> and the name.</summary>
    /// <param name="assemblies">The assemblies.</param>
    /// <param name="damaged">Receives the methods whose body must not be decoded.</param>
    /// <param name="cancellationToken">Stops the looking.</param>
    public static HashSet<string> Find(IEnumerable<OpenedAssembly> assemblies, HashSet<MethodDefinition> damaged, CancellationToken cancellationToken)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (OpenedAssembly assembly in assemblies)
        {
            using var file = new PEReader(ImmutableCollectionsMarshal.AsImmutableArray(assembly.Bytes));
            var fields = new Dictionary<int, (string Owner, string Name)?>();
            var texts = new UserStrings(MethodBodies.GetMetadataReader(file));
            long left = ((long)assembly.Bytes.Length * MostOverlap) + AlwaysAllowed;
            foreach (TypeDefinition type in assembly.Module.GetTypes())
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (MethodDefinition method in type.Methods)
                {
                    if (!TryFind(assembly, file, method, texts, ref left, fields, found))
                    {
                        assembly.NamedByGuardAlone.Clear();
                        damaged.Add(method);
                    }
                }
            }
        }

        return found;
    }

    private static bool TryFind(
        OpenedAssembly assembly, PEReader file, MethodDefinition method, UserStrings texts, ref long left, Dictionary<int, (string Owner, string Name)?> fields, HashSet<string> found)
    {
        if (!method.HasBody || method.RVA == 0)
        {
            return true;
        }

        try
        {
            ReadOnlySpan<byte> code = MethodBodies.GetMethodBody(file, method.RVA).GetILContent().AsSpan();
            left -= code.Length;
            if (left < 0)
            {
                return false;
            }

            for (int at = 0; at < code.Length;)
            {
                byte operation = code[at++];
                if (operation is Stfld or Stsfld or Ldsflda)
                {
                    int token = MemoryMarshal.Read<int>(code[at..]);
                    if (!fields.TryGetValue(token, out (string Owner, string Name)? field))
                    {
                        field = assembly.Module.LookupToken(token) is FieldReference reference ? (reference.DeclaringType.GetElementType().FullName, reference.Name) : null;
                        fields.Add(token, field);
                    }

                    bool constructor = method.IsConstructor && method.IsStatic == (operation == Stsfld) && method.DeclaringType.FullName == field?.Owner;
                    if (field is { } written && !constructor)
                    {
                        found.Add(written.Owner + "::" + written.Name);
                    }
                }
                else if (operation == Ldstr && !texts.BeginAt(MemoryMarshal.Read<int>(code[at..]) & 0xFFFFFF))
                {
                    return false;
                }

                long size = operation == TwoBytes ? 1 + s_secondOperands.GetValueOrDefault(code[at])
                    : operation == Switch ? 4 + (4L * MemoryMarshal.Read<uint>(code[at..]))
                    : s_operands[operation];
                if (size > code.Length - at)
                {
                    // A switch names as many targets as its number says, and the decoder makes room for them first.
                    return operation != Switch;
                }

                if (assembly.NamedByGuardAlone.Count > 0 && size is 4 or 5)
                {
                    assembly.NamedByGuardAlone.Remove(MemoryMarshal.Read<int>(code[(at + (int)size - 4)..]));
                }

                at += (int)size;
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A body that cannot be read counts as unread where it is decoded.
            assembly.NamedByGuardAlone.Clear();
        }

        return true;
    }

    private static byte[] Operands()
    {
        var sizes = new byte[256];
        void Set(byte size, params ReadOnlySpan<(int From, int To)> codes)
        {
            foreach ((int from, int to) in codes)
            {
                sizes.AsSpan(from..(to + 1)).Fill(size);
            }
        }

        Set(1, (0x0E, 0x13), (0x1F, 0x1F), (0x2B, 0x37), (0xDE, 0xDE));
        Set(4, (0x20, 0x20), (0x22, 0x22), (0x27, 0x29), (0x38, 0x44), (0x6F, 0x75), (0x79, 0x79), (0x7B, 0x81), (0x8C, 0x8D), (0x8F, 0x8F), (0xA3, 0xA5), (0xC2, 0xC2), (0xC6, 0xC6), (0xD0, 0xD0), (0xDD, 0xDD));
        Set(8, (0x21, 0x21), (0x23, 0x23));
        return sizes;
    }
}
