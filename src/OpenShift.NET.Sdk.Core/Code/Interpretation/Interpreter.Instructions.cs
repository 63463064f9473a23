using System.Globalization;
using Mono.Cecil;
using Mono.Cecil.Cil;
using OpenShift.NET.Sdk.Code.Values;
using Il = Mono.Cecil.Cil.Code;

namespace OpenShift.NET.Sdk.Code.Interpretation;

internal sealed partial class Interpreter
{
    private void Execute(Activation activation, State s, int start, int end)
    {
        PreparedMethod method = activation.Method;
        for (int i = start; i < end; i++)
        {
            ref readonly Step instruction = ref method.Instructions[i];
            switch (instruction.OpCode.Code)
            {
                case Il.Nop or Il.Break or Il.Volatile or Il.Unaligned or Il.Tail or Il.Readonly or Il.Constrained or Il.No:
                    break;
                case Il.Ldarg_0 or Il.Ldarg_1 or Il.Ldarg_2 or Il.Ldarg_3:
                    s.Push(s.Arguments[instruction.OpCode.Code - Il.Ldarg_0]);
                    break;
                case Il.Ldarg or Il.Ldarg_S:
                    s.Push(s.Arguments[instruction.Index]);
                    break;
                case Il.Starg or Il.Starg_S:
                    s.Arguments[instruction.Index] = s.Pop();
                    break;
                case Il.Ldarga or Il.Ldarga_S:
                    {
                        int index = instruction.Index;
                        s.Push(s.Arguments[index] is HeapValue structure ? structure : new LocalAddress(activation.Context, index, true));
                        break;
                    }

                case Il.Ldloc_0 or Il.Ldloc_1 or Il.Ldloc_2 or Il.Ldloc_3:
                    s.Push(s.Locals[instruction.OpCode.Code - Il.Ldloc_0]);
                    break;
                case Il.Ldloc or Il.Ldloc_S:
                    s.Push(s.Locals[instruction.Index]);
                    break;
                case Il.Stloc_0 or Il.Stloc_1 or Il.Stloc_2 or Il.Stloc_3:
                    s.Locals[instruction.OpCode.Code - Il.Stloc_0] = s.Pop();
                    break;
                case Il.Stloc or Il.Stloc_S:
                    s.Locals[instruction.Index] = s.Pop();
                    break;
                case Il.Ldloca or Il.Ldloca_S:
                    LoadLocalAddress(activation, s, instruction.Index);
                    break;
                case Il.Ldnull:
                    s.Push(ConstantValue.Null);
                    break;
                case Il.Ldc_I4_M1 or Il.Ldc_I4_0 or Il.Ldc_I4_1 or Il.Ldc_I4_2 or Il.Ldc_I4_3 or Il.Ldc_I4_4 or Il.Ldc_I4_5 or Il.Ldc_I4_6 or Il.Ldc_I4_7 or Il.Ldc_I4_8:
                    s.Push(method.ConstantAt(i));
                    break;
                case Il.Ldc_I4 or Il.Ldc_I4_S or Il.Ldc_I8 or Il.Ldc_R8 or Il.Ldc_R4:
                    s.Push(method.ConstantAt(i));
                    break;
                case Il.Ldstr:
                    s.Push(method.ConstantAt(i));
                    break;
                case Il.Dup:
                    {
                        CodeValue top = s.Pop();
                        s.Push(top);
                        s.Push(top);
                        break;
                    }

                case Il.Pop:
                    s.Pop();
                    break;
                case Il.Ldftn:
                    s.Push(new FunctionPointer((MethodReference)instruction.Operand!, code.Resolve((MethodReference)instruction.Operand!)));
                    break;
                case Il.Ldvirtftn:
                    {
                        CodeValue on = s.Pop();
                        var reference = (MethodReference)instruction.Operand!;
                        MethodDefinition? own = on is HeapValue { Object.Definition: { } type } ? code.Implementation(type, reference) : null;
                        s.Push(new FunctionPointer(reference, own ?? code.Resolve(reference)));
                        break;
                    }

                case Il.Ldfld:
                    s.Push(LoadField(activation, s, method.FieldAt(i), s.Pop()));
                    break;
                case Il.Ldflda:
                    LoadFieldAddress(activation, s, i, method.FieldAt(i));
                    break;
                case Il.Stfld:
                    {
                        CodeValue value = s.Pop();
                        if (Dereference(activation, s, s.Pop()) is HeapValue on)
                        {
                            s.Heap = s.Heap.With(on.Object, method.FieldAt(i).Index, value);
                        }

                        break;
                    }

                case Il.Ldsfld:
                    s.Push(LoadStatic(activation, s, method.FieldAt(i)));
                    break;
                case Il.Ldsflda:
                    {
                        FieldTarget field = method.FieldAt(i);
                        if (field.Data is { } data)
                        {
                            s.Push(data);
                            break;
                        }

                        CodeValue value = LoadStatic(activation, s, field);
                        s.Push(value is HeapValue ? value : field.Own is null ? CodeValue.Unknown : new FieldAddress(StaticsOf(field.Own.DeclaringType, activation.Context), field.Name));
                        break;
                    }

                case Il.Stsfld:
                    {
                        CodeValue value = s.Pop();
                        FieldTarget field = method.FieldAt(i);
                        if (field.Own is { } own)
                        {
                            s.Heap = s.Heap.With(StaticsOf(own.DeclaringType, activation.Context), field.Index, value);
                        }

                        break;
                    }

                case Il.Newarr:
                    {
                        CodeValue length = s.Pop();
                        HeapObject array = activation.Context.ObjectAt(i) ?? activation.Context.Keep(i, NewObject(TypeNames.Of((TypeReference)instruction.Operand!) + "[]", null));
                        s.Heap = s.Heap.With(array, ArrayFields.Length, length);
                        s.Push(new HeapValue(array));
                        break;
                    }

                case Il.Ldlen:
                    s.Push(s.Pop() is HeapValue of ? s.Heap[of.Object, ArrayFields.Length] ?? CodeValue.Unknown : CodeValue.Unknown);
                    break;
                case Il.Stelem_Any or Il.Stelem_Ref or Il.Stelem_I or Il.Stelem_I1 or Il.Stelem_I2 or Il.Stelem_I4 or Il.Stelem_I8 or Il.Stelem_R4 or Il.Stelem_R8:
                    {
                        CodeValue value = s.Pop();
                        CodeValue index = s.Pop();
                        if (s.Pop() is HeapValue array)
                        {
                            string field = index.Number is { } n ? n.ToString(CultureInfo.InvariantCulture) : ArrayFields.Any;
                            s.Heap = s.Heap.With(array.Object, field, value);
                        }

                        break;
                    }

                case Il.Ldelem_Any or Il.Ldelem_Ref or Il.Ldelem_I or Il.Ldelem_I1 or Il.Ldelem_I2 or Il.Ldelem_I4 or Il.Ldelem_I8 or Il.Ldelem_R4 or Il.Ldelem_R8 or Il.Ldelem_U1 or Il.Ldelem_U2 or Il.Ldelem_U4 or Il.Ldelema:
                    {
                        CodeValue index = s.Pop();
                        s.Push(s.Pop() switch
                        {
                            HeapValue array => ArrayFields.Element(s.Heap, array.Object, index, this),
                            // Of a list that the binder fills any entry stands for all.
                            ConfigurationValue { FromEnvironment: false, Type: ['S', .., '[', ']'] } list => new ConfigurationValue(ConfigurationReads.Join(list.Key, "0")),
                            _ => CodeValue.Unknown,
                        });
                        break;
                    }

                case Il.Ldind_Ref or Il.Ldind_I or Il.Ldind_I1 or Il.Ldind_I2 or Il.Ldind_I4 or Il.Ldind_I8 or Il.Ldind_R4 or Il.Ldind_R8 or Il.Ldind_U1 or Il.Ldind_U2 or Il.Ldind_U4 or Il.Ldobj:
                    s.Push(Dereference(activation, s, s.Pop()));
                    break;
                case Il.Stind_Ref or Il.Stind_I or Il.Stind_I1 or Il.Stind_I2 or Il.Stind_I4 or Il.Stind_I8 or Il.Stind_R4 or Il.Stind_R8 or Il.Stobj:
                    {
                        CodeValue value = s.Pop();
                        Assign(activation, s, s.Pop(), value);
                        break;
                    }

                case Il.Initobj:
                    {
                        CodeValue address = s.Pop();
                        if (address is LocalAddress)
                        {
                            Assign(activation, s, address, Defaults.Of((TypeReference)instruction.Operand!));
                        }

                        break;
                    }

                case Il.Cpobj:
                    s.Pop(2);
                    break;
                case Il.Box or Il.Castclass or Il.Unbox_Any or Il.Unbox or Il.Mkrefany or Il.Refanytype:
                    break;
                case Il.Isinst:
                    {
                        CodeValue value = s.Pop();
                        s.Push(value is HeapValue made && made.Object.Type != TypeNames.Of((TypeReference)instruction.Operand!) ? CodeValue.Unknown : value);
                        break;
                    }

                case Il.Ldtoken:
                    if (instruction.Operand is TypeReference token)
                    {
                        if (OwnTypeOf(activation.Context, token) is { } own)
                        {
                            MarkLive(own, s.Condition, activation.Context.Reachable);
                            token = own;
                        }

                        s.Push(new TypeValue(TypeNames.Of(token)));
                    }
                    else
                    {
                        s.Push((instruction.Operand is FieldReference initial ? code.TargetOf(initial).Data : null) ?? CodeValue.Unknown);
                    }

                    break;
                case Il.Ceq:
                    {
                        CodeValue b = s.Pop();
                        CodeValue a = s.Pop();
                        s.Push(OfEnum(a, b) ?? Numbers.AreEqual(a, b));
                        break;
                    }

                case Il.Add or Il.Sub or Il.Mul or Il.Div or Il.Rem or Il.And or Il.Or or Il.Xor or Il.Shl or Il.Shr or Il.Cgt or Il.Cgt_Un or Il.Clt or Il.Clt_Un
                    or Il.Add_Ovf or Il.Add_Ovf_Un or Il.Sub_Ovf or Il.Sub_Ovf_Un or Il.Mul_Ovf or Il.Mul_Ovf_Un or Il.Div_Un or Il.Rem_Un or Il.Shr_Un:
                    {
                        CodeValue b = s.Pop();
                        s.Push(Numbers.Compute(instruction.OpCode.Code, s.Pop(), b));
                        break;
                    }

                case Il.Neg:
                    s.Push(Numbers.Negate(s.Pop()));
                    break;
                case Il.Not or Il.Ckfinite or Il.Localloc:
                    s.Pop();
                    s.Push(CodeValue.Unknown);
                    break;
                case Il.Conv_I4 or Il.Conv_I8 or Il.Conv_R8 or Il.Conv_R4 or Il.Conv_I or Il.Conv_U or Il.Conv_I1 or Il.Conv_I2 or Il.Conv_U1 or Il.Conv_U2 or Il.Conv_U4 or Il.Conv_U8
                    or Il.Conv_Ovf_I4 or Il.Conv_Ovf_I8 or Il.Conv_Ovf_I or Il.Conv_Ovf_U or Il.Conv_Ovf_I_Un or Il.Conv_R_Un:
                    s.Push(Numbers.Convert(instruction.OpCode.Code, s.Pop()));
                    break;
                case Il.Sizeof or Il.Arglist:
                    s.Push(CodeValue.Unknown);
                    break;
                case Il.Call or Il.Callvirt:
                    Call(activation, s, i, instruction.OpCode.Code == Il.Callvirt);
                    break;
                case Il.Newobj:
                    New(activation, s, i);
                    break;
                case Il.Calli:
                    {
                        var site = (IMethodSignature)instruction.Operand!;
                        s.Pop(site.Parameters.Count + 1 + (site.HasThis ? 1 : 0));
                        if (site.ReturnType.MetadataType != MetadataType.Void)
                        {
                            s.Push(CodeValue.Unknown);
                        }

                        break;
                    }

                case Il.Ret:
                    activation.Return(s, activation.Method.Definition.ReturnType.MetadataType != MetadataType.Void && s.Depth > 0 ? Dereference(activation, s, s.Pop()) : CodeValue.Unknown);
                    activation.Drop(s);
                    return;
                case Il.Throw or Il.Rethrow or Il.Endfinally or Il.Endfilter or Il.Jmp:
                    activation.Drop(s);
                    return;
                case Il.Leave or Il.Leave_S:
                    s.Depth = 0;
                    activation.Flow(instruction.Index, s);
                    return;
                case Il.Br or Il.Br_S:
                    activation.Flow(instruction.Index, s);
                    return;
                case Il.Brtrue or Il.Brtrue_S:
                    Branch(activation, s, i, instruction.Index, s.Pop(), when: true);
                    return;
                case Il.Brfalse or Il.Brfalse_S:
                    Branch(activation, s, i, instruction.Index, s.Pop(), when: false);
                    return;
                case Il.Switch:
                    Switch(activation, s, i, (int[])instruction.Operand!, s.Pop());
                    return;
                default:
                    if (instruction.OpCode.FlowControl == FlowControl.Cond_Branch)
                    {
                        CodeValue b = s.Pop();
                        CodeValue a = s.Pop();
                        CodeValue? member = instruction.OpCode.Code switch
                        {
                            Il.Beq or Il.Beq_S => OfEnum(a, b),
                            Il.Bne_Un or Il.Bne_Un_S => OfEnum(a, b)?.Not,
                            _ => null,
                        };
                        Branch(activation, s, i, instruction.Index, member ?? Numbers.Compare(instruction.OpCode.Code, a, b), when: true);
                        return;
                    }

                    Skip(s, instruction.OpCode);
                    break;
            }
        }

        activation.Flow(end, s);
    }

