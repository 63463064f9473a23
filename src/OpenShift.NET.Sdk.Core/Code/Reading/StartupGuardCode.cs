using Mono.Cecil;
using Mono.Cecil.Cil;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>The start-up guard that this SDK compiles into applications: what it reads and writes says nothing of the application.</summary>
internal static class StartupGuardCode
{
    private const string Guard = "OpenShiftNetSdk.Generated.OpenShiftGuard";

    /// <summary>Takes it out of a module, with its call in the module's initializer; of a module that starts the guard of another assembly the call.</summary>
    /// <returns>Tokens of the members that it names, which stay among the module's references: what nothing else names says nothing of the application.</returns>
    public static HashSet<int> Remove(ModuleDefinition module)
    {
        HashSet<int> named = [];
        if (module.Types.FirstOrDefault(static t => t.FullName == Guard) is { } guard)
        {
            named = [.. Bodies(guard).SelectMany(static b => b.Instructions).Select(static i => i.Operand).OfType<MethodReference>().Where(static m => m is not (MethodDefinition or GenericInstanceMethod)).Select(static m => m.MetadataToken.ToInt32())];
            module.Types.Remove(guard);
        }
        else if (!module.GetTypeReferences().Any(static t => t.FullName == Guard))
        {
            return named;
        }

        foreach (CustomAttribute startup in module.Assembly.CustomAttributes.Where(static a => a.AttributeType.Name == "HostingStartupAttribute" && a.ConstructorArguments is [{ Value: TypeReference { DeclaringType.FullName: Guard } }]).ToArray())
        {
            module.Assembly.CustomAttributes.Remove(startup);
            if (!module.Assembly.CustomAttributes.Any(a => a.Constructor.MetadataToken == startup.Constructor.MetadataToken))
            {
                named.Add(startup.Constructor.MetadataToken.ToInt32());
            }
        }

        if (module.Types.FirstOrDefault(static t => t.Name == "<Module>") is { } own && own.Methods.FirstOrDefault(static m => m.IsConstructor && m.IsStatic) is { HasBody: true } initializer
            && initializer.Body.Instructions.All(i => i.OpCode.Code is Mono.Cecil.Cil.Code.Nop or Mono.Cecil.Cil.Code.Ret || (i.OpCode.Code == Mono.Cecil.Cil.Code.Call && i.Operand is MethodReference { DeclaringType.FullName: Guard })))
        {
            own.Methods.Remove(initializer);
        }

        return named;
    }

    private static IEnumerable<MethodBody> Bodies(TypeDefinition type) =>
        type.Methods.Where(static m => m.HasBody).Select(static m => m.Body).Concat(type.NestedTypes.SelectMany(Bodies));
}
