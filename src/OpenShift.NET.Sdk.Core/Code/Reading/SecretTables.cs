using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Interpretation;
using OpenShift.NET.Sdk.Projects;
using Il = Mono.Cecil.Cil.Code;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>
/// Finds passwords that stand beside their users in a table of the code: <c>Dictionary&lt;string, string&gt; _users = new() { { "admin", "…" } }</c>. A table is one of passwords by its name, or because it has users and
/// a method that looks into it speaks of a password.
/// </summary>
internal sealed class SecretTables(OwnCode code)
{
    // From the first entry to the field it is stored in.
    private const int LongestTable = 4_000;

    private static readonly string[] s_passwords = ["passwords", "passwds", "pwds", "passphrases"];
    private static readonly string[] s_users = ["users", "accounts", "logins", "credentials", "admins", "members", "identities"];

    // Each of a thousand entries asks the same.
    private readonly Dictionary<FieldDefinition, bool> _tables = [];

    /// <summary>The entries, each with its table and where it stands.</summary>
    public IEnumerable<(string Value, string Table, PreparedMethod Method, int Site)> Find()
    {
        foreach (MethodDefinition method in code.Types.SelectMany(static t => t.Methods).Where(static m => m.HasBody))
        {
            if (code.Prepare(method) is not { VisitedReachably: true } prepared)
            {
                continue;
            }

            for (int i = 1; i + 1 < prepared.Instructions.Length; i++)
            {
                // The second text of a pair.
                if (IsText(prepared, i) && IsText(prepared, i - 1) && IsPair(prepared, i + 1) && TableAt(prepared, i + 1) is { } table && HoldsPasswords(table))
                {
                    yield return (prepared.ConstantAt(i).Text!, MethodNames.OfField(table.Name), prepared, i);
                }
            }
        }
    }

    private static bool IsText(PreparedMethod method, int index) => method.Instructions[index].OpCode.Code == Il.Ldstr && method.ConstantAt(index).Text is { Length: > 0 };

    private static bool IsPair(PreparedMethod method, int index) =>
        method.Instructions[index].OpCode.Code is Il.Call or Il.Callvirt or Il.Newobj && method.Instructions[index].Operand is not null && method.TargetAt(index) is { ParameterCount: 2 } target && (target.Type, target.Name) is
            ("System.Collections.Generic.Dictionary`2" or "System.Collections.Generic.IDictionary`2" or "System.Collections.Generic.SortedDictionary`2" or "System.Collections.Concurrent.ConcurrentDictionary`2", "Add" or "set_Item" or "TryAdd")
            or ("System.ValueTuple`2" or "System.Tuple`2" or "System.Collections.Generic.KeyValuePair`2", ".ctor");

    // What follows is more entries, and then the field.
    private static FieldDefinition? TableAt(PreparedMethod method, int index)
    {
        for (int end = Math.Min(method.Instructions.Length, index + LongestTable); index < end; index++)
        {
            switch (method.Instructions[index].OpCode.Code)
            {
                case Il.Stfld or Il.Stsfld:
                    return method.FieldAt(index).Own;
                case Il.Dup or Il.Nop or Il.Ldstr or Il.Call or Il.Callvirt or Il.Newobj or Il.Stelem_Any or Il.Stelem_Ref or Il.Pop or Il.Ldsfld or (>= Il.Ldc_I4_M1 and <= Il.Ldc_I4):
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private bool HoldsPasswords(FieldDefinition table)
    {
        if (!_tables.TryGetValue(table, out bool holds))
        {
            holds = IsOfPasswords(table);
            _tables.Add(table, holds);
        }

        return holds;
    }

    private bool IsOfPasswords(FieldDefinition table)
    {
        if (SecretName.Words(MethodNames.OfField(table.Name)) is not [.., var last])
        {
            return false;
        }

        return s_passwords.Contains(last) || (s_users.Contains(last) && code.Types.SelectMany(static t => t.Methods).Any(m => m.HasBody && !m.IsConstructor && code.Prepare(m) is { VisitedReachably: true } prepared && LooksUpPassword(prepared, table)));
    }

    private bool LooksUpPassword(PreparedMethod method, FieldDefinition table)
    {
        bool loads = false;
        bool speaks = method.Definition.Parameters.Any(static p => SecretName.IsPassword(p.Name));
        for (int i = 0; i < method.Instructions.Length; i++)
        {
            switch (method.Instructions[i].OpCode.Code)
            {
                case Il.Ldfld or Il.Ldsfld:
                    FieldTarget field = method.FieldAt(i);
                    loads |= field.Own == table;
                    speaks |= SecretName.IsPassword(MethodNames.OfField(field.Name));
                    break;
                case Il.Call or Il.Callvirt when method.Instructions[i].Operand is not null && method.TargetAt(i) is { ParameterCount: 0, Property: { } property } target:
                    // A property that the compiler made around the table.
                    loads |= target.Own is { IsGetter: true } getter && getter.DeclaringType == table.DeclaringType && MethodNames.OfField(table.Name) == property;
                    speaks |= SecretName.IsPassword(property);
                    break;
                default:
                    break;
            }
        }

        return loads && speaks;
    }
}
