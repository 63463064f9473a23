using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.ShellScripts;

namespace OpenShift.NET.Sdk.Images.StartScripts;

/// <content>Simple commands: builtins, functions, programs.</content>
internal sealed partial class StartScriptReader
{
    private ShellFlow Run(ShellSimpleCommand command)
    {
        ImmutableDictionary<string, string?> prefix = ImmutableDictionary<string, string?>.Empty;
        foreach (ShellAssignment assignment in command.Assignments)
        {
            _ = Words(assignment.Values);
            prefix = prefix.SetItem(assignment.Name, assignment.IsArray || assignment.Appends || assignment.Values.IsEmpty ? null : _variables.TextOf(assignment.Values[0]));
        }

        _ = Words(command.Words);
        if (command.Words.IsEmpty)
        {
            foreach (ShellAssignment assignment in command.Assignments)
            {
                Assign(assignment);
            }

            return ShellFlow.Continues;
        }

        ImmutableArray<string> words = [.. command.Words.SelectMany(_variables.Expand)];
        if (words.IsEmpty)
        {
            return ShellFlow.Continues;
        }

        // They are set for this one command.
        ImmutableDictionary<string, string?> before = _prefix;
        _prefix = prefix;
        ShellFlow flow = Run(command.Position, words, exec: false);
        _prefix = before;
        return flow;
    }

