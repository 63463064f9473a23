using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Interpretation;
using Il = Mono.Cecil.Cil.Code;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>Tells code that works something out of what it is given – the same in every process, at any time – from code that asks others for it: a database, another service, a file somebody changes, a clock.</summary>
internal sealed class Computations(OwnCode code)
{
    private const int Deepest = 8;

    private static readonly string[] s_computing = ["System.", "Microsoft.Extensions.FileProviders.", "Microsoft.Extensions.Primitives.", "Microsoft.Net.Http.Headers.", "Newtonsoft.Json."];

    private static readonly string[] s_asking =
    [
        "System.Net.", "System.Data.", "System.IO.File", "System.IO.Directory", "System.IO.Stream", "System.Diagnostics.Process", "System.Random", "System.Environment", "System.TimeProvider", "System.Func", "System.Action", "System.Delegate",
        "System.Threading.Channels.", "System.Reflection.MethodBase", "System.Reflection.MethodInfo", "System.Lazy", "System.IServiceProvider",
    ];

    private readonly Dictionary<MethodDefinition, bool> _known = [];

    /// <summary>Whether a method, with all that it calls, only computes.</summary>
    public bool IsOne(MethodDefinition method) => IsOne(method, 0);

    private bool IsOne(MethodDefinition method, int depth)
    {
        if (_known.TryGetValue(method, out bool known))
        {
            return known;
        }

        if (depth > Deepest || code.Prepare(method) is not { } prepared)
        {
            return false;
        }

        // What calls itself adds nothing.
        _known[method] = true;
        bool computes = true;
        for (int i = 0; computes && i < prepared.Instructions.Length; i++)
        {
            if (prepared.Instructions[i].OpCode.Code is Il.Call or Il.Callvirt or Il.Newobj && prepared.Instructions[i].Operand is not null)
            {
                computes = prepared.TargetAt(i) is var target && (target.Own is { } own ? IsOwn(own, depth) : IsForeign(target));
            }
            else if (prepared.Instructions[i].OpCode.Code is Il.Calli)
            {
                computes = false;
            }
        }

        _known[method] = computes;
        return computes;
    }

    private bool IsOwn(MethodDefinition own, int depth)
    {
        IReadOnlyCollection<MethodDefinition> overrides = own.IsVirtual ? [.. code.Overrides(own)] : [];
        return own.IsAbstract ? overrides.Count > 0 && overrides.All(o => IsOne(o, depth + 1)) : IsOne(own, depth + 1) && overrides.All(o => IsOne(o, depth + 1));
    }

    private static bool IsForeign(CallTarget target) =>
        !target.IsNative
        && Array.Exists(s_computing, p => target.Type.StartsWith(p, StringComparison.Ordinal))
        && (target.Type == "System.IO.Stream" || !Array.Exists(s_asking, p => target.Type.StartsWith(p, StringComparison.Ordinal)))
        && (target.Type, target.Name) is not (("System.DateTime" or "System.DateTimeOffset", "get_Now" or "get_UtcNow" or "get_Today") or ("System.Guid", "NewGuid" or "CreateVersion7") or ("System.Security.Cryptography.RandomNumberGenerator", _));
}
