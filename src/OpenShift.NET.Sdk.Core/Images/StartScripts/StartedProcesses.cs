using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.StartScripts;

/// <summary>Follows what a container starts through start scripts and the settings of supervisors.</summary>
internal static class StartedProcesses
{
    // A supervisor that starts a script that starts a supervisor.
    private const int MaximumDepth = 3;

    /// <summary>All of them, in the order they are met. Scripts that are followed are not among them, supervisors are.</summary>
    /// <param name="entryPoint">What the container starts.</param>
    /// <param name="script">What its script does; <see langword="null"/> when it is none.</param>
    /// <param name="config">The image's configuration.</param>
    /// <param name="tree">The image's files.</param>
    public static ImmutableArray<StartedProcess> Of(EntryPoint entryPoint, StartScript? script, ExecutionConfig config, FileTree tree)
    {
        ArgumentNullException.ThrowIfNull(entryPoint);
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(tree);
        var found = ImmutableArray.CreateBuilder<StartedProcess>();
        Add(entryPoint, script, VariablesOf(config), null, true, 0);
        return found.ToImmutable();

        void Add(EntryPoint start, StartScript? of, ImmutableDictionary<string, string?> variables, SupervisedProgram? supervised, bool certain, int depth)
        {
            if (of is not null)
            {
                for (int i = 0; i < of.Commands.Length; i++)
                {
                    StartedCommand command = of.Commands[i];
                    if (!command.IsFollowedScript)
                    {
                        AddProcess(
                            new StartedProcess
                            {
                                Words = command.Words,
                                Program = command.Program,
                                WorkingDirectory = command.WorkingDirectory,
                                Variables = command.Variables,
                                Command = command,
                                IsCertain = certain && command.IsCertain,
                                IsMain = command.ReplacesShell || (command is { Child: false } && (!command.Background || of.Waits) && of.IsLast(i)),
                                Supervised = supervised,
                            },
                            depth);
                    }
                }

                return;
            }

            start = start.ShellCommand ?? start;
            if (start.ProgramPath is { } path && start.Kind is not (EntryPointKind.Shell or EntryPointKind.None))
            {
                AddProcess(
                    new StartedProcess
                    {
                        Words = [path, .. start.ProgramArguments],
                        Program = start.Program,
                        WorkingDirectory = start.WorkingDirectory,
                        Variables = variables.SetItems(start.Variables.Select(static v => KeyValuePair.Create(v.Key, (string?)v.Value))),
                        IsCertain = certain,
                        Supervised = supervised,
                    },
                    depth);
            }
        }

        void AddProcess(StartedProcess process, int depth)
        {
            found.Add(process);
            if (depth >= MaximumDepth || process.WorkingDirectory is not { } folder)
            {
                return;
            }

            foreach (SupervisedProgram program in SupervisedPrograms.Of(process.Words, folder, tree))
            {
                if (program.Command.IsEmpty)
                {
                    continue;
                }

                string searchPath = process.Variable("PATH").Value ?? EntryPointResolver.DefaultSearchPath;
                var place = new StartPlace(program.WorkingDirectory is { } own ? ImagePath.Combine(folder, own) : folder, searchPath) { Variables = program.Variables };
                EntryPoint inner = EntryPointResolver.Resolve(program.Command, place, tree);
                Add(inner, StartScriptReader.Read(inner, config, tree), process.Variables, program, process.IsCertain, depth + 1);
            }
        }
    }

    /// <summary>The same, what is most likely the application first: what takes a script's place is the application; what stands before it, a migration for example, prepares its start.</summary>
    public static IEnumerable<StartedProcess> MainFirst(ImmutableArray<StartedProcess> processes) =>
        processes.OrderByDescending(static p => p.Command is null or { ReplacesShell: true })
            .ThenByDescending(p => p.Command is null ? 0 : processes.IndexOf(p));

    private static ImmutableDictionary<string, string?> VariablesOf(ExecutionConfig config)
    {
        var variables = ImmutableDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        foreach (string entry in config.Env ?? [])
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                variables[entry[..equals]] = entry[(equals + 1)..];
            }
        }

        return variables.ToImmutable();
    }
}
