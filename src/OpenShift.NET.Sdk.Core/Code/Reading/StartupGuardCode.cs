using Mono.Cecil;
using Mono.Cecil.Cil;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>The start-up guard that this SDK gives to applications: what it reads and writes says nothing of the application.</summary>
internal static class StartupGuardCode
{
    private const string Namespace = "OpenShiftNetSdk.Generated";

    /// <summary>Takes it out of its module; out of a module that starts it, what does so with its call in the module's initializer.</summary>
    /// <returns>Tokens of the members that it names, which stay among the module's references: what nothing else names says nothing of the application.</returns>
    public static HashSet<int> Remove(ModuleDefinition module)
    {
        HashSet<int> named = [];
        TypeDefinition[] own = [.. module.Types.Where(IsGuard)];
        if (own.Length == 0 && !module.GetTypeReferences().Any(IsGuard))
        {
            return named;
        }

        foreach (TypeDefinition guard in own)
        {
            named.UnionWith(Bodies(guard).SelectMany(static b => b.Instructions).Select(static i => i.Operand).OfType<MethodReference>().Where(static m => m is not (MethodDefinition or GenericInstanceMethod)).Select(static m => m.MetadataToken.ToInt32()));
            module.Types.Remove(guard);
        }

        foreach (CustomAttribute startup in module.Assembly.CustomAttributes.Where(static a => a.AttributeType.Name == "HostingStartupAttribute" && a.ConstructorArguments is [{ Value: TypeReference { Namespace: Namespace } }]).ToArray())
        {
            module.Assembly.CustomAttributes.Remove(startup);
            if (!module.Assembly.CustomAttributes.Any(a => a.Constructor.MetadataToken == startup.Constructor.MetadataToken))
            {
                named.Add(startup.Constructor.MetadataToken.ToInt32());
            }
        }

        if (module.Types.FirstOrDefault(static t => t.Name == "<Module>") is { } types && types.Methods.FirstOrDefault(static m => m.IsConstructor && m.IsStatic) is { HasBody: true } initializer
            && initializer.Body.Instructions.All(static i => i.OpCode.Code is Mono.Cecil.Cil.Code.Nop or Mono.Cecil.Cil.Code.Ret || (i.OpCode.Code == Mono.Cecil.Cil.Code.Call && i.Operand is MethodReference { DeclaringType: { } called } && IsGuard(called))))
        {
            types.Methods.Remove(initializer);
        }

        return named;
    }

    private static bool IsGuard(TypeReference type) => type.Namespace == Namespace;

    private static IEnumerable<MethodBody> Bodies(TypeDefinition type) =>
        type.Methods.Where(static m => m.HasBody).Select(static m => m.Body).Concat(type.NestedTypes.SelectMany(Bodies));
}
