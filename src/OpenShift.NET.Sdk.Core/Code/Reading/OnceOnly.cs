using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Interpretation;
using Il = Mono.Cecil.Cil.Code;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>
/// The parts of a method that run once in a process: what stands behind the question whether it was done already, <c>if (_loaded) { return; } … _loaded = true;</c>,
/// <c>if (!_loaded) { … _loaded = true; }</c>, <c>if (Interlocked.Exchange(ref _loaded, 1) == 1) { return; }</c>. The answer is kept in a static field or one of a singleton: that of another object is given
/// once an object. A flag that is taken back says that somebody is at it, not that it is done.
/// </summary>
/// <param name="code">The code.</param>
/// <param name="singletons">The types that are registered as singletons.</param>
internal sealed class OnceOnly(OwnCode code, IReadOnlySet<TypeDefinition> singletons)
{
    private const int LongestQuestion = 8;

    private readonly Dictionary<FieldDefinition, bool> _kept = [];

    /// <summary>The parts, as indexes of the first instruction and the one behind the last.</summary>
    public IReadOnlyList<(int From, int To)> In(PreparedMethod method)
    {
        List<(int, int)>? parts = null;
        for (int i = 0; i < method.Instructions.Length; i++)
        {
            if (FlagAt(method, i) is { } flag && BranchAfter(method, i) is { } branch && Part(method, branch) is var (from, to) && (IsExchange(method, branch) || IsSetIn(method, flag, from, to)))
            {
                (parts ??= []).Add((from, to));
            }
        }

        return parts ?? (IReadOnlyList<(int, int)>)[];
    }

    // A field of truth values, or a number that Interlocked takes.
    private FieldDefinition? FlagAt(PreparedMethod method, int index)
    {
        ref readonly Step step = ref method.Instructions[index];
        return step.OpCode.Code switch
        {
            Il.Ldsfld or Il.Ldfld => Named(step.Operand) is { } flag && TypeOf(flag) == MetadataType.Boolean && IsKept(flag) ? flag : null,
            Il.Ldsflda or Il.Ldflda => Named(step.Operand) is { } flag && TypeOf(flag) is MetadataType.Boolean or MetadataType.Int32 && IsKept(flag) && IsExchange(method, Math.Min(index + LongestQuestion, method.Instructions.Length), index) ? flag : null,
            _ => null,
        };
    }

    private bool IsKept(FieldDefinition flag)
    {
        if (!_kept.TryGetValue(flag, out bool kept))
        {
            kept = (flag.IsStatic ? !flag.CustomAttributes.Any(static a => a.AttributeType.Name == "ThreadStaticAttribute") : singletons.Contains(flag.DeclaringType)) && !IsTakenBack(flag, flag.DeclaringType);
            _kept.Add(flag, kept);
        }

        return kept;
    }

    // _busy = false, Interlocked.Exchange(ref _busy, 0), Volatile.Write(ref _busy, false), in the type itself, its lambdas and asynchronous methods.
    private bool IsTakenBack(FieldDefinition flag, TypeDefinition type) =>
        type.Methods.Any(m => !m.IsConstructor && code.Prepare(m) is { } prepared && IsTakenBack(flag, prepared)) || type.NestedTypes.Any(t => IsTakenBack(flag, t));

    private static bool IsTakenBack(FieldDefinition flag, PreparedMethod method)
    {
        for (int i = 1; i < method.Instructions.Length; i++)
        {
            ref readonly Step step = ref method.Instructions[i];
            if (step.OpCode.Code is not (Il.Stsfld or Il.Stfld or Il.Ldsflda or Il.Ldflda) || !ReferenceEquals(Named(step.Operand), flag))
            {
                continue;
            }

            bool stores = step.OpCode.Code is Il.Stsfld or Il.Stfld;
            Il value = !stores ? method.Instructions[Math.Min(i + 1, method.Instructions.Length - 1)].OpCode.Code
                : method.Instructions[i - 1].OpCode.Code == Il.Volatile && i > 1 ? method.Instructions[i - 2].OpCode.Code
                : method.Instructions[i - 1].OpCode.Code;
            if (stores ? value != Il.Ldc_I4_1 : value == Il.Ldc_I4_0)
            {
                return true;
            }
        }

        return false;
    }

    private static FieldDefinition? Named(object? operand) => operand is FieldTarget target ? target.Own : operand as FieldDefinition;

    // A volatile field has a modifier around its type.
    private static MetadataType TypeOf(FieldReference field) => field.FieldType is IModifierType modified ? modified.ElementType.MetadataType : field.FieldType.MetadataType;

    private static int? BranchAfter(PreparedMethod method, int index)
    {
        for (int i = index + 1; i < method.Instructions.Length && i <= index + LongestQuestion; i++)
        {
            switch (method.Instructions[i].OpCode.Code)
            {
                case Il.Brtrue or Il.Brtrue_S or Il.Brfalse or Il.Brfalse_S or Il.Beq or Il.Beq_S or Il.Bne_Un or Il.Bne_Un_S:
                    return i;
                case Il.Ldc_I4_0 or Il.Ldc_I4_1 or Il.Ceq or Il.Nop or Il.Volatile or Il.Call or Il.Stloc or Il.Stloc_S or Il.Stloc_0 or Il.Stloc_1 or Il.Stloc_2 or Il.Stloc_3 or Il.Ldloc or Il.Ldloc_S or Il.Ldloc_0 or Il.Ldloc_1 or Il.Ldloc_2 or Il.Ldloc_3:
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    // Behind a branch over a way out, or as far as the branch leads.
    private static (int From, int To)? Part(PreparedMethod method, int branch)
    {
        int target = method.Instructions[branch].Index;
        int next = branch + 1;
        while (next < method.Instructions.Length && method.Instructions[next].OpCode.Code == Il.Nop)
        {
            next++;
        }

        if (target <= branch || next >= method.Instructions.Length)
        {
            return null;
        }

        return method.Instructions[next].OpCode.Code is Il.Ret or Il.Leave or Il.Leave_S || (method.Instructions[next].OpCode.Code is Il.Br or Il.Br_S && method.Instructions[next].Index > target)
            ? (target, method.Instructions.Length)
            : (next, target);
    }

    private static bool IsSetIn(PreparedMethod method, FieldDefinition flag, int from, int to)
    {
        for (int i = Math.Max(1, from); i < to; i++)
        {
            ref readonly Step step = ref method.Instructions[i];
            if (step.OpCode.Code is Il.Stsfld or Il.Stfld && ReferenceEquals(Named(step.Operand), flag)
                && (method.Instructions[i - 1].OpCode.Code == Il.Ldc_I4_1 || (method.Instructions[i - 1].OpCode.Code == Il.Volatile && i > 1 && method.Instructions[i - 2].OpCode.Code == Il.Ldc_I4_1)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsExchange(PreparedMethod method, int until, int from = -1)
    {
        for (int i = from < 0 ? Math.Max(0, until - LongestQuestion) : from; i < until; i++)
        {
            if (method.Instructions[i].OpCode.Code == Il.Call && method.Instructions[i].Operand is not null && method.TargetAt(i) is { Type: "System.Threading.Interlocked", Name: "Exchange" or "CompareExchange" })
            {
                return true;
            }
        }

        return false;
    }
}
