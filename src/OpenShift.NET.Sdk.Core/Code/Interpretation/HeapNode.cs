using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>
/// A persistent binary trie over keys (C. Okasaki and A. Gill, "Fast Mergeable Integer Maps", 1998). Two heaps share what neither changed, and joining them looks only at the rest.
/// Nodes are kept small, as most of what following code leaves behind are these.
/// </summary>
internal abstract class HeapNode
{
    // Of a leaf its key. Of a branch what its keys begin with, followed by a one where the branch decides and zeros.
    private readonly ulong _key;

    private HeapNode(ulong key) => _key = key;

    public static CodeValue? Find(HeapNode? node, ulong key)
    {
        while (node is Branch branch)
        {
            node = (key & branch.Bit) == 0 ? branch.Zero : branch.One;
        }

        return node is Leaf leaf && leaf._key == key ? leaf.Value : null;
    }

    /// <summary>The part that holds the keys whose upper half is that of another.</summary>
    public static HeapNode? Upper(HeapNode? node, ulong key)
    {
        while (node is Branch { Bit: > uint.MaxValue } branch)
        {
            node = (key & branch.Bit) == 0 ? branch.Zero : branch.One;
        }

        return node is not null && node._key >> 32 == key >> 32 ? node : null;
    }

    public static HeapNode Set(HeapNode? node, ulong key, CodeValue value)
    {
        switch (node)
        {
            case Branch branch when branch.Covers(key):
                return (key & branch.Bit) == 0 ? branch.With(Set(branch.Zero, key, value), branch.One) : branch.With(branch.Zero, Set(branch.One, key, value));
            case Branch branch:
                return Link(new Leaf(key, value), key, branch, branch.Prefix);
            case Leaf leaf when leaf._key != key:
                return Link(new Leaf(key, value), key, leaf, leaf._key);
            case Leaf leaf when ReferenceEquals(leaf.Value, value) || leaf.Value.Equals(value):
                return leaf;
            default:
                return new Leaf(key, value);
        }
    }

    /// <summary>What two heaps have, with what becomes of a field that differs.</summary>
    public static HeapNode? Join(HeapNode? a, HeapNode? b, Func<CodeValue, CodeValue, CodeValue> join)
    {
        if (ReferenceEquals(a, b) || b is null)
        {
            return a;
        }

        if (a is null)
        {
            return b;
        }

        if (b is Leaf theirs)
        {
            CodeValue? own = Find(a, theirs._key);
            return Set(a, theirs._key, own is null ? theirs.Value : join(own, theirs.Value));
        }

        if (a is Leaf ours)
        {
            CodeValue? other = Find(b, ours._key);
            return Set(b, ours._key, other is null ? ours.Value : join(ours.Value, other));
        }

        var left = (Branch)a;
        var right = (Branch)b;
        if (left._key == right._key)
        {
            return left.With(Join(left.Zero, right.Zero, join)!, Join(left.One, right.One, join)!);
        }

        if (left.Bit > right.Bit && left.Covers(right.Prefix))
        {
            return (right.Prefix & left.Bit) == 0 ? left.With(Join(left.Zero, right, join)!, left.One) : left.With(left.Zero, Join(left.One, right, join)!);
        }

        if (right.Bit > left.Bit && right.Covers(left.Prefix))
        {
            return (left.Prefix & right.Bit) == 0 ? right.With(Join(left, right.Zero, join)!, right.One) : right.With(right.Zero, Join(left, right.One, join)!);
        }

        return Link(left, left.Prefix, right, right.Prefix);
    }

    public static bool Same(HeapNode? a, HeapNode? b) =>
        ReferenceEquals(a, b) || (a, b) switch
        {
            (Leaf left, Leaf right) => left._key == right._key && left.Value.Equals(right.Value),
            (Branch left, Branch right) => left._key == right._key && Same(left.Zero, right.Zero) && Same(left.One, right.One),
            _ => false,
        };

    public static IEnumerable<KeyValuePair<ulong, CodeValue>> All(HeapNode? node)
    {
        var open = new Stack<HeapNode>();
        for (; node is not null; open.TryPop(out node))
        {
            if (node is Leaf leaf)
            {
                yield return KeyValuePair.Create(leaf._key, leaf.Value);
            }
            else if (node is Branch branch)
            {
                open.Push(branch.One);
                open.Push(branch.Zero);
            }
        }
    }

    private static Branch Link(HeapNode a, ulong keyOfA, HeapNode b, ulong keyOfB)
    {
        ulong bit = 1UL << (63 - System.Numerics.BitOperations.LeadingZeroCount(keyOfA ^ keyOfB));
        ulong prefix = keyOfA & ~(bit | (bit - 1));
        return (keyOfA & bit) == 0 ? new Branch(prefix | bit, a, b) : new Branch(prefix | bit, b, a);
    }

    private sealed class Leaf(ulong key, CodeValue value) : HeapNode(key)
    {
        public CodeValue Value => value;
    }

    private sealed class Branch(ulong key, HeapNode zero, HeapNode one) : HeapNode(key)
    {
        /// <summary>The bit it decides on, the highest first.</summary>
        public ulong Bit => _key & (0 - _key);

        /// <summary>What its keys begin with, followed by zeros.</summary>
        public ulong Prefix => _key & (_key - 1);

        /// <summary>The keys without the bit.</summary>
        public HeapNode Zero => zero;

        /// <summary>The keys with the bit.</summary>
        public HeapNode One => one;

        public bool Covers(ulong other)
        {
            ulong bit = Bit;
            return ((other ^ _key) & ~(bit | (bit - 1))) == 0;
        }

        public Branch With(HeapNode newZero, HeapNode newOne) => ReferenceEquals(newZero, zero) && ReferenceEquals(newOne, one) ? this : new Branch(_key, newZero, newOne);
    }
}
