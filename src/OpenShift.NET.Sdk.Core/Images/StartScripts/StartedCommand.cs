using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.ShellScripts;

namespace OpenShift.NET.Sdk.Images.StartScripts;

/// <summary>A program that a start script starts.</summary>
internal sealed record StartedCommand
{
    /// <summary>Where the command stands.</summary>
    public required ShellPosition Position { get; init; }

    /// <summary>The file it stands in; <see langword="null"/> for the text of a shell-form command.</summary>
    public required string? File { get; init; }

    /// <summary>The command, programs that only start another one (<c>env</c>, <c>tini</c>, <c>nohup</c>) left out. What is not known before the run is written as <c>$NAME</c>.</summary>
    public required ImmutableArray<string> Words { get; init; }

    /// <summary>The program in the image; <see langword="null"/> when it is not there or not known.</summary>
    public FileVersion? Program { get; init; }

    /// <summary>The working folder it is started in; <see langword="null"/> when the script went to one that is known only in the run.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The variables it is started with; <see langword="null"/> as a value for one that depends on the run.</summary>
    public ImmutableDictionary<string, string?> Variables { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Whether it puts itself into the background, so that the script goes on although no <c>&amp;</c> stands there.</summary>
    public bool Daemonizes { get; init; }

    /// <summary>What it is to the container.</summary>
    public CommandRole Role { get; init; }

    /// <summary>Whether <c>exec</c> puts it in the place of the shell.</summary>
    public bool Exec { get; init; }

    /// <summary>Whether the shell goes on without waiting for it.</summary>
    public bool Background { get; init; }

    /// <summary>Whether it is part of a pipeline of several.</summary>
    public bool Piped { get; init; }

    /// <summary>Whether it runs in a child of the script's shell: a subshell, a substitution, another script that was not started with <c>exec</c>.</summary>
    public bool Child { get; init; }

    /// <summary>Whether it is a shell script of the image whose commands are listed too.</summary>
    public bool IsFollowedScript { get; init; }

    /// <summary>The branches it stands in, each as the compound command and which of its branches, the outermost first.</summary>
    public ImmutableArray<(int Node, int Branch)> Branches { get; init; } = [];

    /// <summary>Whether every run that does not end with an error reaches it: it stands in no branch, its failure is not provided for, and no branch before it has left.</summary>
    public bool IsCertain { get; init; }

    /// <summary>Name of the program, without its folder.</summary>
    public string Name => ImagePath.Name(Words[0]);

    /// <summary>Whether which program it is is known only in the run.</summary>
    public bool IsUnknown => Role != CommandRole.Application && Words[0].Contains('$', StringComparison.Ordinal);

    /// <summary>Whether it takes the place of the container's first process.</summary>
    public bool ReplacesShell => this is { Exec: true, Background: false, Piped: false, Child: false };

    /// <summary>The command as messages show it: the program, for <c>dotnet</c> its assembly, for <c>service</c> what it starts. Other arguments may hold secrets.</summary>
    public string Shown => Name is "service" or "systemctl" or "rc-service" && DaemonPrograms.IsServiceStart(Words) ? string.Join(' ', Words)
        : Name == "dotnet" && Words.FirstOrDefault(static w => w.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)) is { } assembly && !assembly.Contains('=', StringComparison.Ordinal)
        ? "dotnet " + ImagePath.Name(assembly)
        : Name;

    /// <summary>Whether no run reaches both commands.</summary>
    public bool Excludes(StartedCommand other)
    {
        foreach ((int node, int branch) in Branches)
        {
            foreach ((int otherNode, int otherBranch) in other.Branches)
            {
                if (node == otherNode && branch != otherBranch)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
