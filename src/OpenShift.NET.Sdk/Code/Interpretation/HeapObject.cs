using Mono.Cecil;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>One place where objects are made, within one context. Its fields live in the <see cref="Heap"/>; here are only their names.</summary>
internal sealed class HeapObject(int id, string type, TypeDefinition? definition)
{
    private readonly Dictionary<string, int> _fields = new(StringComparer.Ordinal);

    public int Id => id;

    public string Type => type;

    /// <summary>The type, when it is one of the application's own.</summary>
    public TypeDefinition? Definition => definition;

    /// <summary>Whether all its fields were written by code that was followed, so that an unwritten one has its type's default.</summary>
    public bool IsFresh { get; init; } = true;

    public IReadOnlyDictionary<string, int> Fields => _fields;

    public long Key(string field)
    {
        if (!_fields.TryGetValue(field, out int index))
        {
            index = _fields.Count;
            _fields.Add(field, index);
        }

        return ((long)id << 32) | (uint)index;
    }
}
