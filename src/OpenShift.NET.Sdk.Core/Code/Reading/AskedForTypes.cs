using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Interpretation;
using Il = Mono.Cecil.Cil.Code;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>
/// The types of the application that something asks for: a parameter, a field, a call on them, a call with them as a type argument. A type does not ask for itself,
/// its migrations and the factories of tools not for it, and whoever registers it only says how it is made.
/// </summary>
internal static class AskedForTypes
{
    private const int Deepest = 6;

    // What belongs to a context and is used where one is.
    private static readonly HashSet<string> s_companions =
    [
        "Microsoft.EntityFrameworkCore.Migrations.Migration", "Microsoft.EntityFrameworkCore.Infrastructure.ModelSnapshot", "Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory`1",
    ];

    /// <summary>Finds them.</summary>
    public static HashSet<TypeDefinition> Find(OwnCode code)
    {
        var asked = new HashSet<TypeDefinition>();
        foreach (TypeDefinition type in code.Types)
        {
            TypeDefinition outermost = Outermost(type);
            if (code.BasesOf(outermost).Any(s_companions.Contains))
            {
                continue;
            }

            foreach (FieldDefinition field in type.Fields)
            {
                Add(field.FieldType, outermost, 0);
            }

            foreach (MethodDefinition method in type.Methods)
            {
                foreach (ParameterDefinition parameter in method.Parameters)
                {
                    Add(parameter.ParameterType, outermost, 0);
                }

                if (code.Prepare(method) is { } prepared)
                {
                    In(prepared, outermost);
                }
            }
        }

        return asked;

        void In(PreparedMethod method, TypeDefinition within)
        {
            for (int i = 0; i < method.Instructions.Length; i++)
            {
                switch (method.Instructions[i].OpCode.Code)
                {
                    case Il.Call or Il.Callvirt or Il.Newobj or Il.Ldftn or Il.Ldvirtftn when method.Instructions[i].Operand is not null && !IsRegistration(method.TargetAt(i)):
                        MethodReference called = method.TargetAt(i).Reference;
                        Add(called.DeclaringType, within, 0);
                        foreach (TypeReference argument in called is GenericInstanceMethod generic ? generic.GenericArguments : [])
                        {
                            Add(argument, within, 0);
                        }

                        break;
                    case Il.Ldtoken when method.Instructions[i].Operand is TypeReference named:
                        Add(named, within, 0);
                        break;
                    default:
                        break;
                }
            }
        }

        void Add(TypeReference type, TypeDefinition within, int depth)
        {
            if (depth > Deepest)
            {
                return;
            }

            if (type is GenericInstanceType generic)
            {
                // How a context is made is no use of it.
                foreach (TypeReference argument in generic.ElementType.Name is "DbContextOptions`1" or "DbContextOptionsBuilder`1" ? [] : generic.GenericArguments)
                {
                    Add(argument, within, depth + 1);
                }
            }

            if (type is TypeSpecification { ElementType: { } element } && type is not GenericInstanceType)
            {
                Add(element, within, depth + 1);
            }
            else if (code.Resolve(type) is { } own && own != within)
            {
                asked.Add(own);
            }
        }
    }

    private static bool IsRegistration(CallTarget target) =>
        (target.Name.StartsWith("AddDbContext", StringComparison.Ordinal) && target.Name != "AddDbContextCheck") || target.Name.StartsWith("AddPooledDbContext", StringComparison.Ordinal)
        || (target.Name == "UseInMemoryDatabase" && target.Own is null);

    private static TypeDefinition Outermost(TypeDefinition type)
    {
        for (int depth = 0; depth < Deepest && type.DeclaringType is { } outer; depth++)
        {
            type = outer;
        }

        return type;
    }
}
