using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images.StartScripts;

namespace OpenShift.NET.Sdk.Guidelines.G04_ExecInWrappers.OSC0403_ApplicationIsInTheForeground;

/// <summary>The application is no background process and no part of a pipeline.</summary>
[Rule(
    "OSC0403",
    "A start script runs the application neither in the background nor in a pipeline",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Start it with 'exec' in the foreground; what it writes to standard output is collected without a pipe.")]
public sealed class ApplicationIsInTheForeground : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        foreach (Finding obstacle in StartScripts.Obstacles(publication))
        {
            yield return obstacle;
        }

        if (publication.StartScript is not { } script)
        {
            yield break;
        }

        for (int i = 0; i < script.Commands.Length; i++)
        {
            StartedCommand command = script.Commands[i];
            if (command is not { Role: CommandRole.Application, Child: false } || script.IsFollowedByExec(i))
            {
                continue;
            }

            if (command.Piped)
            {
                yield return Finding.Violation(StartScripts.Where(publication, command), $"starts '{command.Shown}' in a pipeline, so it is a child of the shell, SIGTERM does not reach it, and its exit code is lost");
            }
            else if (command.Background && !script.ForwardsSignals)
            {
                yield return Finding.Violation(StartScripts.Where(publication, command), $"starts '{command.Shown}' in the background, so SIGTERM does not reach it and the container does not end when it does");
            }
        }
    }
}
