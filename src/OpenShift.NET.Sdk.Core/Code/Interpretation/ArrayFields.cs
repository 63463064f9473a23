using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>How the elements of an array lie in the heap: fields named by their index.</summary>
internal static class ArrayFields
{
    public const string Length = "$length";

    /// <summary>What was written where the index is not known.</summary>
    public const string Any = "$any";

    private const int MostItems = 64;

    /// <summary>The elements; <see langword="null"/> when they are not all known by index.</summary>
    public static ImmutableArray<CodeValue>? Items(Heap heap, HeapObject array, Interpreter interpreter)
    {
        if (interpreter.ReadField(heap, array, Length)?.Number is not { } length || length is < 0 or > MostItems || interpreter.ReadField(heap, array, Any) is not null)
        {
            return null;
        }

        var items = ImmutableArray.CreateBuilder<CodeValue>((int)length);
        for (int i = 0; i < length; i++)
        {
            items.Add(interpreter.ReadField(heap, array, i.ToString(CultureInfo.InvariantCulture)) ?? CodeValue.Unknown);
        }

        return items.MoveToImmutable();
    }

    public static CodeValue Element(Heap heap, HeapObject array, CodeValue index, Interpreter interpreter)
    {
        if (Items(heap, array, interpreter) is not { } items)
        {
            return CodeValue.Unknown;
        }

        if (index.Number is { } n)
        {
            return n >= 0 && n < items.Length ? items[(int)n] : CodeValue.Unknown;
        }

        CodeValue? all = null;
        foreach (CodeValue item in items)
        {
            all = all is null ? item : Joining.Join(all, item);
        }

        return all ?? CodeValue.Unknown;
    }
}
