using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Interpretation;
using Il = Mono.Cecil.Cil.Code;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>Tells the collections of which no other pod misses anything: what nobody reads, and what a connection keeps under its own name and finds by it, in the pod that has the connection.</summary>
internal sealed class UnsharedCollections(OwnCode code, KeptCollections collections)
{
    private static readonly HashSet<string> s_writes = ["set_Item", "Add", "TryAdd", "AddRange", "Insert", "Enqueue", "Push", "AddFirst", "AddLast", "Remove", "TryRemove", "RemoveAt", "Clear"];
    // What only grows is kept for somebody: a log of what happened, that a debugger or a later version reads.
    private static readonly HashSet<string> s_removals = ["Remove", "TryRemove", "RemoveAt", "Clear"];

    private static readonly HashSet<string> s_keyed = ["set_Item", "Add", "TryAdd", "Remove", "TryRemove", "TryGetValue", "ContainsKey", "get_Item", "GetValueOrDefault", "AddOrUpdate", "GetOrAdd", "TryUpdate"];

    private readonly Dictionary<FieldDefinition, bool> _known = [];

    /// <summary>Whether a collection is one.</summary>
    public bool Contains(FieldDefinition field)
    {
        if (!_known.TryGetValue(field, out bool known))
        {
            known = collections.UsesOf(field) is { Count: > 0 } uses && ((uses.All(static u => IsOnlyWritten(u.Method, u.Site)) && uses.Any(static u => s_removals.Contains(u.Method.TargetAt(u.Site).Name))) || IsOfOwnConnection(field, uses));
            _known.Add(field, known);
        }

        return known;
    }

    // What a call answers – whether it was there, and what it was – is dropped.
    private static bool IsOnlyWritten(PreparedMethod method, int site)
    {
        CallTarget target = method.TargetAt(site);
        if (!s_writes.Contains(target.Name) || (!target.ReturnsVoid && !(site + 1 < method.Instructions.Length && method.Instructions[site + 1].OpCode.Code == Il.Pop)))
        {
            return false;
        }

        return target.Name is not ("TryRemove" or "Remove") || method.Instructions[site - 1].OpCode.Code is not (Il.Ldloca or Il.Ldloca_S) || !IsLoaded(method, method.Instructions[site - 1].Index);
    }

    private bool IsOfOwnConnection(FieldDefinition field, IReadOnlyList<(PreparedMethod Method, int Site)> uses)
    {
        if (!code.ForeignBasesOf(field.DeclaringType).Any(static b => b is "Microsoft.AspNetCore.SignalR.Hub" or "Microsoft.AspNetCore.SignalR.Hub`1") || !uses.All(static u => s_keyed.Contains(u.Method.TargetAt(u.Site).Name)))
        {
            return false;
        }

        foreach (PreparedMethod method in uses.Select(static u => u.Method).Distinct())
        {
            foreach (int load in collections.LoadSites(method, field))
            {
                if (!IsConnection(method, load + 1))
                {
                    return false;
                }
            }
        }

        return true;
    }

    // Context.ConnectionId, or a variable that is set to nothing else.
    private static bool IsConnection(PreparedMethod method, int index)
    {
        for (int i = index; i < method.Instructions.Length && i < index + 4; i++)
        {
            Il operation = method.Instructions[i].OpCode.Code;
            if (IsAsked(method, i))
            {
                return true;
            }

            if (operation is Il.Ldloc or Il.Ldloc_S or Il.Ldloc_0 or Il.Ldloc_1 or Il.Ldloc_2 or Il.Ldloc_3 && i == index && IsSetToConnection(method, LocalOf(method.Instructions[i], Il.Ldloc_0)))
            {
                return true;
            }

            if (!(operation is Il.Ldarg_0 or Il.Ldloc or Il.Ldloc_S or Il.Ldloc_0 or Il.Ldloc_1 or Il.Ldloc_2 or Il.Ldloc_3 or Il.Ldfld || (operation is Il.Call or Il.Callvirt && method.Instructions[i].Operand is not null && method.TargetAt(i).Name == "get_Context")))
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsSetToConnection(PreparedMethod method, int local)
    {
        bool any = false;
        for (int i = 1; i < method.Instructions.Length; i++)
        {
            if (method.Instructions[i].OpCode.Code is Il.Stloc or Il.Stloc_S or Il.Stloc_0 or Il.Stloc_1 or Il.Stloc_2 or Il.Stloc_3 && LocalOf(method.Instructions[i], Il.Stloc_0) == local)
            {
                if (!IsAsked(method, i - 1))
                {
                    return false;
                }

                any = true;
            }
        }

        return any;
    }

    private static bool IsAsked(PreparedMethod method, int index) =>
        method.Instructions[index].OpCode.Code is Il.Call or Il.Callvirt && method.Instructions[index].Operand is not null && method.TargetAt(index) is { Name: "get_ConnectionId", Type: "Microsoft.AspNetCore.SignalR.HubCallerContext" };

    private static bool IsLoaded(PreparedMethod method, int local)
    {
        for (int i = 0; i < method.Instructions.Length; i++)
        {
            if (method.Instructions[i].OpCode.Code is Il.Ldloc or Il.Ldloc_S or Il.Ldloc_0 or Il.Ldloc_1 or Il.Ldloc_2 or Il.Ldloc_3 && LocalOf(method.Instructions[i], Il.Ldloc_0) == local)
            {
                return true;
            }
        }

        return false;
    }

    private static int LocalOf(Step step, Il first) => step.OpCode.Code is >= Il.Ldloc_0 and <= Il.Stloc_3 ? step.OpCode.Code - first : step.Index;
}
