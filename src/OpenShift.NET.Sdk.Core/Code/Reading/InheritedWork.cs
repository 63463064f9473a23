using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Interpretation;
using Il = Mono.Cecil.Cil.Code;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>Tells which methods of its base classes a hosted service comes to: a base class can have more than each of its heirs uses.</summary>
internal sealed class InheritedWork(OwnCode code)
{
    /// <summary>The methods, with those that compilers make of lambdas and asynchronous ones: all that the service's own methods, and what the host and constructors call of its base classes, come to.</summary>
    /// <param name="service">The service.</param>
    public IEnumerable<MethodDefinition> Of(TypeDefinition service)
    {
        TypeDefinition[] bases = [.. code.BasesOf(service).Select(code.Find).OfType<TypeDefinition>().Where(static b => !b.IsInterface)];
        var seen = new HashSet<MethodDefinition>();
        var open = new Stack<MethodDefinition>(service.Methods.Concat(bases.SelectMany(static b => b.Methods).Where(static m => m.IsConstructor || m.Name.StartsWith("Execute", StringComparison.Ordinal) || m.Name.StartsWith("Start", StringComparison.Ordinal))));
        while (open.TryPop(out MethodDefinition? method))
        {
            if (seen.Add(method) && code.Prepare(method) is { } prepared)
            {
                for (int i = 0; i < prepared.Instructions.Length; i++)
                {
                    if (prepared.Instructions[i].OpCode.Code is Il.Call or Il.Callvirt or Il.Newobj or Il.Ldftn or Il.Ldvirtftn && prepared.Instructions[i].Operand is not null)
                    {
                        Follow(prepared.TargetAt(i));
                    }
                }
            }
        }

        return seen.Where(m => bases.Any(b => IsIn(m.DeclaringType, b)));

        void Follow(CallTarget target)
        {
            if (target.Own is { } own)
            {
                open.Push(own);
                foreach (MethodDefinition one in own.IsVirtual ? code.Overrides(own).Where(o => o.DeclaringType == service || bases.Contains(o.DeclaringType)) : [])
                {
                    open.Push(one);
                }
            }
            else if (target is { Name: "Start", Reference: GenericInstanceMethod { GenericArguments: [var machine] } } && code.Resolve(machine) is { } states)
            {
                foreach (MethodDefinition step in states.Methods.Where(static m => m.Name == "MoveNext"))
                {
                    open.Push(step);
                }
            }
        }
    }

    // Itself, or in a class that a compiler made inside of it.
    private static bool IsIn(TypeDefinition type, TypeDefinition around) => type == around || (type.DeclaringType is { } outer && MethodNames.IsGenerated(type) && IsIn(outer, around));
}