    private ShellFlow Run(ShellPosition position, ImmutableArray<string> words, bool exec)
    {
        ImmutableArray<string> arguments = words[1..];
        if (!exec && _functions.TryGetValue(words[0], out ShellCommand? function))
        {
            return Call(function, arguments);
        }

        switch (words[0])
        {
            case "exec" when !exec:
                int options = 0;
                while (options < arguments.Length && arguments[options] is "-c" or "-l" or "-cl" or "-lc" or "--" or "-a")
                {
                    options += arguments[options] == "-a" ? 2 : 1;
                }

                return options >= arguments.Length ? ShellFlow.Continues : Run(position, arguments[options..], exec: true);
            case "command" or "builtin" when arguments.Length > 0 && !exec:
                return arguments[0] is "-v" or "-V" ? ShellFlow.Continues : Run(position, arguments[0] == "-p" && arguments.Length > 1 ? arguments[1..] : arguments, exec);
            case "eval" when !exec:
                return Evaluate(position, arguments);
            case "." or "source" when !exec && arguments.Length > 0:
                return Source(arguments);
            case "exit" when !exec:
                return arguments is [var status] && int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out int code) && code != 0 ? ShellFlow.Fails : ShellFlow.Ends;
            case "return" when !exec:
                return ShellFlow.Returns;
            case "trap" when !exec:
                _catches |= arguments is [not ("" or "-" or "-p" or "-l"), .. var signals] && signals.Any(static s => s.ToUpperInvariant() is "TERM" or "SIGTERM" or "15");
                return ShellFlow.Continues;
            case "wait" when !exec:
                _waits = true;
                return ShellFlow.Continues;
            case "set" when !exec:
                SetArguments(arguments);
                return ShellFlow.Continues;
            case "shift" when !exec:
                _variables = _variables.Shift(arguments.IsEmpty ? 1 : int.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : null);
                return ShellFlow.Continues;
            case "cd" when !exec:
                Go(arguments);
                return ShellFlow.Continues;
            case "pushd" or "popd" when !exec:
                _placeIsKnown = false;
                return ShellFlow.Continues;
            case "export" or "readonly" or "local" or "declare" or "typeset" or "unset" or "read" when !exec:
                foreach (string argument in arguments)
                {
                    Declare(words[0], argument);
                }

                return ShellFlow.Continues;
            case var name when !exec && IsBuiltin(name):
                return ShellFlow.Continues;
            default:
                return Start(position, words, exec);
        }
    }

    private static bool IsBuiltin(string name) => name is
        ":" or "[" or "[[" or "alias" or "bg" or "bind" or "break" or "caller" or "compgen" or "complete" or "continue" or "dirs" or "disown" or "echo" or "enable"
        or "false" or "fc" or "fg" or "getopts" or "hash" or "help" or "history" or "jobs" or "kill" or "let" or "logout" or "mapfile" or "printf"
        or "pwd" or "readarray" or "shopt" or "suspend" or "test" or "times" or "true" or "type" or "ulimit" or "umask" or "unalias";

    // "set -euo pipefail" changes none, "set -- A B" and "set A B" do.
    private void SetArguments(ImmutableArray<string> words)
    {
        int i = 0;
        while (i < words.Length && words[i] != "--" && (words[i].StartsWith('-') || words[i].StartsWith('+')))
        {
            i += words[i].EndsWith('o') ? 2 : 1;
        }

        if (i < words.Length)
        {
            _variables = _variables.WithArguments(words[(words[i] == "--" ? i + 1 : i)..]);
        }
    }

    // To a folder that is not in the image only some runs get, if any.
    private void Go(ImmutableArray<string> words)
    {
        if (words is not [var folder] || folder.Contains('$', StringComparison.Ordinal) || folder == "-")
        {
            _placeIsKnown = false;
            return;
        }

        string path = ImagePath.Combine(_place.WorkingDirectory, folder);
        _place = _place with { WorkingDirectory = path };
        _placeIsKnown = (_placeIsKnown || folder.StartsWith('/'))
            && (path == ImagePath.Root || (_tree.TryResolve(path, out FileVersion? found) ? found.File.Kind == FileKind.Directory : _tree.Descendants(path).Any()));
    }

    private void Assign(ShellAssignment assignment)
    {
        string? value = assignment.IsArray || assignment.Values.IsEmpty ? null : _variables.TextOf(assignment.Values[0]);
        if (assignment.Appends)
        {
            value = value is not null && _variables.Values.GetValueOrDefault(assignment.Name) is { } before ? before + value : null;
        }

        Set(assignment.Name, value);
    }

    private void Declare(string builtin, string argument)
    {
        int equals = argument.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0)
        {
            Set(argument[..equals], argument.Contains('$', StringComparison.Ordinal) ? null : argument[(equals + 1)..]);
        }
        else if (builtin is "unset" or "read" && !argument.StartsWith('-'))
        {
            Set(argument, null);
        }
    }

    private void Set(string name, string? value)
    {
        _variables = _variables.With(name, value);
        if (name == "PATH" && value is not null)
        {
            _place = _place with { SearchPath = value };
        }
    }

    private ShellFlow Call(ShellCommand function, ImmutableArray<string> arguments)
    {
        if (_depth > MaximumDepth)
        {
            return ShellFlow.Continues;
        }

        (ShellVariables before, bool returned) = (_variables, _mayHaveReturned);
        _variables = _variables.WithArguments(arguments);
        ShellFlow flow = Walk(function);
        _mayHaveReturned = returned;
        _variables = _variables with { Arguments = before.Arguments, ArgumentsAreKnown = before.ArgumentsAreKnown };
        return flow == ShellFlow.Returns ? ShellFlow.Continues : flow;
    }

    private ShellFlow Evaluate(ShellPosition position, ImmutableArray<string> arguments)
    {
        string text = string.Join(' ', arguments);
        if (text.Length == 0)
        {
            return ShellFlow.Continues;
        }

        if (!text.Contains('$', StringComparison.Ordinal))
        {
            ShellScript script = ShellParser.Parse(text, position);
            return script.Problem is { } problem ? throw new ShellSyntaxException(problem) : Walk(script.Body);
        }

        // "eval exec $COMMAND" starts something unknown, but with exec.
        bool exec = text.StartsWith("exec ", StringComparison.Ordinal);
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Start(position, [.. exec ? words[1..] : words], exec);
    }

    private ShellFlow Source(ImmutableArray<string> arguments)
    {
        string name = arguments[0];
        if (name.Contains('$', StringComparison.Ordinal))
        {
            NotFollowed(name);
            return ShellFlow.Continues;
        }

        // Without a slash the file is searched on PATH, and then bash looks in the working folder.
        string path = name.Contains('/', StringComparison.Ordinal) ? ImagePath.Combine(_place.WorkingDirectory, name)
            : _place.Locate(name, _tree) ?? ImagePath.Combine(_place.WorkingDirectory, name);
        if (!_tree.TryResolve(path, out FileVersion? file))
        {
            // Such as /etc/sysconfig/NAME, which is mounted when it is wanted.
            return ShellFlow.Continues;
        }

        if (file.File.Text is not { } text)
        {
            NotFollowed(file.Path);
            return ShellFlow.Continues;
        }

        // Without arguments of its own the file has, and can set, those of the script.
        (ShellVariables before, bool returned) = (_variables, _mayHaveReturned);
        if (arguments.Length > 1)
        {
            _variables = _variables.WithArguments(arguments[1..]);
        }

        ShellFlow flow = InFile(file.Path, () => Include(text));
        _mayHaveReturned = returned;
        if (arguments.Length > 1)
        {
            _variables = _variables with { Arguments = before.Arguments, ArgumentsAreKnown = before.ArgumentsAreKnown };
        }

        return flow == ShellFlow.Returns ? ShellFlow.Continues : flow;
    }

    // What a child sources does not decide what the script itself does.
    private void NotFollowed(string what)
    {
        if (!_child && !_notFollowed.Contains(what))
        {
            _notFollowed.Add(what);
        }
    }

    private ShellFlow InFile(string path, Func<ShellFlow> walk)
    {
        if (_openFiles.Contains(path) || ++_files > MaximumFiles || _depth > MaximumDepth)
        {
            NotFollowed(path);
            return ShellFlow.Continues;
        }

        string? file = _file;
        _openFiles.Add(path);
        _file = path;
        ShellFlow flow = walk();
        _file = file;
        _openFiles.RemoveAt(_openFiles.Count - 1);
        return flow;
    }

    private ShellFlow Start(ShellPosition position, ImmutableArray<string> words, bool exec)
    {
        StartPlace place = _place;
        words = WrapperPrograms.Skip(words, ref place);
        FileVersion? program = null;
        string? path = words[0].Contains('$', StringComparison.Ordinal) ? null : place.Locate(words[0], _tree);
        if (path is not null)
        {
            _tree.TryResolve(path, out program);
        }

        var command = new StartedCommand
        {
            Position = position,
            File = _file,
            Words = words,
            Program = program,
            WorkingDirectory = _placeIsKnown ? place.WorkingDirectory : null,
            Variables = _variables.Values.SetItems(_prefix).SetItems(place.Variables.Select(static v => KeyValuePair.Create(v.Key, v.Value.Contains('$', StringComparison.Ordinal) ? null : v.Value))!),
            Daemonizes = DaemonPrograms.IsOne(words, _tree),
            Role = RoleOf(words, program),
            Exec = exec,
            Background = _background,
            Piped = _piped,
            Child = _child,
            Branches = _branches,
            IsCertain = _branches.IsEmpty && !_mayHaveEnded && !_mayHaveReturned,
        };
        int index = _commands.Count;
        _commands.Add(command);
        Func<ShellFlow>? inner = Inner(words, program, place);
        if (inner is not null)
        {
            Follow(index, command, inner);
        }

        return exec ? ShellFlow.Ends : ShellFlow.Continues;
    }

    /// <summary>How to walk a command that is itself a shell with a script; <see langword="null"/> when it is none whose text is known.</summary>
    private Func<ShellFlow>? Inner(ImmutableArray<string> words, FileVersion? program, StartPlace place)
    {
        if (ShellCommandLine.TryRead(words) is { } shell)
        {
            if (shell.Text is { } text)
            {
                return text.Contains('$', StringComparison.Ordinal) ? null : () => Include(text);
            }

            return _tree.TryResolve(ImagePath.Combine(place.WorkingDirectory, shell.File!), out FileVersion? script) && script.File.Text is { } content
                ? Script(script.Path, content, shell.FileArguments)
                : null;
        }

        return program?.File.Text is { } own && ShebangLine.TryRead(own) is { } line && IsShellName(line.EnvironmentProgram ?? line.Interpreter)
            ? Script(program.Path, own, words[1..])
            : null;
    }

    private Func<ShellFlow> Script(string path, string text, ImmutableArray<string> arguments) => () =>
    {
        _variables = _variables.WithArguments(arguments);
        return InFile(path, () => Include(text));
    };

    private void Follow(int index, StartedCommand command, Func<ShellFlow> inner)
    {
        Dictionary<string, ShellCommand> functions = _functions;
        (bool child, bool background, bool piped, bool catches, bool waits) = (_child, _background, _piped, _catches, _waits);
        (Knowledge before, bool ended, bool returned) = (Now, _mayHaveEnded, _mayHaveReturned);
        _functions = new(StringComparer.Ordinal);
        _child |= !command.Exec;
        if (command.Exec)
        {
            (_catches, _waits) = (false, false);
        }

        (string? file, int open, int depth, ImmutableArray<(int, int)> branches) = (_file, _openFiles.Count, _depth, _branches);
        try
        {
            _ = inner();
        }
        catch (ShellSyntaxException) when (!command.Exec && _steps <= MaximumSteps)
        {
            // A child that is not understood leaves what its parent does as it is.
            _openFiles.RemoveRange(open, _openFiles.Count - open);
            (_file, _depth, _branches, _background, _piped) = (file, depth, branches, background, piped);
        }

        _functions = functions;
        (_child, Now, _mayHaveEnded, _mayHaveReturned) = (child, before, ended, returned);
        if (!command.ReplacesShell)
        {
            (_catches, _waits) = (catches, waits);
        }

        // A script that is waited for is what the commands in it are.
        CommandRole role = CommandRole.Other;
        for (int i = index + 1; i < _commands.Count; i++)
        {
            role = _commands[i].Role > role ? _commands[i].Role : role;
        }

        _commands[index] = command with { IsFollowedScript = true, Role = role };
    }

    private CommandRole RoleOf(ImmutableArray<string> words, FileVersion? program)
    {
        string name = ImagePath.Name(words[0]);
        bool application = words[0] is "$@"
            || (name == "dotnet" && words.Length > 1 && StartsAssembly(words))
            || name == _defaultProgram
            || (program is { Origin: Origin.App } && program.File.Marks.HasFlag(ContentMarks.Elf) && !program.File.Marks.HasFlag(ContentMarks.SharedLibrary));
        return application ? CommandRole.Application : ServerPrograms.IsServer(words) ? CommandRole.Server : CommandRole.Other;
    }

    // Not "dotnet --info", "dotnet dev-certs https", "dotnet tool run".
    private static bool StartsAssembly(ImmutableArray<string> words) =>
        words[1] is "exec" or "run" or "watch"
        || words.Skip(1).TakeWhile(static w => w.StartsWith('-') || w.Contains('$', StringComparison.Ordinal) || w.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || w.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            .Any(static w => w.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || (w.Contains('$', StringComparison.Ordinal) && !w.StartsWith('-')));
}
