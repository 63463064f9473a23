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
    private bool _mayHaveEnded;
    private bool _mayHaveReturned;
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

    private Knowledge Now
    {
        get => new(_variables, _place, _placeIsKnown);
        set => (_variables, _place, _placeIsKnown) = (value.Variables, value.Place, value.PlaceIsKnown);
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
        if (!statement.Background)
        {
            return List(statement.Pipelines);
        }

        bool background = _background;
        _background = true;
        Apart(() => List(statement.Pipelines));
        _background = background;
        return ShellFlow.Continues;
    }

    private ShellFlow List(ImmutableArray<ShellPipeline> pipelines)
    {
        bool certain = true;
        for (int i = 0; i < pipelines.Length; i++)
        {
            ShellPipeline pipeline = pipelines[i];
            certain &= i == 0 || (pipeline.WhenBeforeFailed == false && CannotFail(pipelines[i - 1]));
            Knowledge before = Now;

            // What stands left of "||" may fail; only "exec" does not come back to it.
            bool mayFail = pipelines.Skip(i + 1).Any(static p => p.WhenBeforeFailed == true) && !IsCall(pipeline, "exec");
            ShellFlow flow = certain && !mayFail ? Walk(pipeline) : InBranch(++_nodes, 0, () => Walk(pipeline));
            if (certain)
            {
                if (flow != ShellFlow.Continues)
                {
                    return flow;
                }
            }
            else
            {
                // "|| exit" ends with the error that led there.
                Leave(flow == ShellFlow.Ends && pipeline.WhenBeforeFailed == true && IsCall(pipeline, "exit") && !HasConstantStatus(pipeline) ? ShellFlow.Fails : flow);
                Now = flow is ShellFlow.Continues or ShellFlow.Returns ? before.Merge(Now) : before;
            }
        }

        return ShellFlow.Continues;
    }

    private static bool IsCall(ShellPipeline pipeline, string name) => pipeline.Commands is [ShellSimpleCommand { Words: [{ Constant: { } first }, ..] }] && first == name;

    private static bool HasConstantStatus(ShellPipeline pipeline) => pipeline.Commands is [ShellSimpleCommand { Words: [_, { Constant: not null }, ..] }];

    // After it was walked: a folder it went to is known only when it is in the image.
    private bool CannotFail(ShellPipeline pipeline) =>
        pipeline.Commands is [ShellSimpleCommand { Redirections.IsEmpty: true } command]
        && (command.Words.IsEmpty ? command.Assignments.All(static a => a.Values.All(static v => v.Parts.All(static p => p.Kind is ShellWordPartKind.Literal or ShellWordPartKind.Parameter)))
            : command.Words[0].Constant is { } name && !_functions.ContainsKey(name)
                && (name is ":" or "true" or "echo" or "printf" or "export" or "set" or "umask" || (name == "cd" && _placeIsKnown)));

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
            Apart(() => Walk(command));
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
        Knowledge? after = null;
        ShellFlow flow = ShellFlow.Fails;
        for (int i = 0; i < conditional.Branches.Length; i++)
        {
            // A command that is asked may fail.
            _ = InBranch(++_nodes, 0, () => Walk(conditional.Branches[i].Condition));
            Knowledge before = Now;
            flow = Weaker(flow, Arm(node, i, conditional.Branches[i].Body, ref after));
            Now = before;
        }

        if (conditional.Otherwise is not { } otherwise)
        {
            Now = after?.Merge(Now) ?? Now;
            return ShellFlow.Continues;
        }

        flow = Weaker(flow, Arm(node, conditional.Branches.Length, otherwise, ref after));
        Now = after ?? Now;
        return flow;
    }

    private ShellFlow Walk(ShellCase choice)
    {
        Substitutions(choice.Subject);
        int node = ++_nodes;
        Knowledge before = Now;
        Knowledge? after = null;
        ShellFlow flow = ShellFlow.Fails;
        bool any = false;
        for (int i = 0; i < choice.Arms.Length; i++)
        {
            any |= choice.Arms[i].Patterns.Any(static p => p.Constant == "*");
            flow = Weaker(flow, Arm(node, i, choice.Arms[i].Body, ref after));
            Now = before;
        }

        Now = after is not { } arms ? before : any ? arms : arms.Merge(before);
        return any ? flow : ShellFlow.Continues;
    }

    private ShellFlow Walk(ShellLoop loop)
    {
        _ = Words(loop.Words);
        Knowledge before = Now;
        if (loop.Variable is not null)
        {
            _variables = _variables.With(loop.Variable, null);
        }

        ShellFlow flow = InBranch(++_nodes, 0, () =>
        {
            _ = Walk(loop.Condition);
            return Walk(loop.Body);
        });
        Leave(flow);
        Now = before.Merge(Now);
        return ShellFlow.Continues;
    }

    private ShellFlow Arm(int node, int branch, ImmutableArray<ShellStatement> body, ref Knowledge? after)
    {
        ShellFlow flow = InBranch(node, branch, () => Walk(body));
        Leave(flow);
        if (flow is ShellFlow.Continues or ShellFlow.Returns)
        {
            after = after?.Merge(Now) ?? Now;
        }

        return flow;
    }

    // Some runs leave here, so that not every run reaches what stands behind. One that ends with an error is no run of the container.
    private void Leave(ShellFlow flow)
    {
        _mayHaveEnded |= flow == ShellFlow.Ends;
        _mayHaveReturned |= flow == ShellFlow.Returns;
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
        bool child = _child;
        _child = true;
        Apart(walk);
        _child = child;
        return ShellFlow.Continues;
    }

    // A process of its own: what it sets, where it goes and how it ends stays in it.
    private void Apart(Func<ShellFlow> walk)
    {
        (Knowledge before, bool ended, bool returned) = (Now, _mayHaveEnded, _mayHaveReturned);
        _ = walk();
        (Now, _mayHaveEnded, _mayHaveReturned) = (before, ended, returned);
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
