using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.StartScripts;

namespace OpenShift.NET.Sdk.Guidelines.Publications;

/// <summary>The start script of a publication as rules need it.</summary>
internal static class StartScripts
{
    /// <summary>What keeps a rule from judging the start script: that there is none, that its text is not known, that it was not understood.</summary>
    public static IEnumerable<Finding> Obstacles(Publication publication)
    {
        EntryPoint entry = publication.EntryPoint;
        if (publication.StartScript is { } script)
        {
            if (script.Problem is { } problem)
            {
                yield return Finding.CouldNotTell(
                    Where(publication, script.ProblemFile) with { TextLine = problem.Position.Line, TextFile = script.ProblemFile, FileLine = problem.Position.Line, FileColumn = problem.Position.Column },
                    FormattableString.Invariant($"has in line {problem.Position.Line}, column {problem.Position.Column} {problem.What}, so the script was not understood from there on"));
            }

            foreach (string file in script.NotFollowed)
            {
                yield return Finding.CouldNotTell(Where(publication, entry.Kind == EntryPointKind.Shell ? null : entry.Program?.Path), $"reads in '{file}', whose text is not known");
            }
        }
        else if (entry.Kind == EntryPointKind.Script && entry.ShellScript is null)
        {
            yield return Finding.CouldNotTell(Where(publication, entry.Program?.Path), "is a script whose text is no UTF-8 or longer than 256 KiB");
        }
        else
        {
            yield return Finding.NotApplicable(
                Location.OfConfig(publication, "Entrypoint", "ContainerEntrypoint"),
                entry.Kind == EntryPointKind.Script ? $"starts a script for {ImagePath.Name(entry.Interpreter ?? "an unknown program")}, which is no shell" : "starts no shell script");
        }
    }

    /// <summary>Where a command of the script stands.</summary>
    public static Location Where(Publication publication, StartedCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        Location where = Where(publication, command.File);
        return where with { Text = FormattableString.Invariant($"{where.Text}, line {command.Position.Line},"), Scope = where.Scope + ":" + command.Name, TextLine = command.Position.Line, TextFile = command.File, FileLine = command.Position.Line, FileColumn = command.Position.Column };
    }

    /// <summary>A file of the script, or the shell-form command.</summary>
    public static Location Where(Publication publication, string? file) =>
        file is not null && publication.Files.Find(file) is { } found
            // The application decides what is started, whoever wrote the script.
            ? Location.OfFile(publication.Files, found) with { Origin = StartedByApplication(publication) ? found.Origin : Origin.Base }
            : Location.OfConfig(publication, "Entrypoint", "ContainerEntrypoint") with { Origin = StartedByApplication(publication) ? Origin.App : Origin.Base };

    /// <summary>Where it is said that a program is started: the line of the script, the supervisor's settings, the image's configuration.</summary>
    public static Location Where(Publication publication, StartedProcess process)
    {
        ArgumentNullException.ThrowIfNull(publication);
        ArgumentNullException.ThrowIfNull(process);
        return process switch
        {
            { Command: { } command } => Where(publication, command),
            { Supervised: { } program } when publication.Files.Find(program.File) is { } file =>
                Location.OfFile(publication.Files, file) is var where ? where with { Text = $"{where.Text}, program {program.Name},", Scope = where.Scope + ":" + program.Name } : where,
            _ => Location.OfConfig(publication, "Entrypoint", "ContainerEntrypoint"),
        };
    }

    /// <summary>Commands that stand in the container's own process tree and may run for long, with their index.</summary>
    public static IEnumerable<(StartedCommand Command, int Index)> LongRunning(StartScript script)
    {
        for (int i = 0; i < script.Commands.Length; i++)
        {
            // What a followed script starts speaks for itself.
            if (script.Commands[i] is { Role: not CommandRole.Other } command && !(command.IsFollowedScript && command.Exec))
            {
                yield return (command, i);
            }
        }
    }

    private static bool StartedByApplication(Publication publication) =>
        publication.Base?.Config.Config is not { } inherited
        || !Same(inherited.Entrypoint, publication.Config.Config.Entrypoint)
        || !Same(inherited.Cmd, publication.Config.Config.Cmd);

    private static bool Same(ImmutableArray<string>? a, ImmutableArray<string>? b) => (a ?? []).SequenceEqual(b ?? []);
}
