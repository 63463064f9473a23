using OpenShift.NET.Sdk.Code.Lifetime;

namespace OpenShift.NET.Sdk.Tests.Code;

[TestClass]
public sealed class ProgramLifetimeTests
{
    private const string Host = """
        await Host.CreateDefaultBuilder(args).ConfigureServices(s => s.AddHostedService<Service>()).RunConsoleAsync();
        class Service(IHostApplicationLifetime lifetime, ILogger<Service> log) : IHostedService
        {
            public async Task StartAsync(CancellationToken t) { BODY }
            public Task StopAsync(CancellationToken t) => Task.CompletedTask;
        }
        """;

    [TestMethod]
    [DataRow("""Console.WriteLine("done");""", ProgramEnd.Ends)]
    [DataRow("""foreach (string f in Directory.GetFiles("/data")) { Console.WriteLine(await File.ReadAllTextAsync(f)); } return args.Length;""", ProgramEnd.Ends)]
    [DataRow("""for (int i = 0; i < 10; i++) { using var c = new HttpClient(); Console.WriteLine(await c.GetStringAsync("http://other/" + i)); }""", ProgramEnd.Ends)]
    [DataRow("""int left = 3; while (left > 0) { left--; Console.WriteLine(left); }""", ProgramEnd.Ends)]
    [DataRow("""while (true) { Console.WriteLine("again"); }""", ProgramEnd.RunsOn)]
    [DataRow("""while (true) { await Task.Delay(1000); Console.WriteLine("again"); }""", ProgramEnd.RunsOn)]
    [DataRow("""await new Loop().Run(); class Loop { public async Task Run() { for (;;) { await Task.Delay(1000); } } }""", ProgramEnd.RunsOn)]
    [DataRow("""while (true) { using var c = new HttpClient(); var r = await c.GetAsync("http://queue/next"); if (!r.IsSuccessStatusCode) throw new InvalidOperationException(); Console.WriteLine("again"); }""", ProgramEnd.Unknown)]
    [DataRow("""await foreach (int i in Numbers()) Console.WriteLine(i); static async IAsyncEnumerable<int> Numbers() { for (int i = 0; i < 3; i++) { await Task.Yield(); yield return i; } }""", ProgramEnd.Ends)]
    [DataRow("""await new SemaphoreSlim(0).WaitAsync();""", ProgramEnd.Unknown)]
    [DataRow("""Thread.CurrentThread.Join();""", ProgramEnd.Unknown)]
    [DataRow("""while (true) { if (args.Length > DateTime.Now.Second) break; await Task.Delay(1000); }""", ProgramEnd.Unknown)]
    [DataRow("""var cts = new CancellationTokenSource(); while (!cts.IsCancellationRequested) { Console.WriteLine("again"); }""", ProgramEnd.Unknown)]
    [DataRow("""Console.WriteLine("press a key"); Console.ReadKey();""", ProgramEnd.Ends)]
    [DataRow("""while (Console.ReadLine() is { } line) Console.WriteLine(line);""", ProgramEnd.Ends)]
    [DataRow("""new Some.Server().Start(); Console.ReadLine();""", ProgramEnd.RunsOn)]
    [DataRow("""new Some.Server().Start(); string? name = Console.ReadLine(); Console.WriteLine(name);""", ProgramEnd.Unknown)]
    [DataRow("""string? name = Console.ReadLine(); Some.Actors.Create(name!);""", ProgramEnd.Ends)]
    [DataRow("""using var host = Host.CreateDefaultBuilder(args).Build(); await host.StartAsync(); int n = int.Parse(Console.ReadLine()!); for (int i = 0; i < n; i++) Some.Actors.Create("order"); host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication(); await host.WaitForShutdownAsync();""", ProgramEnd.Ends)]
    [DataRow("""using var host = Host.CreateDefaultBuilder(args).Build(); await host.StartAsync(); await host.WaitForShutdownAsync();""", ProgramEnd.RunsOn)]
    [DataRow("""using var host = Host.CreateDefaultBuilder(args).ConfigureServices(s => s.AddHostedService<Work>()).Build(); await host.StartAsync(); host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication(); await host.WaitForShutdownAsync(); class Work : BackgroundService { protected override Task ExecuteAsync(CancellationToken t) => Task.Delay(-1, t); }""", ProgramEnd.RunsOn)]
    [DataRow("""var app = WebApplication.CreateBuilder(args).Build(); app.Lifetime.StopApplication(); app.Run();""", ProgramEnd.RunsOn)]
    [DataRow("""bool done = false; while (!done) { if (Spectre.Console.AnsiConsole.Prompt(new Spectre.Console.SelectionPrompt()) == "quit") done = true; else Console.WriteLine("play"); }""", ProgramEnd.Ends)]
    [DataRow("""while (true) { Console.WriteLine(Spectre.Console.AnsiConsole.Ask("Name?")); }""", ProgramEnd.Ends)]
    [DataRow("""new Some.Server().Start(); Spectre.Console.AnsiConsole.Ask("Name?");""", ProgramEnd.Unknown)]
    [DataRow("""if (args.Length == 5) { Asking.Name(); } while (true) { await Task.Delay(1000); } static class Asking { public static void Name() => Spectre.Console.AnsiConsole.Ask("Name?"); }""", ProgramEnd.RunsOn)]
    [DataRow("""var app = WebApplication.CreateBuilder(args).Build(); if (args.Length > 5) { Spectre.Console.AnsiConsole.Ask("Name?"); } app.Run();""", ProgramEnd.RunsOn)]
    [DataRow("""Some.Actors.Create("shop"); Console.ReadKey();""", ProgramEnd.RunsOn)]
    [DataRow("""using var timer = new System.Threading.Timer(_ => { }, null, 0, 1000); Console.ReadLine();""", ProgramEnd.RunsOn)]
    [DataRow("""for (int i = 1; i <= 2; i++) { Console.WriteLine(i); await Task.Delay(TimeSpan.FromSeconds(2)); }""", ProgramEnd.Ends)]
    [DataRow("""foreach (string name in new[] { "a", "b" }) { Console.WriteLine(name); Thread.Sleep(100); }""", ProgramEnd.Ends)]
    [DataRow("""foreach (string f in Directory.EnumerateFiles("/data")) { Console.WriteLine(f); await Task.Delay(100); }""", ProgramEnd.Ends)]
    [DataRow("""var jobs = new Jobs(); while (!await jobs.IsReadyAsync("a")) { Console.WriteLine("waiting"); await Task.Delay(2000); } Console.WriteLine("done"); class Jobs { private readonly HttpClient _c = new(); public async Task<bool> IsReadyAsync(string id) => (await _c.GetAsync("http://jobs/" + id)).IsSuccessStatusCode; }""", ProgramEnd.Ends)]
    [DataRow("""while (!File.Exists("/work/done")) { Thread.Sleep(500); }""", ProgramEnd.Ends)]
    [DataRow("""string status; do { await Task.Delay(1000); status = await new HttpClient().GetStringAsync("http://jobs/1"); } while (status != "done");""", ProgramEnd.Ends)]
    [DataRow("""await foreach (string word in Words()) { Console.Write(word); await Task.Delay(25); } static async IAsyncEnumerable<string> Words() { yield return await new HttpClient().GetStringAsync("http://answers"); }""", ProgramEnd.Ends)]
    [DataRow("""await foreach (string word in Some.Models.AnswersAsync().Where(w => w != "").WithCancellation(default)) { Console.Write(word); await Task.Delay(25); }""", ProgramEnd.Ends)]
    [DataRow("""IWords words = new Words(); await foreach (string word in words.All()) { Console.Write(word); await Task.Delay(25); } interface IWords { IAsyncEnumerable<string> All(); } class Words : IWords { public IAsyncEnumerable<string> All() => Some.Models.AnswersAsync(); }""", ProgramEnd.Ends)]
    [DataRow("""await foreach (string o in Some.Models.WatchOrdersAsync()) { Console.Write(o); await Task.Delay(25); }""", ProgramEnd.Unknown)]
    [DataRow("""await foreach (string o in Orders()) { Console.Write(o); await Task.Delay(25); } static IAsyncEnumerable<string> Orders() => Some.Models.MessagesAsync();""", ProgramEnd.Unknown)]
    [DataRow("""await foreach (string o in Large(Some.Models.MessagesAsync())) { Console.Write(o); await Task.Delay(25); } static async IAsyncEnumerable<string> Large(IAsyncEnumerable<string> all) { await foreach (string o in all) { if (o.Length > 9) yield return o; } }""", ProgramEnd.Unknown)]
    [DataRow("""await foreach (string o in Large()) { Console.Write(o); await Task.Delay(25); } static async IAsyncEnumerable<string> Large() { await foreach (string o in Some.Models.MessagesAsync()) { if (o.Length > 9) yield return o; } }""", ProgramEnd.Unknown)]
    [DataRow("""await new Work(Some.Models.MessagesAsync()).Run(); class Work(IAsyncEnumerable<string> orders) { public async Task Run() { await foreach (string o in orders) { Console.Write(o); await Task.Delay(25); } } }""", ProgramEnd.Unknown)]
    [DataRow("""await foreach (string o in Some.Models.MessagesAsync().Take(3)) { Console.Write(o); await Task.Delay(25); }""", ProgramEnd.Ends)]
    [DataRow("""var stop = new CancellationTokenSource(); while (!stop.IsCancellationRequested) { await Task.Delay(1000); }""", ProgramEnd.Unknown)]
    [DataRow("""var work = new Work(); while (!work.IsStopped()) { await Task.Delay(1000); } class Work { public bool IsStopped() => DateTime.Now.Second == 5; }""", ProgramEnd.Unknown)]
    [DataRow("""var work = new Work(); while (!work.IsClosing()) { await Task.Delay(1000); } class Work { public bool IsClosing() => DateTime.Now.Second == 5; }""", ProgramEnd.Unknown)]
    [DataRow("""var work = new Work(); while (!work.IsDisposed()) { await Task.Delay(1000); } class Work { public bool IsDisposed() => DateTime.Now.Second == 5; }""", ProgramEnd.Unknown)]
    [DataRow("""var work = new Work(); while (!work.IsTerminating()) { await Task.Delay(1000); } class Work { public bool IsTerminating() => DateTime.Now.Second == 5; }""", ProgramEnd.Unknown)]
    [DataRow("""var work = new Work(); while (!work.HasEnded()) { await Task.Delay(1000); } class Work { public bool HasEnded() => DateTime.Now.Second == 5; }""", ProgramEnd.Unknown)]
    [DataRow("""var work = new Work(); while (!work.IsHalted()) { await Task.Delay(1000); } class Work { public bool IsHalted() => DateTime.Now.Second == 5; }""", ProgramEnd.Unknown)]
    [DataRow("""var work = new Work(); while (!work.IsKilled()) { await Task.Delay(1000); } class Work { public bool IsKilled() => DateTime.Now.Second == 5; }""", ProgramEnd.Unknown)]
    [DataRow("""var work = new Work(); while (!work.IsCancelling()) { await Task.Delay(1000); } class Work { public bool IsCancelling() => DateTime.Now.Second == 5; }""", ProgramEnd.Unknown)]
    [DataRow("""var work = new Work(); while (!work.ShouldExit()) { await Task.Delay(1000); } class Work { public bool ShouldExit() => DateTime.Now.Second == 5; }""", ProgramEnd.Unknown)]
    [DataRow("""var work = new Work(); while (!work.IsWeekend()) { await Task.Delay(1000); } class Work { public bool IsWeekend() => DateTime.Now.Second == 5; }""", ProgramEnd.Ends)]
    [DataRow("""var stop = new ManualResetEventSlim(); while (!stop.Wait(1000)) { Thread.Sleep(10); }""", ProgramEnd.Unknown)]
    [DataRow("""using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1)); while (await timer.WaitForNextTickAsync()) { await Task.Delay(10); }""", ProgramEnd.Unknown)]
    [DataRow("""int i = 0; while (i < 10) { Console.WriteLine(i); await Task.Delay(1000); if (args.Length > 0) i = 0; }""", ProgramEnd.Unknown)]
    [DataRow("""var done = new TaskCompletionSource<int>(); done.SetResult(1); Console.WriteLine(await done.Task);""", ProgramEnd.Ends)]
    [DataRow("""await new TaskCompletionSource<int>().Task;""", ProgramEnd.Unknown)]
    [DataRow("""System.Diagnostics.Process.Start("git")!.WaitForExit();""", ProgramEnd.Unknown)]
    [DataRow("""System.Diagnostics.Process.Start("git")!.WaitForExit(); return await Spectre.Console.Cli.CommandApp.RunAsync(args);""", ProgramEnd.Ends)]
    [DataRow("""new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, 9000).Start(); return await Spectre.Console.Cli.CommandApp.RunAsync(args);""", ProgramEnd.Unknown)]
    [DataRow("""await Host.CreateDefaultBuilder(args).Build().RunAsync(); return await Spectre.Console.Cli.CommandApp.RunAsync(args);""", ProgramEnd.RunsOn)]
    [DataRow("""await Host.CreateDefaultBuilder(args).ConfigureCocona(args).Build().RunAsync();""", ProgramEnd.Ends)]
    [DataRow("""Console.WriteLine("up"); await Task.Delay(-1);""", ProgramEnd.RunsOn)]
    [DataRow("""Console.WriteLine("up"); Thread.Sleep(Timeout.Infinite);""", ProgramEnd.RunsOn)]
    [DataRow("""Console.WriteLine("up"); await Task.Delay(Timeout.InfiniteTimeSpan);""", ProgramEnd.RunsOn)]
    [DataRow("""var done = new ManualResetEvent(false); Console.CancelKeyPress += (_, e) => done.Set(); done.WaitOne();""", ProgramEnd.Unknown)]
    [DataRow("""new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, 9000).Start();""", ProgramEnd.Unknown)]
    [DataRow("""new Some.Server().Start();""", ProgramEnd.Unknown)]
    [DataRow("""Some.Server.Subscribe("x");""", ProgramEnd.Unknown)]
    [DataRow("""return await Spectre.Console.Cli.CommandApp.RunAsync(args);""", ProgramEnd.Ends)]
    [DataRow("""await Host.CreateDefaultBuilder(args).Build().RunAsync();""", ProgramEnd.RunsOn)]
    [DataRow("""var host = Host.CreateApplicationBuilder(args).Build(); Console.WriteLine(host.Services.GetRequiredService<IConfiguration>()["a"]);""", ProgramEnd.Ends)]
    [DataRow("""WebApplication.CreateBuilder(args).Build().Run();""", ProgramEnd.RunsOn)]
    [DataRow("""await using var app = WebApplication.CreateBuilder(args).Build(); app.MapGet("/", () => "x"); await app.StartAsync(); Console.WriteLine("up"); await app.StopAsync();""", ProgramEnd.Ends)]
    [DataRow("""using var host = Host.CreateDefaultBuilder(args).Build(); await host.StartAsync(); Console.WriteLine("done"); await host.StopAsync();""", ProgramEnd.Ends)]
    [DataRow("""var app = WebApplication.CreateBuilder(args).Build(); await app.StartAsync(); Console.ReadLine(); await app.StopAsync();""", ProgramEnd.RunsOn)]
    [DataRow("""var app = WebApplication.CreateBuilder(args).Build(); await app.StartAsync(); await app.WaitForShutdownAsync(); await app.StopAsync();""", ProgramEnd.RunsOn)]
    [DataRow("""var app = WebApplication.CreateBuilder(args).Build(); await app.StartAsync(); await new SemaphoreSlim(0).WaitAsync(); await app.StopAsync();""", ProgramEnd.RunsOn)]
    [DataRow("""var app = WebApplication.CreateBuilder(args).Build(); if (args.Length > DateTime.Now.Second) { await app.StopAsync(); } await app.StartAsync();""", ProgramEnd.RunsOn)]
    public void Programs_that_end_are_told_from_services(string program, ProgramEnd expected) => Expect(expected, program);

