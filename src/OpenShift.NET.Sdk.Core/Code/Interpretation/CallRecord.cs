using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>A call that is being recorded. It changes while the loop around it settles.</summary>
internal sealed class CallRecord(CallTarget target, PreparedMethod method, int site, int order)
{
    public CallTarget Target => target;

    public PreparedMethod Method => method;

    /// <summary>Index of the instruction.</summary>
    public int Site => site;

    public int Order => order;

    public required CodeValue? Receiver { get; set; }

    public required CodeValue[] Arguments { get; set; }

    /// <summary>The heap in which the arguments have to be seen.</summary>
    public required Heap Heap { get; set; }

    public required PathCondition Condition { get; set; }

    public bool Reachable { get; init; }

    /// <summary>The same call in other environments.</summary>
    public CallRecord? Next { get; set; }

    /// <summary>Whether a method of the application gets an address of this machine.</summary>
    public bool HandsAddress { get; set; }

    /// <summary>The object a constructor made.</summary>
    public HeapObject? Creates { get; set; }
}
