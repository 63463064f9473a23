using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.ShellScripts;
using OpenShift.NET.Sdk.Images.StartScripts;

namespace OpenShift.NET.Sdk.Guidelines.G04_ExecInWrappers.OSC0402_EntryPointIsExecForm;

/// <summary>A command line of the form <c>sh -c TEXT</c> puts the application in the shell's place.</summary>
[Rule(
    "OSC0402",
    "The entry point starts the application without a shell in between",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Write the command in exec form (a JSON array, or ContainerEntrypoint items), or begin the text with 'exec'.",
    ImageFix = "Write the command in exec form (ENTRYPOINT [\"dotnet\", \"App.dll\"] in the Dockerfile), or begin the text with 'exec'.")]
public sealed class EntryPointIsExecForm : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        EntryPoint entry = publication.EntryPoint;
        if (entry.Kind != EntryPointKind.Shell || publication.StartScript is not { } script)
        {
            yield return Finding.NotApplicable(Location.OfConfig(publication, "Entrypoint", "ContainerEntrypoint"), "is in exec form");
            yield break;
        }

        foreach (Finding obstacle in StartScripts.Obstacles(publication))
        {
            yield return obstacle;
        }

        for (int i = 0; i < script.Commands.Length; i++)
        {
            StartedCommand command = script.Commands[i];
            bool judged = command is { Child: false, Piped: false, Background: false, ReplacesShell: false } && !script.IsFollowedByExec(i) && !script.IsFollowedByApplication(i);
            if (judged && (command.Role != CommandRole.Other || script.IsLast(i)))
            {
                string shell = ImagePath.Name(entry.Program?.Path ?? entry.ProgramPath ?? "sh");
                bool replaces = shell is "bash" or "busybox" && ShellParser.Parse(entry.ShellScript!).Body is { Length: > 0 } body
                    && body[^1] is { Background: false, Pipelines: [{ Commands: [ShellSimpleCommand] }] };
                yield return Finding.Violation(
                    StartScripts.Where(publication, (string?)null),
                    replaces
                        ? $"is in shell form and starts '{command.Shown}' without 'exec'; {shell}, the shell of this image, replaces itself by the last command, other shells do not"
                        : $"is in shell form and starts '{command.Shown}' without 'exec', so {shell} stays process 1 and SIGTERM does not reach the program") with
                {
                    AtMost = replaces ? Severity.Info : null,

                    // 'exec' at the beginning of several commands would keep all but the first from being started.
                    Fix = script.Commands.Any(c => !c.Child && c != command) ? $"Put 'exec' in front of '{command.Shown}', as the last command." : null,
                };
                yield break;
            }
        }
    }
}
