using System.Globalization;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

// What the compiler makes of arguments for "params ReadOnlySpan<T>" and of collection expressions that become a span: one item in a local variable, or several in a structure of so many
// elements (InlineArrayN<T>), which are reached by methods that it writes itself. To the interpreter both are arrays.
internal sealed partial class Interpreter
{
    private const string Generated = "<PrivateImplementationDetails>";

    private CodeValue? OfInlineArray(Activation activation, State s, int site, CallTarget target, CodeValue[] arguments)
    {
        if (target.Type != Generated || !target.Name.StartsWith("InlineArray", StringComparison.Ordinal) || arguments.Length == 0)
        {
            return null;
        }

        // A structure of the class library is known by its address alone until something is put into it.
        if (arguments[0] is LocalAddress && Dereference(activation, s, arguments[0]) is not HeapValue)
        {
            Assign(activation, s, arguments[0], new HeapValue(ObjectAt(activation.Context, site, Generated, null)));
        }

        if (Dereference(activation, s, arguments[0]) is not HeapValue { Object: var array })
        {
            return null;
        }

        switch (target.Name)
        {
            case "InlineArrayFirstElementRef":
                return new FieldAddress(array, "0");
            case "InlineArrayElementRef" when arguments is [_, { Number: { } index }]:
                return new FieldAddress(array, index.ToString(CultureInfo.InvariantCulture));
            case "InlineArrayAsReadOnlySpan" or "InlineArrayAsSpan" when arguments is [_, { Number: not null } length]:
                s.Heap = s.Heap.With(array, ArrayFields.Length, length);
                return new HeapValue(array);
            default:
                return null;
        }
    }

    // new ReadOnlySpan<T>(in item).
    private HeapValue? SpanOfOne(Activation activation, State s, int site, CallTarget target, CodeValue[] arguments)
    {
        if (target.Type is not ("System.ReadOnlySpan`1" or "System.Span`1") || arguments is not [LocalAddress or FieldAddress])
        {
            return null;
        }

        var span = new HeapValue(ObjectAt(activation.Context, site, target.Type, null));
        s.Heap = s.Heap.With(span.Object, ArrayFields.Length, new ConstantValue(1)).With(span.Object, "0", Dereference(activation, s, arguments[0]));
        return span;
    }
}
