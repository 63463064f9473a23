using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.ShellScripts;

namespace OpenShift.NET.Sdk.Images.StartScripts;

/// <summary>What the shell script that a container starts does, as far as it can be known without running it.</summary>
internal sealed record StartScript
{
    /// <summary>The programs it starts, in the order of the text, sourced files and called functions in their place. What no run reaches is left out.</summary>
    public ImmutableArray<StartedCommand> Commands { get; init; } = [];

    /// <summary>Why it was not understood; <see langword="null"/> when it was.</summary>
    public ShellProblem? Problem { get; init; }

    /// <summary>The file the problem is in; <see langword="null"/> for the text of a shell-form command.</summary>
    public string? ProblemFile { get; init; }

    /// <summary>Files that are sourced but whose text is not known, and names of files that are known only in the run.</summary>
    public ImmutableArray<string> NotFollowed { get; init; } = [];

    /// <summary>Whether it catches SIGTERM with an action of its own.</summary>
    public bool CatchesTermination { get; init; }

    /// <summary>Whether it waits for processes in the background.</summary>
    public bool Waits { get; init; }

    /// <summary>Whether it hands signals on to a process in the background by itself (<c>trap 'kill -TERM $pid' TERM; … &amp; wait</c>).</summary>
    public bool ForwardsSignals => CatchesTermination && Waits;

    /// <summary>Whether a run that reaches a command can end in <c>exec</c> after it, so that the command only prepared the start.</summary>
    public bool IsFollowedByExec(int index)
    {
        for (int i = index + 1; i < Commands.Length; i++)
        {
            if (Commands[i].ReplacesShell && !Commands[i].Excludes(Commands[index]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a run that reaches a command can start the application after it, so that the command only prepared the start or is a service beside it.</summary>
    public bool IsFollowedByApplication(int index)
    {
        for (int i = index + 1; i < Commands.Length; i++)
        {
            if (Commands[i] is { Role: CommandRole.Application, Child: false, IsFollowedScript: false } && !Commands[i].Excludes(Commands[index]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether no other program is started by the script's own shell after a command.</summary>
    public bool IsLast(int index)
    {
        for (int i = index + 1; i < Commands.Length; i++)
        {
            if (!Commands[i].Child && !Commands[i].Excludes(Commands[index]))
            {
                return false;
            }
        }

        return true;
    }
}
