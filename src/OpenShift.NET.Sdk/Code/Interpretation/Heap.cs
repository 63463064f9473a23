using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>The fields of objects at one point of the program. Immutable, so that branches share what they do not change.</summary>
internal sealed class Heap
{
    private readonly ImmutableDictionary<long, CodeValue> _fields;

    private Heap(ImmutableDictionary<long, CodeValue> fields) => _fields = fields;

    public static Heap Empty { get; } = new(ImmutableDictionary<long, CodeValue>.Empty);

    public IEnumerable<KeyValuePair<long, CodeValue>> Fields => _fields;

    public CodeValue? this[HeapObject of, string field] => of.Fields.ContainsKey(field) && _fields.TryGetValue(of.Key(field), out CodeValue? value) ? value : null;

    public Heap With(HeapObject of, string field, CodeValue value)
    {
        ImmutableDictionary<long, CodeValue> changed = _fields.SetItem(of.Key(field), value);
        return ReferenceEquals(changed, _fields) ? this : new Heap(changed);
    }

    /// <summary>What holds when the program comes from either of two points. A field that only one of them has belongs to an object the other never made.</summary>
    public Heap Join(Heap other)
    {
        if (ReferenceEquals(this, other) || ReferenceEquals(_fields, other._fields))
        {
            return this;
        }

        ImmutableDictionary<long, CodeValue>.Builder? joined = null;
        foreach ((long key, CodeValue value) in other._fields)
        {
            if (!_fields.TryGetValue(key, out CodeValue? own))
            {
                (joined ??= _fields.ToBuilder())[key] = value;
            }
            else if (!ReferenceEquals(own, value))
            {
                CodeValue both = Joining.Join(own, value);
                if (!ReferenceEquals(both, own))
                {
                    (joined ??= _fields.ToBuilder())[key] = both;
                }
            }
        }

        return joined is null ? this : new Heap(joined.ToImmutable());
    }

    public bool SameAs(Heap other)
    {
        if (ReferenceEquals(this, other) || ReferenceEquals(_fields, other._fields))
        {
            return true;
        }

        if (_fields.Count != other._fields.Count)
        {
            return false;
        }

        foreach ((long key, CodeValue value) in _fields)
        {
            if (!other._fields.TryGetValue(key, out CodeValue? theirs) || !(ReferenceEquals(value, theirs) || value.Equals(theirs)))
            {
                return false;
            }
        }

        return true;
    }
}