    [TestMethod]
    [DataRow("""if (args.Length == 0) { Console.WriteLine("Usage: ..."); return; } BODY""", true)]
    [DataRow("""if (args.Length < 2) { Usage(); return; } BODY static void Usage() { Console.WriteLine("Usage"); Console.WriteLine(DateTime.Now); }""", true)]
    [DataRow("""if (args.Length == 0) { Console.WriteLine("default"); } BODY""", false)]
    [DataRow("""if (args.Length > 0) { Console.WriteLine(args[0]); return; } BODY""", false)]
    [DataRow("""if (DateTime.Now.Hour > 30) { if (args.Length == 0) { return; } } BODY""", false)]
    [DataRow("""string usage = "Usage: " + Environment.ProcessPath; if (args.Length == 0) { Console.WriteLine(usage); return; } BODY""", true)]
    [DataRow("""if (args.Length == 0) { while (true) { Console.WriteLine("again"); } } BODY""", false)]
    [DataRow("""if (args.Length == 0) { using var c = new HttpClient(); Console.WriteLine(await c.GetStringAsync("http://other")); return; } BODY""", false)]
    [DataRow("""var other = Environment.GetCommandLineArgs(); if (other.Length == 0) { return; } BODY""", false)]
    public void A_program_that_only_tells_its_usage_without_arguments_ends_where_it_gets_none(string program, bool ends)
    {
        foreach (Microsoft.CodeAnalysis.OptimizationLevel level in (Microsoft.CodeAnalysis.OptimizationLevel[])[Microsoft.CodeAnalysis.OptimizationLevel.Release, Microsoft.CodeAnalysis.OptimizationLevel.Debug])
        {
            foreach (string body in (string[])["while (true) { await Task.Delay(1000); Console.WriteLine(args.Length); }", "while (true) { Thread.Sleep(1000); }"])
            {
                string whole = program.Replace("BODY", body, StringComparison.Ordinal);
                OpenShift.NET.Sdk.Code.CodeFacts code = Compiled.CSharp(whole, optimization: level);
                Assert.AreEqual(ends, ProgramLifetime.Of(code, hasArguments: false) == ProgramEnd.Ends, level + " " + whole);
                Assert.AreNotEqual(ProgramEnd.Ends, ProgramLifetime.Of(code, hasArguments: true), level + " " + whole);
            }
        }
    }

