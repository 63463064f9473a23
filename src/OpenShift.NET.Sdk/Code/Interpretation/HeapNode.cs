using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>
/// A persistent binary trie over keys (C. Okasaki and A. Gill, "Fast Mergeable Integer Maps", 1998). Two heaps share what neither changed, and joining them looks only at the rest.
/// </summary>
/// <param name="key">The key of a leaf; the common beginning of a branch.</param>
/// <param name="bit">The bit a branch decides on, the highest first; 0 for a leaf.</param>
/// <param name="value">The value of a leaf.</param>
/// <param name="zero">The keys without the bit.</param>
/// <param name="one">The keys with the bit.</param>
internal sealed class HeapNode(ulong key, ulong bit, CodeValue? value, HeapNode? zero, HeapNode? one)
{
    public static CodeValue? Find(HeapNode? node, ulong key)
    {
        while (node is not null && node.Bit != 0)
        {
            node = (key & node.Bit) == 0 ? node.Zero : node.One;
        }

        return node is not null && node.Key == key ? node.Value : null;
    }

    public static HeapNode Set(HeapNode? node, ulong key, CodeValue value)
    {
        if (node is null)
        {
            return new HeapNode(key, 0, value, null, null);
        }

        if (node.Bit == 0)
        {
            return node.Key != key ? Link(new HeapNode(key, 0, value, null, null), node)
                : ReferenceEquals(node.Value, value) || node.Value!.Equals(value) ? node
                : new HeapNode(key, 0, value, null, null);
        }

        if (!node.Covers(key))
        {
            return Link(new HeapNode(key, 0, value, null, null), node);
        }

        return (key & node.Bit) == 0 ? node.With(Set(node.Zero, key, value), node.One!) : node.With(node.Zero!, Set(node.One, key, value));
    }

    public static HeapNode? Join(HeapNode? a, HeapNode? b)
    {
        if (ReferenceEquals(a, b) || b is null)
        {
            return a;
        }

        if (a is null)
        {
            return b;
        }

        if (b.Bit == 0)
        {
            CodeValue? own = Find(a, b.Key);
            return Set(a, b.Key, own is null ? b.Value! : Joining.Join(own, b.Value!));
        }

        if (a.Bit == 0)
        {
            CodeValue? theirs = Find(b, a.Key);
            return Set(b, a.Key, theirs is null ? a.Value! : Joining.Join(a.Value!, theirs));
        }

        if (a.Bit == b.Bit && a.Key == b.Key)
        {
            return a.With(Join(a.Zero, b.Zero)!, Join(a.One, b.One)!);
        }

        if (a.Bit > b.Bit && a.Covers(b.Key))
        {
            return (b.Key & a.Bit) == 0 ? a.With(Join(a.Zero, b)!, a.One!) : a.With(a.Zero!, Join(a.One, b)!);
        }

        if (b.Bit > a.Bit && b.Covers(a.Key))
        {
            return (a.Key & b.Bit) == 0 ? b.With(Join(a, b.Zero)!, b.One!) : b.With(b.Zero!, Join(a, b.One)!);
        }

        return Link(a, b);
    }

    public static bool Same(HeapNode? a, HeapNode? b)
    {
        if (ReferenceEquals(a, b))
        {
            return true;
        }

        if (a is null || b is null || a.Key != b.Key || a.Bit != b.Bit)
        {
            return false;
        }

        return a.Bit == 0 ? a.Value!.Equals(b.Value) : Same(a.Zero, b.Zero) && Same(a.One, b.One);
    }

    public static IEnumerable<KeyValuePair<long, CodeValue>> All(HeapNode? node)
    {
        var open = new Stack<HeapNode>();
        for (; node is not null; open.TryPop(out node))
        {
            if (node.Bit == 0)
            {
                yield return KeyValuePair.Create((long)node.Key, node.Value!);
            }
            else
            {
                open.Push(node.One!);
                open.Push(node.Zero!);
            }
        }
    }

    private ulong Key => key;

    private ulong Bit => bit;

    private CodeValue? Value => value;

    private HeapNode? Zero => zero;

    private HeapNode? One => one;

    private bool Covers(ulong other) => ((other ^ key) & ~(bit | (bit - 1))) == 0;

    private HeapNode With(HeapNode newZero, HeapNode newOne) => ReferenceEquals(newZero, zero) && ReferenceEquals(newOne, one) ? this : new HeapNode(key, bit, null, newZero, newOne);

    private static HeapNode Link(HeapNode a, HeapNode b)
    {
        ulong difference = 1UL << (63 - System.Numerics.BitOperations.LeadingZeroCount(a.Key ^ b.Key));
        ulong prefix = a.Key & ~(difference | (difference - 1));
        return (a.Key & difference) == 0 ? new HeapNode(prefix, difference, null, a, b) : new HeapNode(prefix, difference, null, b, a);
    }
}
