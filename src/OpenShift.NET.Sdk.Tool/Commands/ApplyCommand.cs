using System.CommandLine;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Publishing.Applying;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Tool.Output;

namespace OpenShift.NET.Sdk.Tool.Commands;

/// <summary><c>openshift-image apply FOLDER</c>.</summary>
internal static class ApplyCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "Folder with the manifests: one that a publish wrote, or any with YAML files." };
        var context = new Option<string?>("--context") { Description = "Context of the kubeconfig; default: the current one." };
        var ns = new Option<string?>("--namespace", "-n") { Description = "Namespace; default: that of the context." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only shows what would change." };
        var force = new Option<bool>("--force") { Description = "Takes over fields that others manage." };
        var timeout = new Option<int>("--timeout") { Description = "Seconds the rollout may take; 0 does not wait for it.", DefaultValueFactory = static _ => ApplyOptions.DefaultTimeoutSeconds };
        var command = new Command("apply", "Applies manifests to the cluster of the kubeconfig, waits for the rollout and tells why it does not come up. Exit codes: 0 as applied, 1 does not come up, 2 could not apply, 130 interrupted.")
        {
            folder, context, ns, dryRun, force, timeout,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            int seconds = parsed.GetValue(timeout);
            if (seconds is < 0 or > 86_400)
            {
                throw new OpenShiftException(ToolCodes.InvalidCommandLine, $"--timeout is {seconds}", "Write a number of seconds from 0 to 86400.");
            }

            var console = new RunTerminal();
            ApplyResult result = await new ApplyStage(new ProcessEnvironment(), console).RunAsync(
                ImageOptions.FullPath(parsed.GetRequiredValue(folder))!,
                new ApplyOptions { Context = parsed.GetValue(context), Namespace = parsed.GetValue(ns), IsDryRun = parsed.GetValue(dryRun), TakesOver = parsed.GetValue(force), Timeout = TimeSpan.FromSeconds(seconds) },
                cancellationToken).ConfigureAwait(false);
            if (result.Failure is { } failure)
            {
                console.Fail(failure.Code, failure.Message);
                return ExitCodes.Findings;
            }

            console.Tell(result.Text);
            return ExitCodes.Clean;
        });
        return command;
    }
}
