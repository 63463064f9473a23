using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Images.EntryPoints;

/// <summary>Finds what a container of an image really starts.</summary>
public static class EntryPointResolver
{
    /// <summary>The <c>PATH</c> container runtimes give a process whose image sets none.</summary>
    public const string DefaultSearchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    // What a hostile command line can nest before it is given up as it stands.
    private const int MaximumWrappers = 32;

    /// <summary>Resolves Entrypoint and Cmd inside the image: <c>PATH</c> search, symbolic links, init shims (tini, dumb-init, catatonit, env, gosu, su-exec, setpriv), shell form.</summary>
    public static EntryPoint Resolve(ExecutionConfig config, FileTree tree)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(tree);
        ImmutableArray<string> arguments = [.. config.Entrypoint ?? [], .. config.Cmd ?? []];
        var place = new StartPlace(
            ImagePath.Normalize(config.WorkingDir ?? ImagePath.Root),
            config.EnvironmentVariable("PATH") ?? DefaultSearchPath);
        return Resolve(arguments, place, tree);
    }

    internal static EntryPoint Resolve(ImmutableArray<string> arguments, StartPlace place, FileTree tree)
    {
        if (arguments.Length == 0)
        {
            return Describe(new EntryPoint(EntryPointKind.None, arguments, null, null, []), place, []);
        }

        var wrappers = ImmutableArray.CreateBuilder<FileVersion>();
        ImmutableArray<string> command = arguments;
        while (true)
        {
            string? path = place.Locate(command[0], tree);
            if (path is null || !tree.TryResolve(path, out FileVersion? program))
            {
                return Describe(new EntryPoint(EntryPointKind.Missing, arguments, null, path ?? command[0], command[1..]), place, wrappers.ToImmutable());
            }

            if (program.File.Kind == FileKind.File && wrappers.Count < MaximumWrappers && InitShims.TrySkip(command, place, out ImmutableArray<string> inner, out StartPlace innerPlace))
            {
                wrappers.Add(program);
                (command, place) = (inner, innerPlace);
                continue;
            }

            EntryPoint found = ShellCommandLine.TryRead(command) is { } shell && !IsScript(program.File)
                ? OfShell(shell, arguments, command, path, program, place, tree, wrappers)
                : OfFile(arguments, command, path, program, place, tree);
            return Describe(found, place, wrappers.ToImmutable());
        }
    }

    private static EntryPoint Describe(EntryPoint entryPoint, StartPlace place, ImmutableArray<FileVersion> wrappers) =>
        entryPoint with { Wrappers = wrappers, SearchPath = place.SearchPath, WorkingDirectory = place.WorkingDirectory, Variables = place.Variables };

    private static EntryPoint OfShell(
        ShellCommandLine shell,
        ImmutableArray<string> arguments,
        ImmutableArray<string> command,
        string path,
        FileVersion program,
        StartPlace place,
        FileTree tree,
        ImmutableArray<FileVersion>.Builder wrappers)
    {
        if (shell.Text is { } text)
        {
            return new EntryPoint(EntryPointKind.Shell, arguments, program, path, command[1..], text, path)
            {
                ShellCommand = SimpleCommand.TryRead(text, out ImmutableArray<string> inner)
                    ? Resolve(inner, place, tree)
                    : null,
            };
        }

        string scriptPath = ImagePath.Combine(place.WorkingDirectory, shell.File!);
        wrappers.Add(program);
        return tree.TryResolve(scriptPath, out FileVersion? script)
            ? new EntryPoint(EntryPointKind.Script, arguments, script, scriptPath, shell.FileArguments, script.File.Text, path)
            {
                ReadByInterpreter = true,
                FirstLineHasCarriageReturn = ShebangLine.TryRead(script.File.Text) is { HasCarriageReturn: true },
            }
            : new EntryPoint(EntryPointKind.Missing, arguments, null, scriptPath, shell.FileArguments, Interpreter: path) { ReadByInterpreter = true };
    }

    private static EntryPoint OfFile(ImmutableArray<string> arguments, ImmutableArray<string> command, string path, FileVersion program, StartPlace place, FileTree tree)
    {
        EntryPointKind kind = program.File.Kind != FileKind.File ? EntryPointKind.Other
            : program.File.Marks.HasFlag(ContentMarks.Elf) ? EntryPointKind.Executable
            : IsScript(program.File) ? EntryPointKind.Script
            : EntryPointKind.Other;
        var entryPoint = new EntryPoint(kind, arguments, program, path, command[1..]);
        if (kind != EntryPointKind.Script || ShebangLine.TryRead(program.File.Text) is not { } line)
        {
            return entryPoint;
        }

        string interpreter = line.Interpreter;
        if (line.EnvironmentProgram is { } name && tree.TryResolve(interpreter, out _))
        {
            interpreter = place.Locate(name, tree) ?? name;
        }

        return entryPoint with { ShellScript = program.File.Text, Interpreter = interpreter, FirstLineHasCarriageReturn = line.HasCarriageReturn };
    }

    private static bool IsScript(LayerFile file) =>
        file.Marks.HasFlag(ContentMarks.Script) || file.Text?.StartsWith("#!", StringComparison.Ordinal) == true;
}
