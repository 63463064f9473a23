using System.CommandLine;
using OpenShift.NET.Sdk.Tool.Output;

namespace OpenShift.NET.Sdk.Tool.Commands;

/// <summary><c>openshift-image check IMAGE</c>.</summary>
internal static class CheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var options = new ImageOptions();
        var command = new Command("check", "Holds every rule that needs no project against an image. Exit codes: 0 clean, 1 findings at the threshold, 2 could not run.");
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => options.ReportOf(parsed).RunAsync(terminal, options.RequestOf(parsed), cancellationToken));
        return command;
    }
}