    private void Branch(Activation activation, State s, int index, int taken, CodeValue condition, bool when)
    {
        if (condition is EnvironmentTest test)
        {
            (PathCondition there, PathCondition here) = (s.Condition.And(when ? test.Where : test.Where.Complement()), s.Condition.And(when ? test.Where.Complement() : test.Where));

            // if (string.IsNullOrEmpty(x)) { if (IsProduction()) { throw …; } … }
            NoteDemand(activation, there, s.Condition.Settings, taken);
            NoteDemand(activation, here, s.Condition.Settings, index + 1);
            Split(there, here);
            return;
        }

        if (SettingTruth.Of(condition) is { } setting)
        {
            (SettingCondition ifSo, SettingCondition ifNot) = when ? (setting.WhenTrue, setting.WhenFalse) : (setting.WhenFalse, setting.WhenTrue);
            (PathCondition ifTaken, PathCondition otherwise) = (s.Condition.And(ifSo), s.Condition.And(ifNot));
            NoteDemand(activation, ifTaken, ifSo, taken);
            NoteDemand(activation, otherwise, ifNot, index + 1);
            Split(ifTaken, otherwise);
            return;
        }

        bool? truth = Numbers.Truth(condition);
        if (truth != !when)
        {
            activation.Flow(taken, truth is null ? activation.Copy(s) : s);
        }

        if (truth != when)
        {
            activation.Flow(index + 1, s);
        }

        void Split(PathCondition ifTaken, PathCondition otherwise)
        {
            if (!ifTaken.IsNever)
            {
                State copy = activation.Copy(s);
                copy.Condition = ifTaken;

                // a ?? b is written: a, dup, brtrue over what makes b.
                if (when && condition is ConfigurationValue { Default: null } && copy.Depth > 0 && ReferenceEquals(copy.Stack[copy.Depth - 1], condition))
                {
                    copy.Stack[copy.Depth - 1] = new CoalescedValue(condition);
                }

                activation.Flow(taken, copy);
            }

            if (!otherwise.IsNever)
            {
                s.Condition = otherwise;
                activation.Flow(index + 1, s);
            }
        }
    }

