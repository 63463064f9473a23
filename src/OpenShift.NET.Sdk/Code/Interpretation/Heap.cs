using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>The fields of objects at one point of the program. Immutable, so that branches share what they do not change.</summary>
internal sealed class Heap
{
    private readonly HeapNode? _fields;

    private Heap(HeapNode? fields) => _fields = fields;

    public static Heap Empty { get; } = new(null);

    public IEnumerable<KeyValuePair<long, CodeValue>> Fields => HeapNode.All(_fields);

    public CodeValue? this[HeapObject of, string field] => of.Fields.ContainsKey(field) ? HeapNode.Find(_fields, (ulong)of.Key(field)) : null;

    public Heap With(HeapObject of, string field, CodeValue value) => Of(HeapNode.Set(_fields, (ulong)of.Key(field), value));

    /// <summary>What holds when the program comes from either of two points. A field that only one of them has belongs to an object the other never made.</summary>
    public Heap Join(Heap other) => ReferenceEquals(this, other) ? this : Of(HeapNode.Join(_fields, other._fields));

    public bool SameAs(Heap other) => HeapNode.Same(_fields, other._fields);

    private Heap Of(HeapNode? fields) => ReferenceEquals(fields, _fields) ? this : new Heap(fields);
}