    [TestMethod]
    public void A_pattern_of_arguments_is_a_guard_too() => Assert.AreEqual(
        ProgramEnd.Ends,
        ProgramLifetime.Of(Compiled.CSharp("""if (args is not [var command, ..]) { Console.Error.WriteLine("Which?"); Environment.Exit(1); return; } while (true) { Thread.Sleep(1000); Console.WriteLine(command); }"""), hasArguments: false));

    [TestMethod]
    [DataRow("""log.LogInformation("migrated"); await Task.CompletedTask; lifetime.StopApplication();""", ProgramEnd.Ends)]
    [DataRow("""log.LogInformation("started"); await Task.CompletedTask;""", ProgramEnd.RunsOn)]
    [DataRow("""try { while (!t.IsCancellationRequested) { await Task.Delay(1000, t); } } catch (IOException) { lifetime.StopApplication(); }""", ProgramEnd.Unknown)]
    public void A_host_ends_when_its_service_ends_it(string body, ProgramEnd expected) => Expect(expected, Host.Replace("BODY", body, StringComparison.Ordinal));

    [TestMethod]
    [DataRow("AddHostedService<Service>()", ProgramEnd.Ends)]
    [DataRow("AddHostedService<Service>().AddQuartzServer()", ProgramEnd.RunsOn)]
    [DataRow("AddHostedService<Service>().AddMassTransitHostedService()", ProgramEnd.RunsOn)]
    [DataRow("AddHostedService<Service>().AddSingleton<IHostedService>(p => p.GetRequiredService<Other.Server>())", ProgramEnd.RunsOn)]
    [DataRow("AddHostedService<Service>().AddHostedService(p => p.GetRequiredService<Other.Server>())", ProgramEnd.RunsOn)]
    [DataRow("AddHostedService<Service>().AddMemoryCache()", ProgramEnd.Ends)]
    public void What_a_library_hosts_beside_the_service_that_ends_runs_on(string services, ProgramEnd expected)
    {
        const string Libraries = """
            using Microsoft.Extensions.DependencyInjection;
            namespace Other
            {
                public class Server : Microsoft.Extensions.Hosting.IHostedService
                {
                    public System.Threading.Tasks.Task StartAsync(System.Threading.CancellationToken t) => null;
                    public System.Threading.Tasks.Task StopAsync(System.Threading.CancellationToken t) => null;
                }
                public static class Extensions
                {
                    public static IServiceCollection AddQuartzServer(this IServiceCollection s) => s;
                    public static IServiceCollection AddMassTransitHostedService(this IServiceCollection s) => s;
                }
            }
            """;
        string program = "using Other;\n" + Host.Replace("BODY", "await Task.CompletedTask; lifetime.StopApplication();", StringComparison.Ordinal).Replace("AddHostedService<Service>()", services, StringComparison.Ordinal);
        Assert.AreEqual(expected, ProgramLifetime.Of(Compiled.CSharp(program, Libraries)));
    }