    private void Switch(Activation activation, State s, int index, int[] targets, CodeValue on)
    {
        if (on.Number is { } number)
        {
            activation.Flow(number >= 0 && number < targets.Length ? targets[number] : index + 1, s);
            return;
        }

        if (on is ConfigurationValue setting && OfMember(setting, 0) is not null)
        {
            for (int i = 0; i < targets.Length; i++)
            {
                if (OfMember(setting, i) is not { } member)
                {
                    continue;
                }

                PathCondition chosen = s.Condition.And(member.WhenTrue);
                if (!chosen.IsNever)
                {
                    State copy = activation.Copy(s);
                    copy.Condition = chosen;
                    activation.Flow(targets[i], copy);
                }

                s.Condition = s.Condition.And(member.WhenFalse);
            }

            activation.Flow(index + 1, s);
            return;
        }

        foreach (int target in targets.Distinct())
        {
            activation.Flow(target, activation.Copy(s));
        }

        activation.Flow(index + 1, s);
    }

    private static void Skip(State s, OpCode opCode)
    {
        int pops = opCode.StackBehaviourPop switch
        {
            StackBehaviour.Pop0 => 0,
            StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
            StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi or StackBehaviour.Popi_popi8 or StackBehaviour.Popi_popr4 or StackBehaviour.Popi_popr8 or StackBehaviour.Popref_pop1 or StackBehaviour.Popref_popi => 2,
            StackBehaviour.Varpop or StackBehaviour.PopAll => 0,
            _ => 3,
        };
        s.Pop(pops);
        if (opCode.StackBehaviourPush != StackBehaviour.Push0)
        {
            s.Push(CodeValue.Unknown);
        }
    }

