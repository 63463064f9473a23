using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.StartScripts;

namespace OpenShift.NET.Sdk.Guidelines.G10_NoSshd.OSC1003_NoSshServerIsStarted;

/// <summary>Neither the entry point nor its script starts an SSH server.</summary>
[Rule(
    "OSC1003",
    "No SSH server is started",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Remove it: 'oc rsh' and 'oc exec' open a shell in a container without a server in it.")]
public sealed class NoSshServerIsStarted : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        EntryPoint entry = publication.EntryPoint;
        if (entry.Kind == EntryPointKind.None)
        {
            yield return Finding.NotApplicable(Location.OfConfig(publication, "Entrypoint", "ContainerEntrypoint"), "is empty, and so is Cmd");
        }
        else if (publication.StartScript is not { } script)
        {
            string program = ImagePath.Name(entry.Program?.Path ?? entry.ProgramPath ?? "");
            if (IsServer(program, entry.ProgramArguments))
            {
                yield return Finding.Violation(Location.OfConfig(publication, "Entrypoint", "ContainerEntrypoint"), $"starts the SSH server {program}");
            }
            else if (entry is { Kind: EntryPointKind.Script, ShellScript: null })
            {
                yield return Finding.CouldNotTell(StartScripts.Where(publication, entry.Program?.Path), "is a script whose text is no UTF-8 or longer than 256 KiB");
            }
        }
        else
        {
            foreach (Finding obstacle in StartScripts.Obstacles(publication))
            {
                yield return obstacle;
            }

            foreach (StartedCommand command in script.Commands)
            {
                if (IsServer(command.Name, command.Words[1..]))
                {
                    yield return Finding.Violation(StartScripts.Where(publication, command), "starts an SSH server");
                }
            }
        }
    }

    private static bool IsServer(string name, ImmutableArray<string> arguments) => name switch
    {
        "sshd" => !arguments.Contains("-t") && !arguments.Contains("-T"),
        "dropbear" => true,
        "service" or "rc-service" => arguments is ["ssh" or "sshd" or "dropbear", "start" or "restart", ..],
        "systemctl" => arguments.Contains("start") && arguments.Any(static a => a is "ssh" or "sshd" or "ssh.service" or "sshd.service"),

        // /etc/init.d/ssh start
        "ssh" => arguments is ["start" or "restart"],
        _ => false,
    };
}