    [TestMethod]
    public void Visual_Basic_is_read_alike()
    {
        Assert.AreEqual(ProgramEnd.Ends, ProgramLifetime.Of(Compiled.VisualBasic("Module P\nSub Main()\nSystem.Console.WriteLine(1)\nEnd Sub\nEnd Module")));
        Assert.AreEqual(ProgramEnd.RunsOn, ProgramLifetime.Of(Compiled.VisualBasic("Module P\nSub Main()\nDo\nSystem.Console.WriteLine(1)\nLoop\nEnd Sub\nEnd Module")));
    }

    [TestMethod]
    public void Without_code_nothing_is_said() => Assert.AreEqual(ProgramEnd.Unknown, ProgramLifetime.Of(OpenShift.NET.Sdk.Code.CodeFacts.Empty));

    [TestMethod]
    [DataRow("""await foreach (int i in new All([new One()]).ReadAsync(default)) { Console.Write(i); await Task.Delay(25); } interface ISource { IAsyncEnumerable<int> ReadAsync(CancellationToken ct); } class One : ISource { public async IAsyncEnumerable<int> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct) { await Task.Yield(); yield return 1; } } class All(IEnumerable<ISource> sources) : ISource { public async IAsyncEnumerable<int> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct) { foreach (ISource s in sources) { await foreach (int i in s.ReadAsync(ct)) { if (ct.IsCancellationRequested) yield break; yield return i; } } } }""")]
    [DataRow("""await foreach (string f in Walk("/data", default)) { Console.Write(f); await Task.Delay(25); } static async IAsyncEnumerable<string> Walk(string folder, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct) { foreach (string f in Directory.GetFiles(folder)) yield return f; foreach (string d in Directory.GetDirectories(folder)) { await foreach (string f in Walk(d, ct)) { await Task.Delay(10, ct); yield return f; } } }""")]
    [DataRow("""await foreach (string f in Ping()) { Console.Write(f); await Task.Delay(25); } static async IAsyncEnumerable<string> Ping() { await foreach (string f in Pong()) { await Task.Delay(10); yield return f; } } static IAsyncEnumerable<string> Pong() => Ping();""")]
    public void Of_a_sequence_that_goes_through_itself_nobody_can_tell(string program) => Expect(ProgramEnd.Unknown, program);

