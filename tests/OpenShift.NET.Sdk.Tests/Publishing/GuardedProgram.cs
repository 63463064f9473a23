using System.Diagnostics;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Microsoft.CodeAnalysis.VisualBasic;
using OpenShift.NET.Sdk.Code.Weaving;
using OpenShift.NET.Sdk.Tests.Code;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Publishing;

/// <summary>A program with the start-up guard in it, which runs as a process of its own.</summary>
internal sealed class GuardedProgram : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private GuardedProgram() => File.WriteAllText(
        _folder["App.runtimeconfig.json"],
        $$"""{ "runtimeOptions": { "tfm": "net10.0", "framework": { "name": "Microsoft.AspNetCore.App", "version": "{{Environment.Version}}" }, "configProperties": { "System.Globalization.Invariant": true } } }""");

    /// <summary>A path beside the program.</summary>
    public string this[string name] => _folder[name];

    /// <summary>A C# program, with what starts the guard compiled into it.</summary>
    public static GuardedProgram CSharp(string program, params string[] symbols)
    {
        GuardedProgram guarded = WithGuard(symbols);
        guarded.Emit("App", CSharpCompilation.Create(
            "App", [Parse(program, Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp9), Parse(GuardSources.Start, Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp9, symbols)],
            [.. Frameworks(), MetadataReference.CreateFromFile(guarded["OpenShift.NET.Sdk.Guard.dll"])], new CSharpCompilationOptions(OutputKind.ConsoleApplication)));
        return guarded;
    }

    /// <summary>A program of Visual Basic, into which the start of the guard is woven.</summary>
    public static GuardedProgram VisualBasic(string program, params string[] symbols)
    {
        GuardedProgram guarded = WithGuard(symbols);
        guarded.Emit("compiled/App", VisualBasicCompilation.Create("App", [VisualBasicSyntaxTree.ParseText(SourceText.From(program, Encoding.UTF8))], Frameworks(), new VisualBasicCompilationOptions(OutputKind.ConsoleApplication)));
        GuardWeaver.Weave(guarded["compiled/App.dll"], guarded["OpenShift.NET.Sdk.Guard.dll"], [.. Compiled.FrameworkFiles()], guarded["App.dll"]);
        return guarded;
    }

    /// <summary>Runs it: exit code, and what it wrote.</summary>
    /// <param name="list">What the guard looks for.</param>
    /// <param name="environment">Variables, <c>NAME=VALUE</c>.</param>
    /// <param name="arguments">The program's own arguments.</param>
    /// <param name="before">What the shell does before it: <c>umask 077;</c>.</param>
    /// <param name="after">What it redirects.</param>
    public (int ExitCode, string Output, string Error) Run(string list, IEnumerable<string> environment, string arguments = "", string before = "", string after = "")
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"{before} exec dotnet '{_folder["App.dll"]}' {arguments} {after}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(_folder["App.dll"]),
        };
        start.Environment["OPENSHIFT_GUARD"] = list;
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        foreach (string variable in environment)
        {
            int equals = variable.IndexOf('=', StringComparison.Ordinal);
            start.Environment[variable[..equals]] = variable[(equals + 1)..];
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    public void Dispose() => _folder.Dispose();

    private static GuardedProgram WithGuard(string[] symbols)
    {
        var guarded = new GuardedProgram();
        guarded.Emit("OpenShift.NET.Sdk.Guard", CSharpCompilation.Create("OpenShift.NET.Sdk.Guard", [.. GuardSources.Of(symbols).Select(s => Parse(s, Microsoft.CodeAnalysis.CSharp.LanguageVersion.Default, symbols))], Frameworks(), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)));
        return guarded;
    }

    private static SyntaxTree Parse(string text, Microsoft.CodeAnalysis.CSharp.LanguageVersion language, params string[] symbols) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), new CSharpParseOptions(language, preprocessorSymbols: symbols));

    private static IEnumerable<MetadataReference> Frameworks() => Compiled.FrameworkFiles().Select(static f => MetadataReference.CreateFromFile(f));

    private void Emit(string name, Compilation compilation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        using FileStream assembly = File.Create(_folder[name + ".dll"]);
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(assembly);
        Assert.IsTrue(result.Success, string.Join('\n', result.Diagnostics));
    }
}
