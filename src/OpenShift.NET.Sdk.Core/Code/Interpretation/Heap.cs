using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>The fields of objects at one point of the program. Immutable, so that branches share what they do not change.</summary>
internal sealed class Heap
{
    private readonly HeapNode? _fields;

    private Heap(HeapNode? fields) => _fields = fields;

    public static Heap Empty { get; } = new(null);

    public IEnumerable<KeyValuePair<ulong, CodeValue>> Fields => HeapNode.All(_fields);

    public CodeValue? this[HeapObject of, string field] => of.Names.Find(field) is { } number ? this[of, number] : null;

    public CodeValue? this[HeapObject of, int field] => HeapNode.Find(_fields, of.Key(field));

    /// <summary>The fields of one object, by the number of their name.</summary>
    public IEnumerable<KeyValuePair<int, CodeValue>> FieldsOf(HeapObject of) => HeapNode.All(HeapNode.Upper(_fields, of.Key(0))).Select(f => KeyValuePair.Create((int)(uint)f.Key, f.Value));

    public Heap With(HeapObject of, string field, CodeValue value) => With(of, of.Names.Of(field), value);

    public Heap With(HeapObject of, int field, CodeValue value) => Of(HeapNode.Set(_fields, of.Key(field), value));

    /// <summary>What holds when the program comes from either of two points. A field that only one of them has belongs to an object the other never made.</summary>
    public Heap Join(Heap other) => ReferenceEquals(this, other) ? this : Of(HeapNode.Join(_fields, other._fields, Joining.Join), other);

    /// <summary>The same where it is known with which settings the program comes from each: a field that is only written where a setting is there keeps the setting with what was in it as default.</summary>
    public Heap Join(Heap other, SettingCondition whenThis, SettingCondition whenOther) =>
        ReferenceEquals(this, other) ? this : Of(HeapNode.Join(_fields, other._fields, (own, theirs) => Defaulting.Join(own, whenThis, theirs, whenOther) ?? Joining.Join(own, theirs)), other);

    public bool SameAs(Heap other) => HeapNode.Same(_fields, other._fields);

    private Heap Of(HeapNode? fields, Heap? other = null) => ReferenceEquals(fields, _fields) ? this : other is not null && ReferenceEquals(fields, other._fields) ? other : new Heap(fields);
}
