using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.StartScripts;

/// <summary>A program that a container starts: what its configuration names, what the script that it names starts, or what a supervisor among them starts.</summary>
internal sealed record StartedProcess
{
    /// <summary>The command, programs that only start another one left out; the program first.</summary>
    public required ImmutableArray<string> Words { get; init; }

    /// <summary>The program in the image; <see langword="null"/> when it is not there or not known.</summary>
    public FileVersion? Program { get; init; }

    /// <summary>The folder it is started in; <see langword="null"/> when that is known only in the run.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The variables it is started with; <see langword="null"/> as a value for one that depends on the run.</summary>
    public ImmutableDictionary<string, string?> Variables { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>The command of the script; <see langword="null"/> when no script starts it.</summary>
    public StartedCommand? Command { get; init; }

    /// <summary>What a supervisor's settings say of it; <see langword="null"/> when none starts it.</summary>
    public SupervisedProgram? Supervised { get; init; }

    /// <summary>Whether every run starts it.</summary>
    public bool IsCertain { get; init; } = true;

    /// <summary>Whether the container does not run without it: no script starts it, or it takes the place of the script's shell, or the script starts nothing after it.</summary>
    public bool IsMain { get; init; } = true;

    /// <summary>The value of a variable and whether it is known.</summary>
    public (bool Known, string? Value) Variable(string name) =>
        !Variables.TryGetValue(name, out string? value) ? (true, null) : (value is not null, value);
}
