using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images.StartScripts;

namespace OpenShift.NET.Sdk.Guidelines.G03_SingleProcess.OSC0302_OneServiceInAContainer;

/// <summary>A start script starts one service.</summary>
[Rule(
    "OSC0302",
    "A start script starts one long-running process",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Keep one service in the container and give every other one a container or pod of its own.")]
public sealed class OneServiceInAContainer : Rule
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

        (StartedCommand Command, int Index)[] services = [.. StartScripts.LongRunning(script)];
        foreach ((StartedCommand command, int index) in services)
        {
            // A server that makes itself a daemon needs no '&'.
            bool stays = command.Background || command is { Exec: false, Role: CommandRole.Server, Daemonizes: true };
            StartedCommand? other = !stays ? null : services
                .Where(s => s.Index != index && s.Command.Shown != command.Shown && !s.Command.Excludes(command) && (s.Index > index || s.Command.Background))
                .Select(static s => s.Command)
                .FirstOrDefault();
            if (other is not null && !(other.Background && services.Any(s => s.Index < index && s.Command == other)))
            {
                yield return Finding.Violation(StartScripts.Where(publication, command), $"starts '{command.Shown}' beside '{other.Shown}' (line {other.Position.Line}), so two services share one container");
            }
            else if (Blocked(script, command, index) is { } blocked)
            {
                yield return Finding.Violation(StartScripts.Where(publication, command), $"starts '{command.Shown}' and waits until it ends before '{blocked.Shown}' (line {blocked.Position.Line}), which so is not started") with
                {
                    Fix = "Give it a container or pod of its own; one container holds one service.",
                };
            }
        }
    }

    // A server that stays in the foreground keeps what stands behind it from being started. An interpreter may run what ends.
    private static StartedCommand? Blocked(StartScript script, StartedCommand command, int index) =>
        command is { Role: CommandRole.Server, Background: false, Piped: false, Child: false, Exec: false, Daemonizes: false, IsFollowedScript: false }
            && ServerPrograms.IsNamedServer(command.Words)
            ? script.Commands.Skip(index + 1).FirstOrDefault(c => c is { Role: CommandRole.Application, Child: false } && !c.Excludes(command))
            : null;
}
