using System.CommandLine;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.AnyImage;
using OpenShift.NET.Sdk.Tool.Output;

namespace OpenShift.NET.Sdk.Tool.Commands;

/// <summary><c>openshift-image ask</c>.</summary>
internal static class AskCommand
{
    public static Command Create(Terminal terminal)
    {
        var manifests = new Option<string>("--manifests") { Description = "Folder with the manifests of the application that runs in this pod.", Required = true };
        var container = new Option<string?>("--container") { Description = "Which container of theirs is asked; default: the only one." };
        var timeout = new Option<int>("--timeout") { Description = "Seconds it may take until it is ready.", DefaultValueFactory = static _ => 60 };
        var command = new Command("ask", "Asks the application that runs in the same pod: its probes as the kubelet does, and its ports. Exit codes: 0 all as declared, 1 something is not, 2 could not ask.")
        {
            manifests, container, timeout,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            int seconds = parsed.GetValue(timeout);
            if (seconds is < 1 or > 3600)
            {
                throw new OpenShiftException(ToolCodes.InvalidCommandLine, $"--timeout is {seconds}", "Write a number of seconds from 1 to 3600.");
            }

            PodInquiryResult result = await new PodInquiry(TimeSpan.FromSeconds(seconds)).RunAsync(ImageOptions.FullPath(parsed.GetRequiredValue(manifests))!, parsed.GetValue(container), cancellationToken).ConfigureAwait(false);
            foreach (string answer in result.Answers)
            {
                Terminal.WriteLine($"{result.Subject}: {answer}");
            }

            foreach (CheckMessage problem in result.Problems)
            {
                terminal.Write(result.Subject, problem);
            }

            return result.Problems.IsEmpty ? ExitCodes.Clean : ExitCodes.Findings;
        });
        return command;
    }
}
