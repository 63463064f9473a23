using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.EntryPoints;

/// <summary>What a container of the image starts.</summary>
/// <param name="Kind">What kind of program it is.</param>
/// <param name="Arguments">Entrypoint and Cmd joined, as configured.</param>
/// <param name="Program">The program file, links followed, init shims skipped; the script for a script, the shell for shell form; <see langword="null"/> when it is missing.</param>
/// <param name="ProgramPath">The path the program was looked for at, or its bare name when it was not found on <c>PATH</c>.</param>
/// <param name="ProgramArguments">The arguments after the program.</param>
/// <param name="ShellScript">The text of a shell-form command (<c>sh -c TEXT</c>) or of the script file.</param>
/// <param name="Interpreter">Path of a script's interpreter: what its first line or the command line names, <c>env NAME</c> looked up on <c>PATH</c>; a bare name when it is not there.</param>
public sealed record EntryPoint(
    EntryPointKind Kind,
    ImmutableArray<string> Arguments,
    FileVersion? Program,
    string? ProgramPath,
    ImmutableArray<string> ProgramArguments,
    string? ShellScript = null,
    string? Interpreter = null)
{
    /// <summary>The files started on the way to the program, the first one first: init shims, and the shell when the command line hands a script to one (<c>sh run.sh</c>). Each must be executable too.</summary>
    public ImmutableArray<FileVersion> Wrappers { get; init; } = [];

    /// <summary>The <c>PATH</c> the program itself is started with.</summary>
    public string SearchPath { get; init; } = EntryPointResolver.DefaultSearchPath;

    /// <summary>The variables that init shims set for the program (<c>env NAME=VALUE</c>), which win over those of the image.</summary>
    public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The working folder the program itself is started in.</summary>
    public string WorkingDirectory { get; init; } = ImagePath.Root;

    /// <summary>Whether the command line hands the script to an interpreter, which only reads it: it needs no execute permission and no first line.</summary>
    public bool ReadByInterpreter { get; init; }

    /// <summary>Whether the script's first line ends in a carriage return (Windows line ends): Linux takes it as part of the interpreter's name or argument and starts nothing.</summary>
    public bool FirstLineHasCarriageReturn { get; init; }

    /// <summary>For shell form whose text is one simple command (<c>exec dotnet app.dll</c>): what that command starts; otherwise <see langword="null"/>.</summary>
    public EntryPoint? ShellCommand { get; init; }
}
