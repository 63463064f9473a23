using OpenShift.NET.Sdk.Code.Listening;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Lifetime;

/// <summary>
/// Tells programs that do their work and end from services. That a program ends is said only where all its code could be read and nothing in it waits for what comes from outside:
/// no host that runs, no endless loop, signal, timer or socket, and no library that could serve or subscribe. A container has no keyboard and no terminal: who reads it, or draws a question on it, comes to its end at once.
/// A library that runs one command of a command line ends the program when the command is done.
/// </summary>
public static class ProgramLifetime
{
    private const string Hosting = "Microsoft.Extensions.Hosting.";

    private static readonly KnownApi[] s_hostRuns =
    [
        Hosting + "HostingAbstractionsHostExtensions::Run*",
        Hosting + "HostingAbstractionsHostExtensions::WaitForShutdown*",
        Hosting + "HostingHostBuilderExtensions::RunConsoleAsync",
    ];

    private static readonly KnownApi[] s_hostStarts = [Hosting + "IHost::StartAsync", Hosting + "HostingAbstractionsHostExtensions::Start", "Microsoft.AspNetCore.Builder.WebApplication::StartAsync"];
    private static readonly KnownApi[] s_hostStops = [Hosting + "IHost::StopAsync", Hosting + "HostingAbstractionsHostExtensions::StopAsync", "Microsoft.AspNetCore.Builder.WebApplication::StopAsync"];

    private static readonly KnownApi[] s_webRuns =
    [
        "Microsoft.AspNetCore.Builder.WebApplication::Run*",
        "Microsoft.AspNetCore.Hosting.WebHostExtensions::Run*",
        "Microsoft.AspNetCore.Hosting.WebHostExtensions::WaitForShutdown*",
        "Microsoft.AspNetCore.WebHost::Start*",
        "Microsoft.AspNetCore.Hosting.IWebHost::Start*",
    ];

    private static readonly KnownApi s_stop = Hosting + "IHostApplicationLifetime::StopApplication";
    private static readonly KnownApi s_hostedService = "Microsoft.Extensions.DependencyInjection.ServiceCollectionHostedServiceExtensions::AddHostedService";

    // What libraries host beside the application's own services.
    private static readonly string[] s_hostedByLibraries =
    [
        "AddQuartz", "AddMassTransit", "AddHangfireServer", "AddRebus", "AddKafka", "AddOrleans", "UseOrleans", "UseNServiceBus", "UseWolverine", "AddCap", "AddScheduler", "AddSlimMessageBus", "AddSilverback",
        "AddKubernetesOperator", "AddWorkflow", "AddDapr", "ConfigureWebJobs", "ConfigureFunctions",
    ];

    // What runs the command that the arguments name, and comes back.
    private static readonly KnownApi[] s_commandLines =
    [
        "Spectre.Console.Cli.CommandApp*::Run*",
        "Spectre.Console.Cli.ICommandApp::Run*",
        "System.CommandLine.*::Invoke*",
        "System.CommandLine.Parsing.*::Invoke*",
        "Cocona.*::Run*",
        "McMaster.Extensions.CommandLineUtils.CommandLineApplication*::Execute*",
        "ConsoleAppFramework.*::Run*",
        "CliFx.CliApplication::RunAsync",
        "PowerArgs.Args::Invoke*",
    ];

    // The same as a service of a host, which it stops behind the command.
    private static readonly KnownApi[] s_commandLinesOfHosts =
    [
        Hosting + "*::ConfigureCocona",
        Hosting + "*::UseCocona",
        "Cocona.*::ConfigureCocona",
        "Cocona.*::UseCocona",
        Hosting + "*::RunCommandLineApplicationAsync",
        Hosting + "*::UseCommandLineApplication",
        Hosting + "*::RunConsoleAppFrameworkAsync",
    ];

    // What a command waits for ends: programs it starts, its own threads, the user who breaks it off.
    private static readonly KnownApi[] s_waitsOfCommands =
    [
        "System.Console::add_CancelKeyPress",
        "System.AppDomain::add_ProcessExit",
        "System.Threading.Timer::.ctor",
        "System.Timers.Timer::.ctor",
        "System.Threading.SemaphoreSlim::Wait*",
        "System.Threading.CountdownEvent::Wait",
        "System.Threading.Thread::*",
        "System.Diagnostics.Process::WaitForExit*",
        "System.Threading.Tasks.TaskCompletionSource*::.ctor",
    ];

