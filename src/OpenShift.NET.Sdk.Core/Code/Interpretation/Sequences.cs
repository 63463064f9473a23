using Mono.Cecil;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>Tells which asynchronous sequences end. Each method of the application that makes one is looked at once.</summary>
/// <param name="code">The code whose methods make them.</param>
internal sealed class Sequences(OwnCode code)
{
    // Methods that hand on to each other lie on the stack of this process.
    private const int Deepest = 64;

    // Between what makes a sequence and the loop over it stand its filters and a token.
    private const int LongestWay = 60;

    // How methods are called whose sequence goes on as long as somebody is there.
    private static readonly string[] s_endless = ["subscribe", "subscription", "subscriptions", "receive", "consume", "listen", "watch", "poll", "tail", "follow", "stream", "observe", "monitor", "events", "messages", "changes", "updates", "notifications", "ticks"];

    private readonly Dictionary<MethodDefinition, bool> _ends = [];
    private readonly HashSet<MethodDefinition> _underWay = [];

    /// <summary>Whether the sequence that a loop goes through ends.</summary>
    /// <param name="method">The method the loop is in.</param>
    /// <param name="loop">Index of the loop's first instruction, behind the call of <c>GetAsyncEnumerator</c>.</param>
    public bool EndsBefore(PreparedMethod method, int loop) => Before(method, loop) is { } sequence && Ends(sequence);

    private bool Ends(CallTarget sequence)
    {
        if (sequence.Own is not { } own)
        {
            string[] words = [.. SecretName.Words(sequence.Name)];
            return !sequence.Type.StartsWith("System.Threading.Channels.", StringComparison.Ordinal) && !words.Any(s_endless.Contains) && words is not ["read", "all", ..];
        }

        if (_ends.TryGetValue(own, out bool known))
        {
            return known;
        }

        // One that goes through itself ends with its data, which nobody knows here: a composite, a walk through a tree.
        if (_underWay.Count >= Deepest || !_underWay.Add(own))
        {
            return false;
        }

        // All that it goes through has to end, so that it is the same wherever one begins: whoever comes back to one under way is gone through by it as well.
        bool ends = Ends(own);
        _underWay.Remove(own);
        _ends.Add(own, ends);
        return ends;
    }

    private bool Ends(MethodDefinition own)
    {
        // What is handed to it, or who implements it, decides there.
        if (own.Parameters.Any(static p => IsSequence(p.ParameterType)))
        {
            return false;
        }

        if (own.IsAbstract)
        {
            return code.Overrides(own) is { Count: > 0 } implementations && implementations.All(i => Ends(code.TargetOf(i)));
        }

        CustomAttribute? machine = own.HasCustomAttributes ? own.CustomAttributes.FirstOrDefault(static a => a.AttributeType.FullName == "System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute") : null;
        if (machine is { HasConstructorArguments: true, ConstructorArguments: [{ Value: TypeReference type }, ..] })
        {
            return code.Resolve(type)?.Methods.FirstOrDefault(static m => m.Name == "MoveNext") is { } body && code.Prepare(body) is { } iterator && Loops.Of(iterator, this) is null && GoesThroughWhatEnds(iterator);
        }

        return code.Prepare(own) is { } prepared && HandedOn(prepared) is { Count: > 0 } handed && handed.TrueForAll(Ends);
    }

    // One that waits for nothing itself ends with what it goes through.
    private bool GoesThroughWhatEnds(PreparedMethod iterator)
    {
        for (int i = 0; i < iterator.Instructions.Length; i++)
        {
            if (iterator.CallAt(i) is { Name: "GetAsyncEnumerator" } && !EndsBefore(iterator, i + 1))
            {
                return false;
            }
        }

        return true;
    }

    // What made the sequence; filters of it and how it is awaited change nothing of its end.
    private static CallTarget? Before(PreparedMethod method, int loop)
    {
        int at = loop - 1;
        while (at >= 0 && method.CallAt(at) is not { Name: "GetAsyncEnumerator" })
        {
            at--;
        }

        for (int first = Math.Max(0, at - LongestWay); at > first;)
        {
            at--;
            if (method.CallAt(at) is { } call && IsSequence(call.Reference.ReturnType) && call.Name is not ("WithCancellation" or "ConfigureAwait")
                && (call.Type != "System.Linq.AsyncEnumerable" || call.Name is "Take" or "TakeWhile" or "Range" or "Repeat" or "Empty" or "ToAsyncEnumerable"))
            {
                return call;
            }
        }

        return null;
    }

    private static List<CallTarget> HandedOn(PreparedMethod method)
    {
        var handed = new List<CallTarget>();
        for (int i = 0; i < method.Instructions.Length; i++)
        {
            if (method.CallAt(i) is { } call && IsSequence(call.Reference.ReturnType))
            {
                handed.Add(call);
            }
        }

        return handed;
    }

    private static bool IsSequence(TypeReference type) => type is GenericInstanceType { ElementType.Name: "IAsyncEnumerable`1" or "AsyncPageable`1" };
}