    [TestMethod]
    public void Sequences_of_many_sequences_are_looked_at_once_each()
    {
        const int Layers = 10;
        const int Branches = 8;
        string layers = string.Concat(Enumerable.Range(0, Layers).Select(static layer =>
            $"static IAsyncEnumerable<string> M{layer}(int i) => i switch {{ {string.Concat(Enumerable.Range(1, Branches).Select(i => $"{i} => {(layer + 1 < Layers ? $"M{layer + 1}(i - {i})" : "Some.Models.AnswersAsync()")}, "))}_ => Some.Models.AnswersAsync() }}; "));
        Expect(ProgramEnd.Ends, $"await foreach (string s in M0(args.Length)) {{ Console.Write(s); await Task.Delay(25); }} {layers}");
    }

    private static void Expect(ProgramEnd expected, string program)
    {
        const string Libraries = """
            namespace Some { public static class Models { public static System.Collections.Generic.IAsyncEnumerable<string> AnswersAsync() => null; public static System.Collections.Generic.IAsyncEnumerable<string> MessagesAsync() => null; public static System.Collections.Generic.IAsyncEnumerable<string> WatchOrdersAsync() => null; } }
            namespace Some { public static class Actors { public static object Create(string name) => null; } }
            namespace Microsoft.Extensions.Hosting { public static class CoconaHostBuilderExtensions { public static IHostBuilder ConfigureCocona(this IHostBuilder builder, string[] args) => builder; } }
            namespace Some { public class Server { public void Start() { } public static void Subscribe(string x) { } } }
            namespace Spectre.Console { public class SelectionPrompt { } public static class AnsiConsole { public static string Prompt(SelectionPrompt p) => null; public static string Ask(string q) => null; } }
            namespace Spectre.Console.Cli { public static class CommandApp { public static System.Threading.Tasks.Task<int> RunAsync(string[] args) => null; } }
            """;
        foreach (Microsoft.CodeAnalysis.OptimizationLevel level in (Microsoft.CodeAnalysis.OptimizationLevel[])[Microsoft.CodeAnalysis.OptimizationLevel.Release, Microsoft.CodeAnalysis.OptimizationLevel.Debug])
        {
            OpenShift.NET.Sdk.Code.CodeFacts code = Compiled.CSharp(program, Libraries, level);
            Assert.AreEqual(expected, ProgramLifetime.Of(code), level + "\n" + string.Join('\n', code.Loops) + "\n" + string.Join('\n', code.Calls));
        }
    }
}
