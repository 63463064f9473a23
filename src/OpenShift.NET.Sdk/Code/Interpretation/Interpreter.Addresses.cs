using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Projects.Addresses;

namespace OpenShift.NET.Sdk.Code.Interpretation;

// Where one assembly of the application gives another an address: a library in the repository takes it as a package would, and what becomes of it there is not always seen.
internal sealed partial class Interpreter
{
    private void NoteAddress(Activation activation, State s, int site, CallTarget target, CodeValue? receiver, CodeValue[] arguments)
    {
        if (target.Own!.Module == activation.Method.Definition.Module)
        {
            return;
        }

        foreach (int parameter in target.AddressParameters)
        {
            if (parameter < arguments.Length && LeadsHere(arguments[parameter], s))
            {
                Record(activation, s, site, target, receiver, arguments);
                return;
            }
        }
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
