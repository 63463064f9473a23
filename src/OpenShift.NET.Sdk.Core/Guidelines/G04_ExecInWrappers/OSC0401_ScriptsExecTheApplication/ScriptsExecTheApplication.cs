using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.StartScripts;

namespace OpenShift.NET.Sdk.Guidelines.G04_ExecInWrappers.OSC0401_ScriptsExecTheApplication;

/// <summary>The script that a container starts ends in <c>exec</c>, so that signals reach the application.</summary>
[Rule(
    "OSC0401",
    "A start script puts the application in its own place with exec",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Error,
    Fix = "Put 'exec' in front of the command that starts the application, as the script's last one.")]
public sealed class ScriptsExecTheApplication : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (publication.EntryPoint.Kind == EntryPointKind.Shell)
        {
            // A command line of its own rule.
            yield return Finding.NotApplicable(Location.OfConfig(publication, "Entrypoint", "ContainerEntrypoint"), "is a shell-form command, which OSC0402 judges");
            yield break;
        }

        foreach (Finding obstacle in StartScripts.Obstacles(publication))
        {
            yield return obstacle;
        }

        if (publication.StartScript is not { } script)
        {
            yield break;
        }

        bool any = false;
        for (int i = 0; i < script.Commands.Length; i++)
        {
            StartedCommand command = script.Commands[i];
            any |= command.ReplacesShell || command.Role == CommandRole.Application;
            if (Judge(publication, script, command, i) is { } finding)
            {
                any = true;
                yield return finding;
            }
        }

        if (!any && script.Problem is null)
        {
            yield return Finding.CouldNotTell(StartScripts.Where(publication, publication.EntryPoint.Program?.Path), "starts nothing that is known as the application");
        }
    }

    private static Finding? Judge(Publication publication, StartScript script, StartedCommand command, int index)
    {
        // Only what runs last is to take the script's place: with 'exec' before it nothing behind it would be started.
        if (command.Child || command.Piped || command.ReplacesShell || script.IsFollowedByExec(index) || script.IsFollowedByApplication(index))
        {
            return null;
        }

        if (command.Background)
        {
            return command.Role == CommandRole.Application && script.ForwardsSignals
                ? Finding.Violation(StartScripts.Where(publication, command), $"starts '{command.Shown}' in the background and hands SIGTERM on by itself, which 'exec' would do without a shell that keeps running") with { AtMost = Severity.Info }
                : null;
        }

        if (command.IsUnknown)
        {
            return script.IsLast(index)
                ? Finding.CouldNotTell(StartScripts.Where(publication, command), "starts a program that is known only in the run, without 'exec'")
                : null;
        }

        if (command.Daemonizes)
        {
            return script.IsLast(index) && !script.Waits
                ? Finding.Violation(StartScripts.Where(publication, command), $"starts '{command.Shown}', which goes into the background by itself, as its last command, so the script and with it the container end") with
                {
                    Fix = DaemonPrograms.InForeground(command.Name) is { } foreground ? $"Keep it in the foreground: exec {foreground} …" : "Start the server's own program in the foreground with 'exec'.",
                }
                : null;
        }

        return command.Role != CommandRole.Other || (script.IsLast(index) && !Preparations.IsOne(command.Name))
            ? Finding.Violation(
                StartScripts.Where(publication, command),
                $"starts '{command.Shown}' without 'exec', so the shell stays process 1 and SIGTERM does not reach the program, which is killed when the grace period ends") with
            {
                Fix = $"Write 'exec' in front of it: exec {command.Shown} …",
            }
            : null;
    }
}
