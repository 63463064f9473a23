using Mono.Cecil;
using Mono.Cecil.Cil;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Code.Weaving;

/// <summary>
/// Lets a compiled program start the guard of an assembly beside it, before anything of its own: it gets a module initializer (ECMA-335, II.10.5.3.2), which compilers of F# and Visual Basic do not write.
/// What the guard's assembly names for hosts of ASP.NET Core to call (<c>HostingStartupAttribute</c>), the program names too, for they look at the program alone. Nothing else of the program changes; its symbols are written anew, because they name their assembly.
/// </summary>
public static class GuardWeaver
{
    private const string Namespace = "OpenShiftNetSdk.Generated";
    private const string Type = "OpenShiftGuard";
    private const string Start = "Start";
    private const string Initializer = ".cctor";
    private const string HostingStartup = "Microsoft.AspNetCore.Hosting.HostingStartupAttribute";

    private const MethodAttributes InitializerAttributes = MethodAttributes.Private | MethodAttributes.Static | MethodAttributes.HideBySig | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName;

    /// <summary>Weaves, and writes the result with its symbols into another folder.</summary>
    /// <param name="assembly">Full path of the compiler's output.</param>
    /// <param name="guard">Full path of the guard's assembly.</param>
    /// <param name="references">Full paths of what the program was compiled against.</param>
    /// <param name="output">Full path of the assembly to write.</param>
    /// <exception cref="OpenShiftException">OSC0058: the assembly cannot be read or written, or is not one that can be woven.</exception>
    public static void Weave(string assembly, string guard, IReadOnlyList<string> references, string output)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentNullException.ThrowIfNull(guard);
        ArgumentNullException.ThrowIfNull(references);
        ArgumentNullException.ThrowIfNull(output);
        try
        {
            using var resolver = new ReferencedAssemblies(references);
            Directory.CreateDirectory(Path.GetDirectoryName(output)!);
            File.Delete(output);
            File.Delete(Path.ChangeExtension(output, ".pdb"));
            using ModuleDefinition module = ModuleDefinition.ReadModule(assembly, new ReaderParameters(ReadingMode.Deferred) { AssemblyResolver = resolver, ReadSymbols = true, SymbolReaderProvider = new DefaultSymbolReaderProvider(throwIfNoSymbol: false) });
            if ((module.Attributes & ModuleAttributes.ILOnly) == 0)
            {
                throw Failed(assembly, "holds native code", null);
            }

            using AssemblyDefinition guards = AssemblyDefinition.ReadAssembly(guard, new ReaderParameters { AssemblyResolver = resolver });
            var reference = new AssemblyNameReference(guards.Name.Name, guards.Name.Version);
            module.AssemblyReferences.Add(reference);
            Call(module, new MethodReference(Start, module.TypeSystem.Void, new TypeReference(Namespace, Type, module, reference)));
            TakeOver(module, guards.CustomAttributes.Where(static a => a.AttributeType.FullName == HostingStartup));
            module.Write(output, new WriterParameters { WriteSymbols = module.HasSymbols, DeterministicMvid = true });
        }
        catch (Exception e) when (e is not (OpenShiftException or OutOfMemoryException or OperationCanceledException))
        {
            Remove(output);
            throw Failed(assembly, e is IOException or UnauthorizedAccessException ? "cannot be read, or the result cannot be written" : "cannot be rewritten", e);
        }
    }

    private static void TakeOver(ModuleDefinition module, IEnumerable<CustomAttribute> attributes)
    {
        foreach (CustomAttribute attribute in attributes)
        {
            var taken = new CustomAttribute(module.ImportReference(attribute.Constructor));
            foreach (CustomAttributeArgument argument in attribute.ConstructorArguments)
            {
                taken.ConstructorArguments.Add(new CustomAttributeArgument(module.ImportReference(argument.Type), argument.Value is TypeReference named ? module.ImportReference(named) : argument.Value));
            }

            module.Assembly.CustomAttributes.Add(taken);
        }
    }

    // Before what another weaver may have put there.
    private static void Call(ModuleDefinition module, MethodReference start)
    {
        TypeDefinition own = module.Types.Single(static t => t.Name == "<Module>" && t.Namespace.Length == 0);
        MethodDefinition? initializer = own.Methods.FirstOrDefault(static m => m is { Name: Initializer, IsStatic: true, HasBody: true });
        if (initializer is null)
        {
            initializer = new MethodDefinition(Initializer, InitializerAttributes, module.TypeSystem.Void);
            initializer.Body.GetILProcessor().Emit(OpCodes.Ret);
            own.Methods.Add(initializer);
        }

        ILProcessor body = initializer.Body.GetILProcessor();
        body.InsertBefore(initializer.Body.Instructions[0], body.Create(OpCodes.Call, start));
    }

    private static void Remove(string output)
    {
        try
        {
            File.Delete(output);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What could not be written is not there, or cannot be deleted either.
        }
    }

    private static OpenShiftException Failed(string assembly, string seen, Exception? inner) =>
        new(ToolCodes.GuardNotWoven, $"The start-up guard could not be put into {Path.GetFileName(assembly)}: it {seen}{(inner is null ? "" : $" ({inner.Message})")}", "Build again; if it stays, publish without the guard: OpenShiftGuard=false.", null, inner);
}
