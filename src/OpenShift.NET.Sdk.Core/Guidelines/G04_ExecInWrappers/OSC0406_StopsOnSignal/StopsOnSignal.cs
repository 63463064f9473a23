using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Lifetime;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.G04_ExecInWrappers.OSC0406_StopsOnSignal;

/// <summary>OSC0406.</summary>
[Rule(
    "OSC0406",
    "The application runs until SIGTERM and then ends its work",
    Basic = Severity.None,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Run on the generic host (Host.CreateApplicationBuilder), which stops its services on SIGTERM.")]
public sealed class StopsOnSignal : CodeRule
{
    // What waits for SIGTERM.
    private static readonly KnownApi[] s_hosts =
    [
        "Microsoft.Extensions.Hosting.HostingAbstractionsHostExtensions::Run*",
        "Microsoft.Extensions.Hosting.HostingAbstractionsHostExtensions::WaitForShutdown*",
        "Microsoft.Extensions.Hosting.HostingHostBuilderExtensions::RunConsoleAsync",
        "Microsoft.AspNetCore.Builder.WebApplication::Run*",
        "Microsoft.AspNetCore.Hosting.WebHostExtensions::Run*",
        "Microsoft.AspNetCore.Hosting.WebHostExtensions::WaitForShutdown*",
        "System.Runtime.InteropServices.PosixSignalRegistration::Create",
        "System.AppDomain::add_ProcessExit",
        "System.Runtime.Loader.AssemblyLoadContext::add_Unloading",
    ];

    private static readonly KnownApi[] s_input = ["System.Console::ReadLine", "System.Console::ReadKey", "System.Console::Read"];
    private static readonly KnownApi s_stop = "Microsoft.Extensions.Hosting.IHostApplicationLifetime::StopApplication";
    private static readonly KnownApi s_inputIsAsked = "System.Console::get_IsInputRedirected";
    private static readonly KnownApi s_cancelKey = "System.Console::add_CancelKeyPress";
    private static readonly KnownApi[] s_blocks = ["System.Threading.Thread::Sleep", "System.Threading.Tasks.Task::Wait"];
    private static readonly KnownApi[] s_sleeps = ["System.Threading.Thread::Sleep", "System.Threading.Tasks.Task::Delay"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        foreach (Finding waiting in InConstructors(code, publication))
        {
            yield return waiting;
        }

        // A host that the program stops by itself when its work is done waits for nothing else.
        if (code.CallsTo(s_hosts).Any(static c => c.InProduction) && !(ProgramLifetime.Of(code) == ProgramEnd.Ends && code.CallsTo(s_stop).Any(static c => c.InProduction)))
        {
            yield break;
        }

        if (!code.CallsTo(s_inputIsAsked).Any())
        {
            // In Main it holds the program or asks; elsewhere only a question is told, and not that of a tool with commands.
            CodeCall[] reads = [.. code.CallsTo(s_input).Where(static c => c.InProduction)];
            if ((Array.Find(reads, IsMain) ?? Array.Find(reads, c => !ProgramLifetime.RunsCommands(code) && ConsoleInput.IsQuestion(c))) is { } call)
            {
                string happens = call.Method == "ReadKey" ? "ReadKey fails" : call.Method + " returns at once";
                yield return Finding.Violation(Location.OfCall(publication, call), $"reads the console, and a container has no standard input: {happens}");
            }
            else if (!ProgramLifetime.RunsCommands(code) && ConsoleInput.Prompts(code).FirstOrDefault() is { } prompt)
            {
                yield return Finding.Violation(Location.OfCall(publication, prompt), $"asks on a terminal, and a container has none: {prompt.Method} fails") with
                {
                    Fix = "Take the answers from arguments, variables or files, or run it on a person's machine.",
                };
            }
        }

        foreach (CodeCall call in code.CallsTo(s_cancelKey).Where(static c => c.InProduction).Take(1))
        {
            yield return Finding.Violation(Location.OfCall(publication, call), "stops on Ctrl+C only; OpenShift sends SIGTERM, which ends the process in the middle of its work");
        }

        foreach (CodeCall call in code.CallsTo(s_sleeps).Where(static c => c.InProduction && IsMain(c) && IsEndless(c)).Take(1))
        {
            yield return Finding.Violation(Location.OfCall(publication, call), $"keeps the program alive with an endless {call.Method}, and nothing waits for SIGTERM, which ends the process in the middle of its work");
        }
    }

    // while (true) { try { Connect(); break; } catch { Thread.Sleep(5000); } } where the container makes the object: the host has not started, and waits for it.
    private static IEnumerable<Finding> InConstructors(CodeFacts code, Publication publication)
    {
        HashSet<string> loops = [.. code.Loops.Select(static l => l.In.Key)];
        return code.CallsTo(s_blocks).Where(c => c.InProduction && c.In.Name == ".ctor" && loops.Contains(c.In.Key)).DistinctBy(static c => c.In.Key)
            .Select(c => Finding.Violation(Location.OfCall(publication, c), "waits in a constructor until something is there: as long as it is not, no port opens and SIGTERM is not obeyed, and the pod is killed in the end") with
            {
                Fix = "Connect in ExecuteAsync, and wait there with await Task.Delay(delay, stoppingToken).",
            });
    }

    private static bool IsMain(CodeCall call) => call.In.Name == "Main";

    private static bool IsEndless(CodeCall call) =>
        call.Arguments.Length == 1 && (call.Argument(0).Number == -1 || call.Argument(0) is ConstantValue { Value: TimeSpan time } && time == Timeout.InfiniteTimeSpan);
}
