using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using Microsoft.CodeAnalysis.VisualBasic;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Reading;
using OpenShift.NET.Sdk.Code.Weaving;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Code;

/// <summary>A woven program starts the guard first, and is the same otherwise.</summary>
[TestClass]
public sealed class GuardWeaverTests
{
    private const string Guard = """
        namespace OpenShiftNetSdk.Generated
        {
            public static class OpenShiftGuard
            {
                public static readonly System.Collections.Generic.List<string> Happened = new System.Collections.Generic.List<string>();
                public static void Start() => Happened.Add("guard");
            }
        }
        """;

    // An optional parameter of an enumeration of another assembly is a constant whose type only that one tells.
    private const string VisualBasicProgram = """
        Imports System
        Module Program
            ReadOnly Name As String = Environment.GetEnvironmentVariable("TENANT")
            Sub Main()
                Say()
            End Sub
            Public Function Say(Optional day As DayOfWeek = DayOfWeek.Friday) As String
                Try
                    Throw New Exception("x")
                Catch e As Exception
                    Return day.ToString() & Name & e.StackTrace
                End Try
            End Function
        End Module
        """;

    private const string CSharpProgram = """
        public static class Program
        {
            [System.Runtime.CompilerServices.ModuleInitializer]
            public static void First() => OpenShiftNetSdk.Generated.OpenShiftGuard.Happened.Add("own");
            public static void Main() { }
            public static string Say() => string.Join(' ', OpenShiftNetSdk.Generated.OpenShiftGuard.Happened);
        }
        """;

    private readonly TemporaryFolder _folder = new();

    [TestCleanup]
    public void Clean() => _folder.Dispose();

    [TestMethod]
    public void A_program_of_Visual_Basic_starts_the_guard_once_and_keeps_its_constants_and_lines()
    {
        VisualBasic();
        byte[] before = File.ReadAllBytes(_folder["App.dll"]);
        string woven = Weave();
        CollectionAssert.AreEqual(before, File.ReadAllBytes(_folder["App.dll"]), "The compiler's own output is changed.");
        Run(woven, "Program", (say, happened) =>
        {
            string said = (string)say.Invoke(null, [DayOfWeek.Friday])!;
            Assert.StartsWith("Friday", said);
            Assert.Contains("Program.vb:line 9", said);
            Assert.AreEqual(DayOfWeek.Friday, (DayOfWeek)(int)say.GetParameters()[0].RawDefaultValue!);
            CollectionAssert.AreEqual((string[])["guard"], happened().ToArray());
        });
    }

    [TestMethod]
    public void An_initializer_of_its_own_stays_and_comes_after_the_guard()
    {
        Emit("App", CSharpCompilation.Create("App", [CSharpSyntaxTree.ParseText(CSharpProgram)], [.. Frameworks(), GuardAssembly()], new CSharpCompilationOptions(OutputKind.ConsoleApplication)));
        Run(Weave(), "Program", (say, _) => Assert.AreEqual("guard own", say.Invoke(null, [])));
    }

    [TestMethod]
    public void What_is_read_of_the_code_stays_the_same()
    {
        VisualBasic();
        CodeFacts before = CodeReader.Read([_folder["App.dll"]], null, CancellationToken.None);
        CodeFacts after = CodeReader.Read([Weave()], null, CancellationToken.None);
        Assert.IsNotEmpty(before.Calls);
        CollectionAssert.AreEqual(before.Types.Select(static t => t.Name).ToArray(), after.Types.Select(static t => t.Name).ToArray());
        CollectionAssert.AreEqual(before.Calls.Select(static c => c.ToString()).ToArray(), after.Calls.Select(static c => c.ToString()).ToArray());
    }

    [TestMethod]
    public void The_same_input_gives_the_same_bytes()
    {
        VisualBasic();
        byte[] first = File.ReadAllBytes(Weave());
        CollectionAssert.AreEqual(first, File.ReadAllBytes(Weave()));
    }

    [TestMethod]
    public void What_is_no_assembly_is_said_and_nothing_is_left()
    {
        GuardAssembly();
        File.WriteAllText(_folder["App.dll"], "MZ, but no more");
        OpenShiftException refused = Assert.ThrowsExactly<OpenShiftException>(() => Weave());
        Assert.AreEqual(ToolCodes.GuardNotWoven, refused.Code);
        Assert.StartsWith("The start-up guard could not be put into App.dll: it cannot be rewritten", refused.Message);
        Assert.Contains("OpenShiftGuard=false", refused.Remedy);
        Assert.IsFalse(File.Exists(_folder["woven/App.dll"]));
    }

    private static IEnumerable<MetadataReference> Frameworks() => Compiled.FrameworkFiles().Select(static f => MetadataReference.CreateFromFile(f));

    private void VisualBasic()
    {
        GuardAssembly();
        Emit("App", VisualBasicCompilation.Create(
            "App",
            [VisualBasicSyntaxTree.ParseText(SourceText.From(VisualBasicProgram, System.Text.Encoding.UTF8), path: "/src/App/Program.vb")],
            Frameworks(),
            new VisualBasicCompilationOptions(OutputKind.ConsoleApplication)));
    }

    private PortableExecutableReference GuardAssembly()
    {
        Emit("OpenShift.NET.Sdk.Guard", CSharpCompilation.Create("OpenShift.NET.Sdk.Guard", [CSharpSyntaxTree.ParseText(Guard)], Frameworks(), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)));
        return MetadataReference.CreateFromFile(_folder["OpenShift.NET.Sdk.Guard.dll"]);
    }

    private string Weave()
    {
        GuardWeaver.Weave(_folder["App.dll"], _folder["OpenShift.NET.Sdk.Guard.dll"], [.. Compiled.FrameworkFiles()], _folder["woven/App.dll"]);
        return _folder["woven/App.dll"];
    }

    private void Emit(string name, Compilation compilation)
    {
        using FileStream assembly = File.Create(_folder[name + ".dll"]);
        using FileStream symbols = File.Create(_folder[name + ".pdb"]);
        EmitResult result = compilation.Emit(assembly, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        Assert.IsTrue(result.Success, string.Join('\n', result.Diagnostics));
    }

    // As a process has it: the program, and the guard beside it.
    private void Run(string path, string type, Action<MethodInfo, Func<IEnumerable<string>>> use)
    {
        var context = new AssemblyLoadContext("woven", isCollectible: true);
        try
        {
            Assembly guard = context.LoadFromStream(new MemoryStream(File.ReadAllBytes(_folder["OpenShift.NET.Sdk.Guard.dll"])));
            context.Resolving += (_, name) => name.Name == guard.GetName().Name ? guard : null;
            using var symbols = new MemoryStream(File.ReadAllBytes(Path.ChangeExtension(path, ".pdb")));
            Assembly program = context.LoadFromStream(new MemoryStream(File.ReadAllBytes(path)), symbols);
            RuntimeHelpers.RunModuleConstructor(program.ManifestModule.ModuleHandle);
            FieldInfo happened = guard.GetType("OpenShiftNetSdk.Generated.OpenShiftGuard", throwOnError: true)!.GetField("Happened")!;
            use(program.GetType(type, throwOnError: true)!.GetMethod("Say")!, () => (IEnumerable<string>)happened.GetValue(null)!);
        }
        finally
        {
            context.Unload();
        }
    }
}
