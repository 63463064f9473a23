using System.CommandLine;
using System.Runtime.InteropServices;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Tool.Output;

namespace OpenShift.NET.Sdk.Tool.Commands;

/// <summary>The commands there are, and how every one of them ends.</summary>
internal static class CommandLine
{
    /// <summary>All commands with their arguments and options.</summary>
    internal static RootCommand Commands(Terminal terminal) =>
        new RootCommand("Holds container images against Red Hat's guidelines for creating images.")
        {
            CheckCommand.Create(terminal),
            ProveCommand.Create(terminal),
            RunCommand.Create(),
            ApplyCommand.Create(),
            SbomCommand.Create(terminal),
            AskCommand.Create(terminal),
            FromDockerfileCommand.Create(),
            RulesCommand.Create(),
            ExplainCommand.Create(terminal),
        };

    public static async Task<int> RunAsync(string[] args)
    {
        var terminal = new Terminal();
        ParseResult parsed = Commands(terminal).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (string problem in parsed.Errors.Select(static e => string.Join(' ', e.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Distinct(StringComparer.Ordinal))
            {
                terminal.WriteFailure(ToolCodes.InvalidCommandLine, $"{problem.TrimEnd('.')}. 'openshift-image --help' lists what there is.");
            }

            return ExitCodes.CouldNotRun;
        }

        // System.CommandLine's own handling of signals sometimes ends the program before it has said why.
        using var ending = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        void End(PosixSignalContext context)
        {
            context.Cancel = true;
            ending.Cancel();
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, ending.Token).ConfigureAwait(false);
        }
        catch (OpenShiftException e)
        {
            terminal.WriteFailure(e.Code, e.Message);
            return ExitCodes.CouldNotRun;
        }
        catch (OperationCanceledException)
        {
            terminal.WriteFailure(ToolCodes.Cancelled, "Interrupted. Nothing more is read or written.");
            return ExitCodes.Interrupted;
        }
        catch (Exception e)
        {
            terminal.WriteFailure(ToolCodes.Unexpected, $"openshift-image failed: {e.GetType().Name}. This is a defect of OpenShift.NET.Sdk: report it with the command line.");
            return ExitCodes.CouldNotRun;
        }
    }
}
