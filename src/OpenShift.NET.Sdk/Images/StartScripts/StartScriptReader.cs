using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.ShellScripts;

namespace OpenShift.NET.Sdk.Images.StartScripts;

/// <summary>Follows a start script through its branches, functions and sourced files and notes what it starts. Nothing is run.</summary>
internal sealed partial class StartScriptReader
{
    private const int MaximumSteps = 20_000;
    private const int MaximumDepth = 24;
    private const int MaximumFiles = 32;

    private readonly FileTree _tree;
    private readonly string? _defaultProgram;
    private readonly ImmutableArray<StartedCommand>.Builder _commands = ImmutableArray.CreateBuilder<StartedCommand>();
    private readonly ImmutableArray<string>.Builder _notFollowed = ImmutableArray.CreateBuilder<string>();
    private readonly List<string> _openFiles = [];
    private Dictionary<string, ShellCommand> _functions = new(StringComparer.Ordinal);
    private ImmutableArray<(int Node, int Branch)> _branches = [];
    private ShellVariables _variables;
    private StartPlace _place;
    private string? _file;
    private ImmutableDictionary<string, string?> _prefix = ImmutableDictionary<string, string?>.Empty;
    private bool _placeIsKnown = true;
    private bool _background;
    private bool _piped;
    private bool _child;
    private bool _catches;
    private bool _waits;
    private int _nodes;
    private int _steps;
    private int _depth;
    private int _files;