    // Whose methods neither serve nor subscribe on threads of their own.
    private static readonly string[] s_plain = ["System.", "Microsoft.FSharp.", "Microsoft.VisualBasic.", "Newtonsoft.Json.", "Spectre.Console."];

    // What happens when something outside happens.
    private static readonly KnownApi[] s_waits =
    [
        "System.Console::add_CancelKeyPress",
        "System.AppDomain::add_ProcessExit",
        "System.Runtime.Loader.AssemblyLoadContext::add_Unloading",
        "System.Runtime.InteropServices.PosixSignalRegistration::Create",
        "System.Threading.Timer::.ctor",
        "System.Timers.Timer::.ctor",
        "System.Threading.PeriodicTimer::.ctor",
        "System.Threading.WaitHandle::Wait*",
        "System.Threading.ManualResetEvent::.ctor",
        "System.Threading.ManualResetEventSlim::.ctor",
        "System.Threading.AutoResetEvent::.ctor",
        "System.Threading.SemaphoreSlim::Wait*",
        "System.Threading.CountdownEvent::Wait",
        "System.Threading.Barrier::SignalAndWait",
        "System.Threading.SpinWait::SpinUntil",
        "System.Threading.Thread::Join",
        "System.Diagnostics.Process::WaitForExit*",
        "System.Threading.Monitor::Wait",
        "System.Threading.Tasks.TaskCompletionSource*::.ctor",
        "System.Threading.Thread::Start",
        "System.Threading.Channels.*::*",
        "System.Collections.Concurrent.BlockingCollection*::*",
        "System.IO.FileSystemWatcher::.ctor",
        "System.IO.Pipes.NamedPipeServerStream::.ctor",
        "System.Net.HttpListener::*",
        "System.Net.Sockets.TcpListener::*",
        "System.Net.Sockets.UdpClient::*",
        "System.Net.Sockets.Socket::*",
        "System.Net.WebSockets.*::*",
        "System.Reactive*::*",
        "Microsoft.FSharp.Control.FSharpAsyncBuilder::While",
        "Microsoft.FSharp.Control.FSharpMailboxProcessor*::*",
    ];

    private static readonly KnownApi[] s_sleeps = ["System.Threading.Thread::Sleep", "System.Threading.Tasks.Task::Delay"];

    // How methods are called that serve, listen or wait.
    private static readonly string[] s_serving = ["Run", "Start", "Listen", "Serve", "Subscribe", "Consume", "BasicConsume", "Poll", "Receive", "WaitFor", "Wait", "Block", "Join", "Process", "Watch", "ReadAll", "Accept", "OnExecute", "get_WhenTerminated", "get_Completion", "get_ShutdownComplete"];

    // Libraries whose methods of such names come back: the class library, parsers of command lines, tools for databases and output.
    private static readonly string[] s_returning =
    [
        "System.", "Microsoft.Extensions.", "Microsoft.EntityFrameworkCore.", "Microsoft.Data.", "Microsoft.CodeAnalysis.", "Microsoft.Build.", "Microsoft.FSharp.", "Microsoft.VisualBasic.", "CommandLine.", "Spectre.Console.", "Cocona.",
        "ConsoleAppFramework.", "DbUp.", "FluentMigrator.", "EvolveDb.", "BenchmarkDotNet.", "Dapper.", "Npgsql.", "MySql", "Newtonsoft.", "YamlDotNet.", "CsvHelper.", "AutoMapper.", "CliWrap.", "LibGit2Sharp.", "NuGet.", "Serilog.",
        "Microsoft.Rest.", "Microsoft.Identity.Client.", "Microsoft.OData.", "Refit.", "RestSharp.",
    ];