    private void LoadLocalAddress(Activation activation, State s, int variable)
    {
        CodeValue value = s.Locals[variable];
        if (value is HeapValue)
        {
            s.Push(value);
            return;
        }

        TypeReference type = activation.Method.Locals[variable];
        TypeDefinition? own = code.Resolve(type);
        if (value is UnknownValue && own is { IsEnum: false, IsValueType: true })
        {
            HeapObject made = ObjectAt(activation.Context, -1 - variable, TypeNames.Of(type), own);
            s.Locals[variable] = new HeapValue(made);
            s.Push(s.Locals[variable]);
            return;
        }

        s.Push(new LocalAddress(activation.Context, variable, false));
    }

    private CodeValue LoadField(Activation activation, State s, FieldTarget field, CodeValue on)
    {
        on = Dereference(activation, s, on);
        if (on is ConfigurationValue section && field.Own is { IsStatic: false } bound)
        {
            return BoundField(activation.Context, section, bound);
        }

        if (on is not HeapValue value)
        {
            return CodeValue.Unknown;
        }

        return ReadField(s.Heap, value.Object, field.Index) ?? (field.Own is { } own && value.Object.IsFresh ? Defaults.Of(own.FieldType) : CodeValue.Unknown);
    }

    internal CodeValue? ReadField(Heap heap, HeapObject of, string field) => code.FieldNames.Find(field) is { } number ? ReadField(heap, of, number) : null;

