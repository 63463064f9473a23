using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Interpretation;
using Il = Mono.Cecil.Cil.Code;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>Tells services that only change collections of this process (a cache whose old entries are removed) from those that do something which the other pods, or anybody else, can see.</summary>
internal sealed class MemoryWork(OwnCode code)
{
    private static readonly string[] s_ofProcess = ["System.", "Microsoft.Extensions.Logging.", "Microsoft.Extensions.Hosting.", "Microsoft.Extensions.Options.", "Microsoft.Extensions.Caching.Memory."];

    // What leaves the process, or runs code that is not known here.
    private static readonly string[] s_outside =
    [
        "System.Console", "System.IO.", "System.Net.", "System.Data.", "System.Diagnostics.Process", "System.Activator", "System.Reflection.", "System.IServiceProvider",
        "System.Runtime.InteropServices.", "System.Messaging.", "System.ServiceModel.", "System.Threading.Channels.",
    ];

    private static readonly string[] s_delegates = ["System.Action", "System.Func`", "System.Delegate", "System.EventHandler", "System.Predicate`"];

    private static readonly string[] s_changes = ["Add", "Remove", "Clear", "Try", "set_Item", "Enqueue", "Dequeue", "Push", "Pop", "AddOrUpdate", "Insert"];

    /// <summary>Whether all that a service does is such work, and there is any.</summary>
    public bool IsAllOf(TypeDefinition service)
    {
        bool changes = false;
        var seen = new HashSet<MethodDefinition>();
        var open = new Stack<MethodDefinition>(service.Methods.Where(static m => !m.IsConstructor && m.Name != "Dispose"));
        while (open.TryPop(out MethodDefinition? method))
        {
            if (!seen.Add(method))
            {
                continue;
            }

            if (method.IsAbstract)
            {
                if (code.Overrides(method) is not { Count: > 0 } implementations)
                {
                    return false;
                }

                Push(implementations);
                continue;
            }

            if (code.Prepare(method) is not { } prepared)
            {
                return false;
            }

            for (int i = 0; i < prepared.Instructions.Length; i++)
            {
                switch (prepared.Instructions[i].OpCode.Code)
                {
                    case Il.Call or Il.Callvirt or Il.Newobj when prepared.Instructions[i].Operand is not null:
                        CallTarget target = prepared.TargetAt(i);
                        if (target.Own is { } own)
                        {
                            open.Push(own);
                            Push(own is { IsVirtual: true, IsAbstract: false } ? code.Overrides(own) : []);
                        }
                        else if (!IsOfProcess(target))
                        {
                            return false;
                        }
                        else
                        {
                            changes |= target.Type.StartsWith("System.Collections.", StringComparison.Ordinal) && s_changes.Any(c => target.Name.StartsWith(c, StringComparison.Ordinal));
                            if (target is { Name: "Start", Reference: GenericInstanceMethod { GenericArguments: [var machine] } } && code.Resolve(machine) is { } states)
                            {
                                Push(states.Methods.Where(static m => m.Name == "MoveNext"));
                            }
                        }

                        break;
                    case Il.Ldftn when prepared.Instructions[i].Operand is not null && prepared.TargetAt(i).Own is { } lambda:
                        open.Push(lambda);
                        break;
                    case Il.Calli:
                        return false;
                    default:
                        break;
                }
            }
        }

        return changes;

        void Push(IEnumerable<MethodDefinition> methods)
        {
            foreach (MethodDefinition one in methods)
            {
                open.Push(one);
            }
        }
    }

    // Delegates are made where their code is seen, and called where it is not.
    private static bool IsOfProcess(CallTarget target) =>
        s_ofProcess.Any(p => target.Type.StartsWith(p, StringComparison.Ordinal)) && !s_outside.Any(p => target.Type.StartsWith(p, StringComparison.Ordinal))
        && !(target.Name == "Invoke" && s_delegates.Any(p => target.Type.StartsWith(p, StringComparison.Ordinal)));
}
