using System.Collections.Immutable;
using System.Diagnostics;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Health;
using OpenShift.NET.Sdk.Code.Reading;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Code;

/// <summary>Programs of the compiler that comes with the .NET SDK: closures are classes, functions are static methods, and <c>task</c> is a state machine of its own.</summary>
[TestClass]
public sealed class FSharpTests
{
    private const string Program = """
        module App.Program
        open System
        open System.IO
        open System.Threading
        open System.Threading.Tasks
        open Microsoft.AspNetCore.Builder
        open Microsoft.AspNetCore.Diagnostics.HealthChecks
        open Microsoft.AspNetCore.Hosting
        open Microsoft.Extensions.Configuration
        open Microsoft.Extensions.DependencyInjection
        open Microsoft.Extensions.Hosting

        let folder = "/var/shop"

        let save (name: string) =
            File.WriteAllText(Path.Combine(folder, name), "x")

        type Worker(configuration: IConfiguration) =
            inherit BackgroundService()
            override _.ExecuteAsync(stop: CancellationToken) : Task = task {
                let target = configuration["Shop:Target"]
                do! File.WriteAllTextAsync("/state/last.txt", target, stop)
                return ()
            }

        [<EntryPoint>]
        let main args =
            let builder = WebApplication.CreateBuilder(args)
            builder.Services.AddHealthChecks() |> ignore
            builder.Services.AddHostedService<Worker>() |> ignore
            builder.WebHost.UseUrls("http://*:9090") |> ignore
            let app = builder.Build()
            app.MapHealthChecks("/livez", HealthCheckOptions(Predicate = fun _ -> false)) |> ignore
            if app.Environment.IsDevelopment() then
                app.MapHealthChecks("/debug/healthz") |> ignore
            app.MapGet("/orders", Func<string>(fun () -> save "orders.txt"; "ok")) |> ignore
            app.Run()
            0
        """;

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void A_program_in_FSharp_is_read_with_the_places_of_its_calls(bool optimized)
    {
        using var folder = new TemporaryFolder();
        CodeFacts facts = CodeReader.Read([Compile(folder, optimized)], null, CancellationToken.None);
        Assert.IsTrue(facts.IsComplete, string.Join('\n', facts.Unread));

        // The optimizer puts the function into its caller, and leaves it where it was besides.
        CodeCall[] saves = [.. facts.CallsTo(["System.IO.File::WriteAllText"])];
        Assert.IsTrue(saves.Any(s => s.Argument(0).Text == "/var/shop/orders.txt"), string.Join('\n', saves.Select(static s => s.ToString())));
        Assert.IsTrue(saves.Any(s => s.Place?.Line == 16), string.Join('\n', saves.Select(static s => s.Place)));
        CodeCall state = facts.CallsTo(["System.IO.File::WriteAllTextAsync"]).Single();
        Assert.AreEqual("/state/last.txt", state.Argument(0).Text);
        Assert.AreEqual(22, state.Place?.Line);
        Assert.EndsWith("Program.fs", state.Place!.File);

        HealthEndpoint live = HealthEndpoints.Find(facts, ImmutableDictionary<string, string>.Empty).Single(e => e.Path == "/livez");
        Assert.AreEqual(33, live.Place?.Line);
        CodeCall debug = facts.CallsTo(["Microsoft.AspNetCore.Builder.HealthCheckEndpointRouteBuilderExtensions::MapHealthChecks"]).Single(c => c.Argument(1).Text == "/debug/healthz");
        Assert.IsFalse(debug.InProduction);
        CodeCall urls = facts.CallsTo(["Microsoft.AspNetCore.Hosting.HostingAbstractionsWebHostBuilderExtensions::UseUrls"]).Single();
        Assert.AreEqual(31, urls.Place?.Line);
    }

    private static string Compile(TemporaryFolder folder, bool optimized)
    {
        string core = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string root = Path.GetFullPath(Path.Combine(core, "..", "..", ".."));
        string? compiler = Directory.Exists(Path.Combine(root, "sdk"))
            ? Directory.EnumerateDirectories(Path.Combine(root, "sdk")).Select(d => Path.Combine(d, "FSharp")).LastOrDefault(d => File.Exists(Path.Combine(d, "fsc.dll")))
            : null;
        if (compiler is null)
        {
            Assert.Inconclusive("The F# compiler of the .NET SDK was not found beside the runtime.");
        }

        string source = folder["Program.fs"];
        File.WriteAllText(source, Program);
        var start = new ProcessStartInfo(Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet")) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string argument in (IEnumerable<string>)
            [
                "exec", Path.Combine(compiler, "fsc.dll"), "--target:exe", "--noframework", "--targetprofile:netcore", "--debug:portable", optimized ? "--optimize+" : "--optimize-",
                "--out:" + folder["App.dll"], "-r:" + Path.Combine(compiler, "FSharp.Core.dll"), .. Compiled.FrameworkFiles().Select(static f => "-r:" + f), source,
            ])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, output + errors.Result);
        return folder["App.dll"];
    }
}
