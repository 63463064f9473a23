using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images.StartScripts;

namespace OpenShift.NET.Sdk.Guidelines.G12_SourceToImage.OSC1203_RunReplacesItsShell;

/// <summary>OSC1203.</summary>
[Rule(
    "OSC1203",
    "A builder's run script puts the application in its own place with exec",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Error,
    Fix = "Put 'exec' in front of the command that starts the application, as the script's last one.")]
public sealed class RunReplacesItsShell : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (SourceToImageScripts.Of(publication) is not { } scripts || scripts.Find("run") is not { } run)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "has no run script of source-to-image");
            yield break;
        }

        if (publication.EntryPoint.Program?.Path == run.Path || publication.StartScript?.Commands.Any(c => c.File == run.Path) == true)
        {
            yield return Finding.NotApplicable(scripts.Where(run), "is what the container starts, which OSC0401 judges");
            yield break;
        }

        if (scripts.Read("run") is not { } script)
        {
            yield return run.File.Text is null
                ? Finding.CouldNotTell(scripts.Where(run), "is a script whose text is no UTF-8 or longer than 256 KiB")
                : Finding.NotApplicable(scripts.Where(run), "is no shell script");
            yield break;
        }

        if (script.Problem is { } problem)
        {
            yield return Finding.CouldNotTell(scripts.Where(run), FormattableString.Invariant($"has in line {problem.Position.Line} {problem.What}, so the script was not understood from there on"));
            yield break;
        }

        for (int i = 0; i < script.Commands.Length; i++)
        {
            StartedCommand command = script.Commands[i];
            if (IsWrong(script, command, i))
            {
                Location where = StartScripts.Where(publication, command) with { Origin = run.Origin };
                yield return Finding.Violation(where, $"starts '{command.Shown}' without 'exec', so in an image that was built with this one the shell stays process 1 and SIGTERM does not reach the program, which is killed when the grace period ends") with
                {
                    Fix = $"Write 'exec' in front of it: exec {command.Shown} …",
                };
            }
        }
    }

    private static bool IsWrong(StartScript script, StartedCommand command, int index) =>
        command is { Child: false, Piped: false, Background: false, ReplacesShell: false, IsUnknown: false, Role: CommandRole.Application }
        && !script.IsFollowedByExec(index) && !script.IsFollowedByApplication(index) && !script.ForwardsSignals;
}
