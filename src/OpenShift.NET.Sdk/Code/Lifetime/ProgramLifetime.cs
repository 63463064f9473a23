using OpenShift.NET.Sdk.Code.Listening;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Lifetime;

/// <summary>
/// Tells programs that do their work and end from services. That a program ends is said only where all its code could be read and nothing in it waits for what comes from outside:
/// no host that runs, no endless loop, no input, signal, timer or socket, and no library that could serve or subscribe.
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

    private static readonly KnownApi s_stop = Hosting + "IHostApplicationLifetime::StopApplication";
    private static readonly KnownApi s_hostedService = "Microsoft.Extensions.DependencyInjection.ServiceCollectionHostedServiceExtensions::AddHostedService";

    // What libraries host beside the application's own services.
    private static readonly string[] s_hostedByLibraries =
    [
        "AddQuartz", "AddMassTransit", "AddHangfireServer", "AddRebus", "AddKafka", "AddOrleans", "UseOrleans", "UseNServiceBus", "UseWolverine", "AddCap", "AddScheduler", "AddSlimMessageBus", "AddSilverback",
        "AddKubernetesOperator", "AddWorkflow", "AddDapr", "ConfigureWebJobs", "ConfigureFunctions",
    ];

    private static readonly KnownApi[] s_input =
    [
        "System.Console::Read*",
        "System.Console::OpenStandardInput",
        "System.Console::get_In",
    ];

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
    ];

    /// <summary>Whether the program comes to its end.</summary>
    public static ProgramEnd Of(CodeFacts code)
    {
        ArgumentNullException.ThrowIfNull(code);
        CodeCall[] calls = [.. code.Calls.Where(static c => c.InProduction)];
        if (!code.IsComplete || calls.Length == 0)
        {
            return ProgramEnd.Unknown;
        }

        bool runsHost = code.CallsTo(s_hostRuns.AsSpan()).Any(static c => c.InProduction);
        if (CodeHosts.Find(code).Length > 0 || code.CallsTo(s_input.AsSpan()).Any(static c => c.InProduction) || code.Loops.Any(static l => l.IsEndless)
            || code.CallsTo(s_sleeps.AsSpan()).Any(static c => c.InProduction && IsForever(c)) || (runsHost && !StopsItself(code)))
        {
            return ProgramEnd.RunsOn;
        }

        return code.Loops.Length > 0 || code.CallsTo(s_waits.AsSpan()).Any(static c => c.InProduction) || calls.Any(static c => CanServe(c)) ? ProgramEnd.Unknown : ProgramEnd.Ends;
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