    /// <summary>Whether the program comes to its end.</summary>
    /// <param name="code">The code.</param>
    /// <param name="hasArguments">Whether the container gives it arguments: one that only tells how it is used without any, and ends, does its work with them.</param>
    public static ProgramEnd Of(CodeFacts code, bool hasArguments)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code.EndsWithoutArguments && !hasArguments ? ProgramEnd.Ends : Of(code);
    }

    /// <summary>Whether the program comes to its end, whatever its arguments are.</summary>
    public static ProgramEnd Of(CodeFacts code)
    {
        ArgumentNullException.ThrowIfNull(code);
        CodeCall[] calls = [.. code.Calls.Where(static c => c.InProduction)];
        bool hostsCommands = code.CallsTo(s_commandLinesOfHosts.AsSpan()).Any(static c => c.InProduction);
        bool runsCommands = RunsCommands(code);

        // Of a library for command lines it is enough that all was read, if not followed to its end.
        // And of one too large to be followed (generated clients of ten thousand operations), that nothing in it is named that could wait.
        if (calls.Length == 0 || !(code.IsComplete || (code.IsReadWhole && (runsCommands || !NamesWaiting(code)))))
        {
            return ProgramEnd.Unknown;
        }

        if (EndsAtAPrompt(code))
        {
            return ProgramEnd.Ends;
        }

        bool isToldToStop = IsToldToStop(code);
        bool runsHost = !isToldToStop && code.CallsTo(s_hostRuns.AsSpan()).Any(static c => c.InProduction);
        if ((CodeHosts.Find(code).Length > 0 && !(StopsItsHost(code) && !runsHost && !Waits(code, calls, runsCommands))) || code.Loops.Any(static l => l.IsEndless)
            || code.CallsTo(s_sleeps.AsSpan()).Any(static c => c.InProduction && IsForever(c)) || (runsHost && !hostsCommands && !StopsItself(code)))
        {
            return ProgramEnd.RunsOn;
        }

        bool waits = Waits(code, calls, runsCommands);
        return !runsCommands && ConsoleInput.Reads(code).Any(c => !ConsoleInput.IsQuestion(c)) && (waits || !calls.All(static c => s_plain.Any(p => c.Type.StartsWith(p, StringComparison.Ordinal)))) ? ProgramEnd.RunsOn
            : waits ? ProgramEnd.Unknown
            : ProgramEnd.Ends;
    }

    /// <summary>Whether a library runs the command that the arguments name.</summary>
    internal static bool RunsCommands(CodeFacts code) =>
        code.CallsTo(s_commandLinesOfHosts.AsSpan()).Any(static c => c.InProduction) || code.CallsTo(s_commandLines.AsSpan()).Any(static c => c.InProduction);

    // await host.StartAsync(); … lifetime.StopApplication(); await host.WaitForShutdownAsync(): in one method, of a host that has no services of its own.
    private static bool IsToldToStop(CodeFacts code)
    {
        CodeCall[] runs = [.. code.CallsTo(s_hostRuns.AsSpan()).Where(static c => c.InProduction)];
        return runs.Length > 0 && !code.CallsTo(s_hostedService).Any(static c => c.InProduction) && !code.Calls.Any(IsHostedElsewhere)
            && runs.All(run => run.Method.StartsWith("WaitForShutdown", StringComparison.Ordinal)
                && code.CallsTo(s_stop).Any(stop => stop.InProduction && stop.In.Key == run.In.Key && stop.Order < run.Order && Equals(stop.SettingsIn("Production"), run.SettingsIn("Production"))));
    }

    // A menu that cannot be drawn is an exception, in whatever loop it stands; a loop beside it goes on.
    private static bool EndsAtAPrompt(CodeFacts code)
    {
        CodeCall[] prompts = [.. ConsoleInput.Prompts(code)];
        return prompts.Length > 0 && CodeHosts.Find(code).Length == 0
            && !code.CallsTo(s_hostRuns.AsSpan()).Any(static c => c.InProduction) && !code.CallsTo(s_sleeps.AsSpan()).Any(static c => c.InProduction && IsForever(c))
            && code.Loops.All(l => Array.Exists(prompts, p => p.In.Key == l.In.Key)) && !WaitsBesideTheConsole(code);
    }

    // Threads, sockets and timers go on beside the question; what a library serves is not asked for by it.
    private static bool WaitsBesideTheConsole(CodeFacts code) =>
        code.Calls.Any(static c => c.InProduction && CanServe(c)) || code.CallsTo(s_waits.AsSpan()).Any(c => c.InProduction && !IsDone(code, c) && !s_waitsOfCommands.Any(w => w.Matches(c)));

    private static bool Waits(CodeFacts code, CodeCall[] calls, bool runsCommands) =>
        code.Loops.Length > 0 || calls.Any(static c => CanServe(c) && !s_hostStarts.Any(s => s.Matches(c))) || code.CallsTo(s_waits.AsSpan()).Any(c => c.InProduction && !IsDone(code, c) && !(runsCommands && s_waitsOfCommands.Any(w => w.Matches(c))));

    // await app.StartAsync(); … await app.StopAsync(): in one method, with nothing between them that waits, and without a key that nobody presses.
    private static bool StopsItsHost(CodeFacts code)
    {
        CodeCall[] stops = [.. code.CallsTo(s_hostStops.AsSpan()).Where(static c => c.InProduction)];
        return stops.Length > 0
            && code.CallsTo(s_hostStarts.AsSpan()).Any(start => start.InProduction && stops.Any(stop => stop.In.Key == start.In.Key && stop.Order > start.Order && Equals(stop.SettingsIn("Production"), start.SettingsIn("Production"))))
            && !code.CallsTo(s_webRuns.AsSpan()).Any(static c => c.InProduction) && ConsoleInput.Reads(code).All(c => ConsoleInput.IsQuestion(c));
    }

    // The class library waits on locks and disposes of timers everywhere; what a program names by itself counts.
    private static bool NamesWaiting(CodeFacts code)
    {
        HashSet<string> own = [.. code.Types.Select(static t => t.Name)];
        return code.NamedMethods.Any(m => s_hostRuns.Any(a => a.Matches(m.Type, m.Method)) || s_webRuns.Any(a => a.Matches(m.Type, m.Method)) || s_waits.Any(a => a.Matches(m.Type, m.Method))
            || m.Type.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
            || (!own.Contains(m.Type) && !s_returning.Any(p => m.Type.StartsWith(p, StringComparison.Ordinal)) && s_serving.Any(p => m.Method.StartsWith(p, StringComparison.OrdinalIgnoreCase))));
    }

    // Every service that the host starts ends it when its work is done.
    private static bool StopsItself(CodeFacts code)
    {
        CodeCall[] hosted = [.. code.CallsTo(s_hostedService).Where(static c => c.InProduction)];
        return hosted.Length > 0 && !code.Calls.Any(IsHostedElsewhere) && hosted.All(h => h.TypeArguments is [var service] && code.Types.Any(t => t.Name == service) && code.CallsTo(s_stop).Any(c => c.InProduction && c.In.Type == service));
    }

    private static bool IsHostedElsewhere(CodeCall call) => call.InProduction
        && (s_hostedByLibraries.Any(n => call.Method.StartsWith(n, StringComparison.Ordinal))
            || (call.Method != "AddHostedService" && (call.Method.EndsWith("HostedService", StringComparison.Ordinal) || call.TypeArguments.Contains("Microsoft.Extensions.Hosting.IHostedService"))));

    // A task that its own method completes is a value, and nobody waits for it.
    private static bool IsDone(CodeFacts code, CodeCall call) =>
        call.Type.StartsWith("System.Threading.Tasks.TaskCompletionSource", StringComparison.Ordinal)
        && code.Calls.Any(c => c.In.Key == call.In.Key && c.Type == call.Type && c.Method is "SetResult" or "TrySetResult" or "SetException" or "TrySetException" or "SetCanceled" or "TrySetCanceled");

    private static bool IsForever(CodeCall sleep) => sleep.Argument(0) switch
    {
        ConstantValue { Value: TimeSpan time } => time == Timeout.InfiniteTimeSpan || time == TimeSpan.MaxValue,
        { Number: { } milliseconds } => milliseconds is -1 or int.MaxValue,
        _ => false,
    };

    private static bool CanServe(CodeCall call) =>
        !s_returning.Any(p => call.Type.StartsWith(p, StringComparison.Ordinal))
        && (call.IsNative || s_serving.Any(p => call.Method.StartsWith(p, StringComparison.OrdinalIgnoreCase)));
}
