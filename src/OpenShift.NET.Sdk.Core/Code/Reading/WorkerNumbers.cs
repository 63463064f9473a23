using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Interpretation;
using OpenShift.NET.Sdk.Projects;
using Il = Mono.Cecil.Cil.Code;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>
/// Finds makers of identifiers in the manner of Snowflake – a time, the number of the process and a count, shifted into one number – whose number of the process is a constant: in their own fields, or where they are made.
/// </summary>
internal sealed class WorkerNumbers(OwnCode code)
{
    private static readonly string[] s_whose = ["worker", "machine", "datacenter", "node", "generator", "server", "center", "instance"];

    /// <summary>Each generator once, where its first constant is set.</summary>
    public IEnumerable<(TypeDefinition Generator, string Name, PreparedMethod Method, int Site)> Find()
    {
        foreach (TypeDefinition type in code.Types)
        {
            FieldDefinition[] numbers = [.. type.Fields.Where(static f => IsNumber(f.FieldType) && IsOfProcess(MethodNames.OfField(f.Name)))];
            if (numbers.Length == 0 || !type.Methods.Any(m => code.Prepare(m) is { VisitedReachably: true } prepared && Shifts(prepared, numbers)))
            {
                continue;
            }

            if (InFields(numbers) is { } own)
            {
                yield return (type, MethodNames.OfField(own.Field.Name), own.Method, own.Site);
            }
            else if (WhereMade(type, numbers) is { } made)
            {
                yield return (type, made.Name, made.Method, made.Site);
            }
        }
    }

    // "workerId", "_machineId", "DataCenterId", "s_nodeNumber"
    private static bool IsOfProcess(string name) => SecretName.Words(name).AsSpan() switch
    {
        [.., var whose, "id" or "number" or "no"] => s_whose.Contains(whose),
        [.., "workerid" or "machineid" or "datacenterid" or "nodeid"] => true,
        _ => false,
    };

    private static bool IsNumber(TypeReference type) => type.MetadataType is MetadataType.Byte or MetadataType.Int16 or MetadataType.UInt16 or MetadataType.Int32 or MetadataType.UInt32 or MetadataType.Int64 or MetadataType.UInt64;

    // ((now - epoch) << 22) | (workerId << 12) | sequence
    private bool Shifts(PreparedMethod method, FieldDefinition[] numbers)
    {
        bool reads = false, shifts = false, joins = false;
        for (int i = 0; i < method.Instructions.Length; i++)
        {
            Il operation = method.Instructions[i].OpCode.Code;
            reads |= operation is Il.Ldfld or Il.Ldsfld && method.Instructions[i].Operand is not null && numbers.Contains(method.FieldAt(i).Own);
            shifts |= operation == Il.Shl;
            joins |= operation is Il.Or or Il.Add;
        }

        return reads && shifts && joins;
    }

    // private static readonly long workerId = 5;
    private (FieldDefinition Field, PreparedMethod Method, int Site)? InFields(FieldDefinition[] numbers)
    {
        foreach (FieldDefinition field in numbers.Where(f => !code.TargetOf(f).WrittenLater))
        {
            (PreparedMethod Method, int Site)[] writes = [.. WritesOf(field)];
            if (writes is [var only] && ConstantBefore(only.Method, only.Site - 1))
            {
                return (field, only.Method, only.Site);
            }
        }

        return null;
    }

    private IEnumerable<(PreparedMethod Method, int Site)> WritesOf(FieldDefinition field)
    {
        foreach (MethodDefinition constructor in field.DeclaringType.Methods.Where(m => m.IsConstructor && m.IsStatic == field.IsStatic))
        {
            if (code.Prepare(constructor) is not { } prepared)
            {
                continue;
            }

            for (int i = 1; i < prepared.Instructions.Length; i++)
            {
                if (prepared.Instructions[i].OpCode.Code is Il.Stfld or Il.Stsfld && prepared.FieldAt(i).Own == field)
                {
                    yield return (prepared, i);
                }
            }
        }
    }

    // new IdWorker(1, 1), where the constructor keeps what it is given.
    private (string Name, PreparedMethod Method, int Site)? WhereMade(TypeDefinition type, FieldDefinition[] numbers)
    {
        HashSet<MethodDefinition> keeping = [.. numbers.Where(static f => !f.IsStatic).SelectMany(WritesOf).Where(static w => IsParameter(w.Method, w.Site - 1)).Select(static w => w.Method.Definition)];
        foreach (MethodDefinition method in keeping.Count == 0 ? [] : code.Types.Where(t => t != type).SelectMany(static t => t.Methods))
        {
            if (code.Prepare(method) is not { VisitedReachably: true } prepared)
            {
                continue;
            }

            for (int i = 1; i < prepared.Instructions.Length; i++)
            {
                if (prepared.Instructions[i].OpCode.Code == Il.Newobj && prepared.Instructions[i].Operand is not null && prepared.TargetAt(i).Own is { } constructor && keeping.Contains(constructor)
                    && constructor.Parameters.FirstOrDefault(static p => IsOfProcess(p.Name)) is { } parameter && AllConstant(prepared, i, constructor.Parameters.Count))
                {
                    return (parameter.Name, prepared, i);
                }
            }
        }

        return null;
    }

    // Each argument is one instruction, or one with a conversion.
    private static bool AllConstant(PreparedMethod method, int site, int count)
    {
        int at = site - 1;
        for (int argument = 0; argument < count; argument++)
        {
            if (at >= 0 && IsConversion(method.Instructions[at].OpCode.Code))
            {
                at--;
            }

            if (at < 0 || !IsConstant(method.Instructions[at].OpCode.Code))
            {
                return false;
            }

            at--;
        }

        return true;
    }

    private static bool ConstantBefore(PreparedMethod method, int at)
    {
        at -= at > 0 && IsConversion(method.Instructions[at].OpCode.Code) ? 1 : 0;
        return at >= 0 && IsConstant(method.Instructions[at].OpCode.Code);
    }

    private static bool IsParameter(PreparedMethod method, int at)
    {
        at -= at > 0 && IsConversion(method.Instructions[at].OpCode.Code) ? 1 : 0;
        return at >= 0 && method.Instructions[at].OpCode.Code is Il.Ldarg or Il.Ldarg_S or Il.Ldarg_1 or Il.Ldarg_2 or Il.Ldarg_3;
    }

    private static bool IsConversion(Il operation) => operation is Il.Conv_I8 or Il.Conv_U8 or Il.Conv_I4 or Il.Conv_U4 or Il.Conv_U2 or Il.Conv_I2 or Il.Conv_U1;

    private static bool IsConstant(Il operation) => operation is (>= Il.Ldc_I4_M1 and <= Il.Ldc_I4) or Il.Ldc_I8;
}