    /// <summary>A field as it stands in a heap, else without one: static fields of their type's constructor, fields that only constructors write.</summary>
    internal CodeValue? ReadField(Heap heap, HeapObject of, int field) => heap[of, field] ?? _background.GetValueOrDefault(of.Key(field));

    /// <summary>The names of the fields an object has.</summary>
    internal IEnumerable<string> FieldsOf(Heap heap, HeapObject of)
    {
        _backgroundFields ??= _background.Keys.ToLookup(k => (int)(k >> 32), k => (int)(uint)k);
        return heap.FieldsOf(of).Select(f => f.Key).Union(_backgroundFields[of.Id]).Select(n => code.FieldNames[n]);
    }

    private void LoadFieldAddress(Activation activation, State s, int site, FieldTarget field)
    {
        if (Dereference(activation, s, s.Pop()) is not HeapValue on)
        {
            s.Push(CodeValue.Unknown);
            return;
        }

        CodeValue? value = ReadField(s.Heap, on.Object, field.Index);
        if (value is HeapValue)
        {
            s.Push(value);
        }
        else if (field.IsOwnStructure && value is null or UnknownValue)
        {
            TypeDefinition? type = code.Resolve(field.Own!.FieldType);
            var made = new HeapValue(ObjectAt(activation.Context, site, TypeNames.Of(field.Own.FieldType), type));
            s.Heap = s.Heap.With(on.Object, field.Index, made);
            s.Push(made);
        }
        else
        {
            s.Push(new FieldAddress(on.Object, field.Name));
        }
    }

    private CodeValue LoadStatic(Activation activation, State s, FieldTarget field)
    {
        if (field.Own is not { } own)
        {
            return field.Type == "System.String" && field.Name == "Empty" ? new ConstantValue("")
                : KnownFields.Value(field) ?? new StaticFieldValue(field.Type, field.Name);
        }

        HeapObject statics = StaticsOf(own.DeclaringType, activation.Context);
        if (ReadField(s.Heap, statics, field.Index) is { } value)
        {
            return value;
        }

        // Compilers keep lambdas that capture nothing in fields of their own, made at the first use.
        bool cache = own.DeclaringType.Name.StartsWith('<') || own.DeclaringType.Name.StartsWith("_Closure$", StringComparison.Ordinal) || own.Name.StartsWith('<');
        return cache || !field.WrittenLater ? Defaults.Of(own.FieldType) : CodeValue.Unknown;
    }

    private CodeValue Dereference(Activation activation, State s, CodeValue value)
    {
        switch (value)
        {
            case LocalAddress local:
                return !ReferenceEquals(local.Frame, activation.Context) ? CodeValue.Unknown : local.IsArgument ? s.Arguments[local.Index] : s.Locals[local.Index];
            case FieldAddress field:
                return ReadField(s.Heap, field.Object, field.Field) ?? CodeValue.Unknown;
            default:
                return value;
        }
    }

    private static void Assign(Activation activation, State s, CodeValue address, CodeValue value)
    {
        if (address is LocalAddress local && ReferenceEquals(local.Frame, activation.Context))
        {
            (local.IsArgument ? s.Arguments : s.Locals)[local.Index] = value;
        }
        else if (address is FieldAddress field)
        {
            s.Heap = s.Heap.With(field.Object, field.Field, value);
        }
    }
}
