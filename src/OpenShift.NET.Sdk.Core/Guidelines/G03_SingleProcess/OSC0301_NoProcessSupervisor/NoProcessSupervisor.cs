using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.StartScripts;

namespace OpenShift.NET.Sdk.Guidelines.G03_SingleProcess.OSC0301_NoProcessSupervisor;

/// <summary>The entry point is no supervisor that runs several services.</summary>
[Rule(
    "OSC0301",
    "The container starts its service, not a process supervisor",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Start the one service directly, and put every other one into a container or pod of its own.")]
public sealed class NoProcessSupervisor : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        EntryPoint entry = publication.EntryPoint;
        if (entry.Kind == EntryPointKind.None)
        {
            yield return Finding.NotApplicable(Location.OfConfig(publication, "Entrypoint", "ContainerEntrypoint"), "is empty, and so is Cmd");
            yield break;
        }

        if (publication.StartScript is null)
        {
            string program = entry.Program?.Path ?? entry.ProgramPath ?? "";
            if (Name(ImagePath.Name(program), entry.ProgramPath ?? "", entry.ProgramArguments, entry.Program) is { } supervisor)
            {
                yield return Finding.Violation(Location.OfConfig(publication, "Entrypoint", "ContainerEntrypoint"), $"starts {supervisor}, which runs several processes in one container{Programs(publication, supervisor, null)}");
            }

            yield break;
        }

        foreach (Finding obstacle in StartScripts.Obstacles(publication))
        {
            yield return obstacle;
        }

        foreach (StartedCommand command in publication.StartScript.Commands)
        {
            if (!command.IsFollowedScript && Name(command.Name, command.Words[0], command.Words[1..], command.Program) is { } supervisor)
            {
                yield return Finding.Violation(StartScripts.Where(publication, command), $"starts {supervisor}, which runs several processes in one container{Programs(publication, supervisor, command)}");
            }
        }

        // s6-overlay's /init is a script itself.
        if (entry.ProgramPath == "/init" && publication.Files.Find("/etc/s6-overlay") is not null)
        {
            yield return Finding.Violation(Location.OfConfig(publication, "Entrypoint", "ContainerEntrypoint"), "starts s6-overlay's /init, which runs several processes in one container" + Programs(SupervisedPrograms.Of(["/init"], ImagePath.Root, publication.Files)));
        }
    }

    // What its settings name: ": nginx, shop (/etc/supervisord.conf)".
    private static string Programs(Publication publication, string supervisor, StartedCommand? command)
    {
        StartedProcess? process = publication.Processes.FirstOrDefault(p => command is null ? p.Command is null : p.Command == command);
        return process is null ? "" : Programs(SupervisedPrograms.Of(process.Words, process.WorkingDirectory ?? ImagePath.Root, publication.Files) is { IsEmpty: false } found
            ? found
            : SupervisedPrograms.Of([supervisor == "init" ? "/init" : supervisor], process.WorkingDirectory ?? ImagePath.Root, publication.Files));
    }

    private static string Programs(ImmutableArray<SupervisedProgram> programs)
    {
        const int Most = 8;
        return programs.IsEmpty ? ""
            : $": {string.Join(", ", programs.Take(Most).Select(static p => p.Name))}{(programs.Length > Most ? FormattableString.Invariant($" and {programs.Length - Most} more") : "")}";
    }

    private static string? Name(string name, string written, ImmutableArray<string> arguments, FileVersion? program)
    {
        if (IsSupervisor(name))
        {
            return name;
        }

        // A link "init" to a program that runs one child only is none.
        string resolved = program is null ? name : ImagePath.Name(program.Path);
        if (resolved is "tini" or "tini-static" or "dumb-init" or "catatonit" or "docker-init")
        {
            return null;
        }

        if (IsSupervisor(resolved) || IsSupervisor(ImagePath.Name(written)))
        {
            return resolved;
        }

        // "python3 /usr/bin/supervisord": the interpreter's first argument is the program.
        return resolved.StartsWith("python", StringComparison.Ordinal) || resolved is "ruby" or "node" or "perl"
            ? arguments.FirstOrDefault(static a => !a.StartsWith('-')) is { } script && IsSupervisor(ImagePath.Name(script)) ? ImagePath.Name(script) : null
            : null;
    }

    private static bool IsSupervisor(string name) => name is
        "supervisord" or "s6-svscan" or "s6-overlay-suexec" or "runsvdir" or "runit" or "runit-init" or "my_init" or "systemd" or "init" or "monit" or "circusd" or "pm2" or "pm2-runtime"
        or "foreman" or "honcho" or "overmind" or "goreman" or "god" or "bluepill" or "openrc-init" or "upstart";
}
