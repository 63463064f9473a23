using OpenShift.NET.Sdk.Guidelines.Findings;
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
            // A server that makes itself a daemon needs no '&'; only those known to do so by default are taken for one.
            bool stays = command.Background || (command is { Exec: false, Role: CommandRole.Server } && Daemons.IsOne(command));
            StartedCommand? other = !stays ? null : services
                .Where(s => s.Index != index && s.Command.Shown != command.Shown && !s.Command.Excludes(command) && (s.Index > index || s.Command.Background))
                .Select(static s => s.Command)
                .FirstOrDefault();
            if (other is not null && !(other.Background && services.Any(s => s.Index < index && s.Command == other)))
            {
                yield return Finding.Violation(StartScripts.Where(publication, command), $"starts '{command.Shown}' beside '{other.Shown}' (line {other.Position.Line}), so two services share one container");
            }
        }
    }
}
