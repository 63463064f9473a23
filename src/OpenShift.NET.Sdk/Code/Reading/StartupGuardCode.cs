using Mono.Cecil;
using Mono.Cecil.Cil;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>The start-up guard that this SDK compiles into applications: what it reads and writes says nothing of the application.</summary>
internal static class StartupGuardCode
{
    private const string Guard = "OpenShiftNetSdk.Generated.OpenShiftGuard";

    /// <summary>Takes it out of a module, with its call in the module's initializer; of a module that starts the guard of another assembly the call.</summary>
    public static void Remove(ModuleDefinition module)
    {
        if (module.Types.FirstOrDefault(static t => t.FullName == Guard) is { } guard)
        {
            module.Types.Remove(guard);
        }
        else if (!module.GetTypeReferences().Any(static t => t.FullName == Guard))
        {
            return;
        }

        if (module.Types.FirstOrDefault(static t => t.Name == "<Module>") is { } own && own.Methods.FirstOrDefault(static m => m.IsConstructor && m.IsStatic) is { HasBody: true } initializer
            && initializer.Body.Instructions.All(i => i.OpCode.Code is Mono.Cecil.Cil.Code.Nop or Mono.Cecil.Cil.Code.Ret || (i.OpCode.Code == Mono.Cecil.Cil.Code.Call && i.Operand is MethodReference { DeclaringType.FullName: Guard })))
        {
            own.Methods.Remove(initializer);
        }
    }
}
