using Mono.Cecil;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>Tells the language of an assembly by what its compiler alone writes. References prove nothing: any language can use FSharp.Core or Microsoft.VisualBasic.</summary>
internal static class AssemblyLanguage
{
    private const string FSharpData = "FSharpInterfaceDataVersionAttribute";
    private const string VisualBasicModule = "StandardModuleAttribute";

    /// <summary>The language; C# where nothing else is recognised.</summary>
    public static CodeLanguage Of(ModuleDefinition module)
    {
        if (module.Assembly.HasCustomAttributes && module.Assembly.CustomAttributes.Any(static a => a.AttributeType.Name == FSharpData))
        {
            return CodeLanguage.FSharp;
        }

        // A Module, which is where Main usually is, or the namespace My that the compiler adds.
        return module.Types.Any(static t => IsMy(t.Namespace) || (t.HasCustomAttributes && t.CustomAttributes.Any(static a => a.AttributeType.Name == VisualBasicModule)))
            ? CodeLanguage.VisualBasic
            : CodeLanguage.CSharp;
    }

    private static bool IsMy(string name) => name == "My" || name.EndsWith(".My", StringComparison.Ordinal);
}