    private StartScriptReader(FileTree tree, ExecutionConfig config, EntryPoint entryPoint)
    {
        _tree = tree;
        _place = new StartPlace(entryPoint.WorkingDirectory, entryPoint.SearchPath);
        _defaultProgram = config.Entrypoint is { Length: > 0 } && config.Cmd is { Length: > 0 } cmd && !cmd[0].StartsWith('-') ? ImagePath.Name(cmd[0]) : null;
        ImmutableDictionary<string, string?>.Builder values = ImmutableDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        foreach (string entry in config.Env ?? [])
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                values[entry[..equals]] = entry[(equals + 1)..];
            }
        }

        foreach ((string name, string value) in entryPoint.Variables)
        {
            values[name] = value;
        }

        _variables = new ShellVariables(values.ToImmutable(), entryPoint.ProgramArguments);
    }

    /// <summary>Reads what a container starts; <see langword="null"/> when that is no shell script, or one whose text is not known.</summary>
    public static StartScript? Read(EntryPoint entryPoint, ExecutionConfig config, FileTree tree)
    {
        if (entryPoint.ShellScript is not { } text || !IsShell(entryPoint))
        {
            return null;
        }

        var reader = new StartScriptReader(tree, config, entryPoint);
        if (entryPoint.Kind == EntryPointKind.Shell)
        {
            // sh -c TEXT NAME ARGUMENT…: the text is the first argument, the name is no positional parameter.
            int at = entryPoint.ProgramArguments.IndexOf(text);
            reader._variables = reader._variables with { Arguments = at >= 0 && at + 2 <= entryPoint.ProgramArguments.Length ? entryPoint.ProgramArguments[(at + 2)..] : [] };
        }
        else
        {
            reader._file = entryPoint.Program?.Path;
        }

        return reader.Read(text);
    }

    /// <summary>Whether a script is for a shell of the Bourne family.</summary>
    public static bool IsShell(EntryPoint entryPoint) => entryPoint.Kind == EntryPointKind.Shell || IsShellName(entryPoint.Interpreter);

    private static bool IsShellName(string? path) => path is not null && ImagePath.Name(path) is "sh" or "bash" or "dash" or "ash" or "ksh" or "ksh93" or "mksh" or "busybox";

    private StartScript Read(string text)
    {
        ShellProblem? problem = null;
        string? problemFile = null;
        try
        {
            Include(text);
        }
        catch (ShellSyntaxException e)
        {
            (problem, problemFile) = (e.Problem, _file);
        }

        return new StartScript
        {
            Commands = _commands.ToImmutable(),
            Problem = problem,
            ProblemFile = problemFile,
            NotFollowed = _notFollowed.ToImmutable(),
            CatchesTermination = _catches,
            Waits = _waits,
        };
    }

    private ShellFlow Include(string text)
    {
        ShellScript script = ShellParser.Parse(text);
        return script.Problem is { } problem ? throw new ShellSyntaxException(problem) : Walk(script.Body);
    }

    private ShellFlow Walk(ImmutableArray<ShellStatement> body)
    {
        foreach (ShellStatement statement in body)
        {
            ShellFlow flow = Walk(statement);
            if (flow != ShellFlow.Continues)
            {
                return flow;
            }
        }

        return ShellFlow.Continues;
    }

    private ShellFlow Walk(ShellStatement statement)
    {
        bool background = _background;
        _background |= statement.Background;
        ShellFlow flow = Walk(statement.Pipelines[0]);
        for (int i = 1; i < statement.Pipelines.Length && flow == ShellFlow.Continues; i++)
        {
            ShellVariables before = _variables;
            _ = InBranch(++_nodes, 0, () => Walk(statement.Pipelines[i]));
            _variables = before.After(_variables);
        }

        _background = background;
        return statement.Background ? ShellFlow.Continues : flow;
    }

    private ShellFlow Walk(ShellPipeline pipeline)
    {
        if (pipeline.Commands.Length == 1)
        {
            return Walk(pipeline.Commands[0]);
        }

        bool piped = _piped;
        _piped = true;
        foreach (ShellCommand command in pipeline.Commands)
        {
            ShellVariables before = _variables;
            _ = Walk(command);
            _variables = before;
        }

        _piped = piped;
        return ShellFlow.Continues;
    }

    private ShellFlow Walk(ShellCommand command)
    {
        if (++_steps > MaximumSteps || ++_depth > MaximumDepth * 8)
        {
            throw new ShellSyntaxException(new ShellProblem(command.Position, "functions or branches that call each other too often"));
        }

        foreach (ShellRedirection redirection in command.Redirections)
        {
            Substitutions(redirection.Target);
        }

        ShellFlow flow = command switch
        {
            ShellSimpleCommand simple => Run(simple),
            ShellGroup { IsSubshell: true } group => InChild(() => Walk(group.Body)),
            ShellGroup group => Walk(group.Body),
            ShellIf conditional => Walk(conditional),
            ShellCase choice => Walk(choice),
            ShellLoop loop => Walk(loop),
            ShellExpression expression => Words(expression.Words),
            ShellFunction function => Define(function),
            _ => ShellFlow.Continues,
        };
        _depth--;
        return flow;
    }

    private ShellFlow Define(ShellFunction function)
    {
        _functions[function.Name] = function.Body;
        return ShellFlow.Continues;
    }

    private ShellFlow Words(ImmutableArray<ShellWord> words)
    {
        foreach (ShellWord word in words)
        {
            Substitutions(word);
        }

        return ShellFlow.Continues;
    }

    private ShellFlow Walk(ShellIf conditional)
    {
        int node = ++_nodes;
        ShellVariables after = _variables;
        ShellFlow flow = ShellFlow.Ends;
        for (int i = 0; i < conditional.Branches.Length; i++)
        {
            _ = Walk(conditional.Branches[i].Condition);
            ShellVariables before = _variables;
            flow = Weaker(flow, InBranch(node, i, () => Walk(conditional.Branches[i].Body)));
            after = after.After(_variables);
            _variables = before;
        }

        if (conditional.Otherwise is not { } otherwise)
        {
            _variables = after;
            return ShellFlow.Continues;
        }

        flow = Weaker(flow, InBranch(node, conditional.Branches.Length, () => Walk(otherwise)));
        _variables = after.After(_variables);
        return flow;
    }

    private ShellFlow Walk(ShellCase choice)
    {
        Substitutions(choice.Subject);
        int node = ++_nodes;
        ShellVariables before = _variables;
        ShellVariables after = _variables;
        ShellFlow flow = ShellFlow.Ends;
        bool any = false;
        for (int i = 0; i < choice.Arms.Length; i++)
        {
            any |= choice.Arms[i].Patterns.Any(static p => p.Constant == "*");
            flow = Weaker(flow, InBranch(node, i, () => Walk(choice.Arms[i].Body)));
            after = after.After(_variables);
            _variables = before;
        }

        _variables = after;
        return any ? flow : ShellFlow.Continues;
    }

    private ShellFlow Walk(ShellLoop loop)
    {
        _ = Words(loop.Words);
        ShellVariables before = _variables;
        if (loop.Variable is not null)
        {
            _variables = _variables.With(loop.Variable, null);
        }

        _ = InBranch(++_nodes, 0, () =>
        {
            _ = Walk(loop.Condition);
            return Walk(loop.Body);
        });
        _variables = before.After(_variables);
        return ShellFlow.Continues;
    }

    private ShellFlow InBranch(int node, int branch, Func<ShellFlow> walk)
    {
        ImmutableArray<(int, int)> before = _branches;
        _branches = before.Add((node, branch));
        ShellFlow flow = walk();
        _branches = before;
        return flow;
    }

    private ShellFlow InChild(Func<ShellFlow> walk)
    {
        (bool child, ShellVariables variables, StartPlace place, bool known) = (_child, _variables, _place, _placeIsKnown);
        _child = true;
        _ = walk();
        (_child, _variables, _place, _placeIsKnown) = (child, variables, place, known);
        return ShellFlow.Continues;
    }

    private static ShellFlow Weaker(ShellFlow a, ShellFlow b) => a < b ? a : b;

    private void Substitutions(ShellWord word)
    {
        foreach (ShellWordPart part in word.Parts)
        {
            if (part.Argument is not null)
            {
                Substitutions(part.Argument);
            }

            if (!part.Body.IsEmpty)
            {
                _ = InChild(() => Walk(part.Body));
            }
        }
    }
}
