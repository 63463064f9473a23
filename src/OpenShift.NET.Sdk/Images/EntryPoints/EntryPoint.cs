using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.EntryPoints;

/// <summary>What a container of the image starts.</summary>
/// <param name="Kind">What kind of program it is.</param>
/// <param name="Arguments">Entrypoint and Cmd joined, as configured.</param>
/// <param name="Program">The program file, links followed, init shims skipped; <see langword="null"/> when it is missing.</param>
/// <param name="ProgramPath">The path the program was looked for at, or its bare name when it was not found on <c>PATH</c>.</param>
/// <param name="ProgramArguments">The arguments after the program.</param>
/// <param name="ShellScript">The text of a shell-form command (<c>sh -c TEXT</c>) or of the script file.</param>
/// <param name="Interpreter">Path of a script's interpreter.</param>
public sealed record EntryPoint(
    EntryPointKind Kind,
    ImmutableArray<string> Arguments,
    FileVersion? Program,
    string? ProgramPath,
    ImmutableArray<string> ProgramArguments,
    string? ShellScript = null,
    string? Interpreter = null);
