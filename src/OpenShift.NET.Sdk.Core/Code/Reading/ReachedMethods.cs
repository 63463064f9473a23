using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Interpretation;
using Il = Mono.Cecil.Cil.Code;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>The methods of the application that its methods come to: what they call, the lambdas they hand over, and every override of what is virtual.</summary>
internal sealed class ReachedMethods(OwnCode code)
{
    private const int MostMethods = 400;

    /// <summary>The methods, the first ones among them; <see langword="null"/> where it cannot be told.</summary>
    /// <param name="first">Where to begin.</param>
    /// <param name="withHandlers">Whether what is handed to events, subscriptions and endpoints counts, which others call later on.</param>
    public IReadOnlySet<MethodDefinition>? From(IEnumerable<MethodDefinition> first, bool withHandlers)
    {
        var seen = new HashSet<MethodDefinition>();
        var open = new Stack<MethodDefinition>(first);
        while (open.TryPop(out MethodDefinition? method))
        {
            if (!seen.Add(method))
            {
                continue;
            }

            if (seen.Count > MostMethods)
            {
                return null;
            }

            IReadOnlyCollection<MethodDefinition> overrides = method.IsVirtual ? code.Overrides(method) : [];
            foreach (MethodDefinition one in overrides)
            {
                open.Push(one);
            }

            if (code.Prepare(method) is { } prepared)
            {
                Push(prepared, withHandlers, open);
            }
            else if (overrides.Count == 0)
            {
                return null;
            }
        }

        return seen;
    }

    private void Push(PreparedMethod method, bool withHandlers, Stack<MethodDefinition> open)
    {
        for (int i = 0; i < method.Instructions.Length; i++)
        {
            if (method.Instructions[i].Operand is null)
            {
                continue;
            }

            switch (method.Instructions[i].OpCode.Code)
            {
                case Il.Call or Il.Callvirt or Il.Newobj when method.TargetAt(i).Own is { } own:
                    open.Push(own);
                    break;

                // An asynchronous method starts its state machine.
                case Il.Call or Il.Callvirt when method.TargetAt(i) is { Name: "Start", Reference: GenericInstanceMethod { GenericArguments: [var machine] } } && code.Resolve(machine) is { } states:
                    foreach (MethodDefinition next in states.Methods.Where(static m => m.Name == "MoveNext"))
                    {
                        open.Push(next);
                    }

                    break;
                case Il.Ldftn when method.TargetAt(i).Own is { } lambda && (withHandlers || !ServingMethods.IsHandler(method, i)):
                    open.Push(lambda);
                    break;
                default:
                    break;
            }
        }
    }
}
