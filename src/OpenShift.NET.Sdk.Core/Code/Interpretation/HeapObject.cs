using Mono.Cecil;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>One place where objects are made, within one context. Its fields live in the <see cref="Heap"/>.</summary>
internal sealed class HeapObject(int id, string type, TypeDefinition? definition, FieldNames names)
{
    public int Id => id;

    public string Type => type;

    /// <summary>The type, when it is one of the application's own.</summary>
    public TypeDefinition? Definition => definition;

    /// <summary>Whether all its fields were written by code that was followed, so that an unwritten one has its type's default.</summary>
    public bool IsFresh { get; init; } = true;

    public FieldNames Names => names;

    public ulong Key(string field) => Key(names.Of(field));

    public ulong Key(int field) => ((ulong)(uint)id << 32) | (uint)field;
}
