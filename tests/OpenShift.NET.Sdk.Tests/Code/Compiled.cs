using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using Microsoft.CodeAnalysis.VisualBasic;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Reading;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Code;

/// <summary>Small real programs, compiled in memory against the shared frameworks of this machine, and what the reader says of them.</summary>
internal static class Compiled
{
    public const string SourceFile = "/src/App/Program.cs";

    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        """;

    private static readonly Lazy<MetadataReference[]> s_frameworks = new(() => [.. FrameworkFiles().Select(f => MetadataReference.CreateFromFile(f))]);

    // A compilation that is made of another one takes over what is known of the frameworks, which is most of the work.
    private static readonly ConcurrentDictionary<(string Name, OutputKind Kind, OptimizationLevel Optimization), Lazy<CSharpCompilation>> s_empty = new();

    private static readonly SyntaxTree s_usings = Tree(Usings, "/src/WebApi/obj/GlobalUsings.g.cs");

    /// <summary>The assemblies of the shared frameworks of this machine.</summary>
    public static IEnumerable<string> FrameworkFiles()
    {
        string core = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string asp = Path.Combine(core, "..", "..", "Microsoft.AspNetCore.App", Path.GetFileName(core));
        return new[] { core, asp }.SelectMany(d => Directory.EnumerateFiles(d, "*.dll")).Where(IsManaged);
    }

    /// <summary>Compiles a C# program and reads it, as Release and Debug alike; the facts of both have to be the same but for what is said of them.</summary>
    public static CodeFacts CSharp(string program, string? libraries = null, OptimizationLevel optimization = OptimizationLevel.Release, DebugInformationFormat? symbols = DebugInformationFormat.PortablePdb, string? ownLibrary = null)
    {
        using var folder = new TemporaryFolder();
        var references = new List<MetadataReference>();
        if (libraries is not null)
        {
            references.Add(Emit(folder, "Libraries", CSharpCompilation("Libraries", [libraries], references, OutputKind.DynamicallyLinkedLibrary, optimization), null));
        }

        var files = new List<string>();
        if (ownLibrary is not null)
        {
            references.Add(Emit(folder, "Own.Library", CSharpCompilation("Own.Library", [Usings, ownLibrary], references, OutputKind.DynamicallyLinkedLibrary, optimization), symbols));
            files.Add(folder["Own.Library.dll"]);
        }

        Emit(folder, "App", CSharpCompilation("App", [Usings, program], references, OutputKind.ConsoleApplication, optimization), symbols);
        return CodeReader.Read([folder["App.dll"], .. files], null, CancellationToken.None);
    }

    public static CodeFacts VisualBasic(string program, OptimizationLevel optimization = OptimizationLevel.Release)
    {
        using var folder = new TemporaryFolder();
        var compilation = VisualBasicCompilation.Create(
            "App",
            [VisualBasicSyntaxTree.ParseText(SourceText.From(program, System.Text.Encoding.UTF8), path: "/src/App/Program.vb")],
            s_frameworks.Value,
            new VisualBasicCompilationOptions(OutputKind.ConsoleApplication, optimizationLevel: optimization));
        Emit(folder, "App", compilation, DebugInformationFormat.PortablePdb);
        return CodeReader.Read([folder["App.dll"]], null, CancellationToken.None);
    }

    /// <summary>The files of a C# program and a library of its own, with symbols.</summary>
    public static IReadOnlyDictionary<string, byte[]> Files(string program, string ownLibrary, string? programPath = null, string? libraryPath = null)
    {
        using var folder = new TemporaryFolder();
        MetadataReference library = Emit(folder, "Own.Library", CSharpCompilation("Own.Library", [Usings, ownLibrary], [], OutputKind.DynamicallyLinkedLibrary, OptimizationLevel.Release, libraryPath), DebugInformationFormat.PortablePdb);
        Emit(folder, "App", CSharpCompilation("App", [Usings, program], [library], OutputKind.ConsoleApplication, OptimizationLevel.Release, programPath), DebugInformationFormat.PortablePdb);
        return ((string[])["App.dll", "App.pdb", "Own.Library.dll", "Own.Library.pdb"]).ToDictionary(static f => f, f => File.ReadAllBytes(folder[f]), StringComparer.Ordinal);
    }

    /// <summary>Compiles a whole application in C# or, when its files end in <c>.vb</c>, Visual Basic, and reads it.</summary>
    /// <param name="sources">Full path and text of each file.</param>
    /// <param name="libraries">Names of files in <c>Code/Libraries</c>, the libraries it uses; they are its packages.</param>
    /// <param name="projectFolder">Folder of the project.</param>
    public static CodeFacts Application(IReadOnlyList<(string Path, string Text)> sources, IReadOnlyList<string> libraries, string? projectFolder = null)
    {
        using var folder = new TemporaryFolder();
        MetadataReference[] references = [.. libraries.SelectMany(LibraryStub.Closure).Distinct()];
        Compilation compilation = sources.Any(s => s.Path.EndsWith(".vb", StringComparison.Ordinal))
            ? VisualBasicCompilation.Create(
                "App",
                sources.Select(s => VisualBasicSyntaxTree.ParseText(SourceText.From(s.Text, System.Text.Encoding.UTF8), path: s.Path)),
                s_frameworks.Value.Concat(references),
                new VisualBasicCompilationOptions(OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Release))
            : Empty("App", OutputKind.ConsoleApplication, OptimizationLevel.Release).AddReferences(references).AddSyntaxTrees([s_usings, .. sources.Select(static s => Tree(s.Text, s.Path))]);
        Emit(folder, "App", compilation, DebugInformationFormat.PortablePdb);
        CodeFacts facts = CodeReader.Read([folder["App.dll"]], projectFolder, CancellationToken.None);
        return new CodeFacts
        {
            Assemblies = facts.Assemblies,
            Unread = facts.Unread,
            IsComplete = facts.IsComplete,
            NamedMethods = facts.NamedMethods,
            EndsWithoutArguments = facts.EndsWithoutArguments,
            Calls = facts.Calls,
            Types = facts.Types,
            Literals = facts.Literals,
            SettingReads = facts.SettingReads,
            BoundProperties = facts.BoundProperties,
            WorkerNumbers = facts.WorkerNumbers,
            SettingDemands = facts.SettingDemands,
            Loops = facts.Loops,
            SecretArguments = facts.SecretArguments,
            SecretComparisons = facts.SecretComparisons,
            Changes = facts.Changes,
            Packages = [.. libraries.Select(l => new CodePackage(l, "1.0.0"))],
        };
    }

    /// <summary>Compiles a library against the shared frameworks and some more.</summary>
    public static MetadataReference Library(string name, string source, IEnumerable<MetadataReference> references)
    {
        var image = new MemoryStream();
        EmitResult result = CSharpCompilation(name, [source], references, OutputKind.DynamicallyLinkedLibrary, OptimizationLevel.Release).Emit(image);
        Assert.IsTrue(result.Success, name + "\n" + string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    /// <summary>A C# program that is to be compiled against the shared frameworks.</summary>
    public static Compilation Program(string name, string source) => CSharpCompilation(name, [source], [], OutputKind.ConsoleApplication, OptimizationLevel.Release);

    // References besides those to the frameworks.
    private static CSharpCompilation CSharpCompilation(string name, string[] sources, IEnumerable<MetadataReference> references, OutputKind kind, OptimizationLevel optimization, string? path = null) =>
        Empty(name, kind, optimization).AddReferences(references).AddSyntaxTrees(sources.Select(s => Tree(s, path ?? SourceFile)));

    private static CSharpCompilation Empty(string name, OutputKind kind, OptimizationLevel optimization) =>
        s_empty.GetOrAdd((name, kind, optimization), static key => new(() =>
        {
            var options = new CSharpCompilationOptions(key.Kind, optimizationLevel: key.Optimization, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true);
            CSharpCompilation empty = Microsoft.CodeAnalysis.CSharp.CSharpCompilation.Create(key.Name, [], s_frameworks.Value, options);

            // References are read when the first symbol is asked for.
            _ = empty.GetSpecialType(SpecialType.System_Object);
            return empty;
        })).Value;

    private static SyntaxTree Tree(string text, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), new CSharpParseOptions(Microsoft.CodeAnalysis.CSharp.LanguageVersion.Latest), path);

    private static MetadataReference Emit(TemporaryFolder folder, string name, Compilation compilation, DebugInformationFormat? symbols)
    {
        string path = folder[name + ".dll"];
        using (FileStream assembly = File.Create(path))
        using (FileStream? pdb = symbols == DebugInformationFormat.PortablePdb ? File.Create(folder[name + ".pdb"]) : null)
        {
            EmitResult result = compilation.Emit(assembly, pdb, options: new EmitOptions(debugInformationFormat: symbols ?? DebugInformationFormat.PortablePdb, pdbFilePath: name + ".pdb"));
            Assert.IsTrue(result.Success, string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        }

        return MetadataReference.CreateFromFile(path);
    }

    private static bool IsManaged(string file)
    {
        try
        {
            System.Reflection.AssemblyName.GetAssemblyName(file);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
