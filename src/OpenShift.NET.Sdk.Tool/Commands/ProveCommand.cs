using System.CommandLine;
using OpenShift.NET.Sdk.Publishing.AnyImage;
using OpenShift.NET.Sdk.Tool.Output;

namespace OpenShift.NET.Sdk.Tool.Commands;

/// <summary><c>openshift-image prove IMAGE</c>.</summary>
internal static class ProveCommand
{
    public static Command Create(Terminal terminal)
    {
        var options = new ImageOptions();
        var run = new RunOptions();
        var command = new Command("prove", "Runs an image as OpenShift would run it, and holds every rule that needs no project against the image and what it did. Exit codes: 0 clean, 1 findings at the threshold, 2 could not run.");
        run.AddTo(command);
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => options.ReportOf(parsed).RunAsync(
            terminal,
            options.RequestOf(parsed) with { Proof = new ImageProofRequest { Manifests = run.ManifestsOf(parsed), Run = run.RunOf(parsed) } },
            cancellationToken));
        return command;
    }
}
