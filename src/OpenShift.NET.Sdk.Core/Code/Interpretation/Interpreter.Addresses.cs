using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Projects.Addresses;

namespace OpenShift.NET.Sdk.Code.Interpretation;

// Where one assembly of the application calls another: a library in the repository is used as a package would be, and rules know it by the same names. Where it is handed an address of this machine, what becomes of that there is not always seen.
internal sealed partial class Interpreter
{
    private CallRecord? NoteLibrary(Activation activation, State s, int site, CallTarget target, CodeValue? receiver, CodeValue[] arguments)
    {
        if (!target.Own!.IsPublic || target.Own.Module == activation.Method.Definition.Module)
        {
            return null;
        }

        CallRecord record = Record(activation, s, site, target, receiver, arguments);
        record.HandsAddress |= target.AddressParameters.Any(p => p < arguments.Length && LeadsHere(arguments[p], s));
        return record;
    }

    // An array, and the list that the compiler makes of a collection expression around one item or an array.
    private ImmutableArray<CodeValue> Items(HeapObject made, State s)
    {
        if (ReadField(s.Heap, made, "_item") is { } single)
        {
            return [single];
        }

        HeapObject array = ReadField(s.Heap, made, "_items") is HeapValue items ? items.Object : made;
        return ArrayFields.Items(s.Heap, array, this) ?? [];
    }

    private bool LeadsHere(CodeValue value, State s) => value switch
    {
        { Text: { } text } => AddressText.Read(text) is { } address && address.Hosts.Any(static h => h.IsThisMachine && h.Port is not null),
        HeapValue { Object: var made } => Items(made, s).Any(i => i.Text is not null && LeadsHere(i, s)),
        _ => false,
    };
}
