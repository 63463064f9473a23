using Mono.Cecil;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Reading;

namespace OpenShift.NET.Sdk.Tests.Code;

[TestClass]
public sealed class AssemblyLanguageTests
{
    [TestMethod]
    public void An_assembly_says_the_language_it_was_written_in()
    {
        Assert.AreEqual(CodeLanguage.CSharp, Compiled.CSharp("Console.WriteLine(1);").Assemblies[0].Language);
        Assert.AreEqual(CodeLanguage.VisualBasic, Compiled.VisualBasic("Module Program\n  Sub Main()\n  End Sub\nEnd Module").Assemblies[0].Language);
    }

    [TestMethod]
    public void FSharps_own_library_is_written_in_FSharp()
    {
        string sdks = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "sdk");
        string? library = Directory.Exists(sdks) ? Directory.EnumerateFiles(sdks, "FSharp.Core.dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal).FirstOrDefault() : null;
        if (library is null)
        {
            Assert.Inconclusive("There is no .NET SDK with F# beside this runtime.");
        }

        using ModuleDefinition module = ModuleDefinition.ReadModule(library);

        Assert.AreEqual(CodeLanguage.FSharp, AssemblyLanguage.Of(module));
    }
}
