using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.ShellScripts;

/// <summary>
/// Reads the part of the shell language that start scripts are written in (POSIX, Shell Command Language, and what bash adds: <c>[[ ]]</c>,
/// <c>(( ))</c>, arrays, <c>&lt;&lt;&lt;</c>, <c>&amp;&gt;</c>, process substitution, <c>function</c>). Anything else is told, never guessed at.
/// Time and memory grow with the length of the text, which is limited, as is the depth of nesting.
/// </summary>
internal sealed partial class ShellParser
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int MaximumLength = 256 * 1024;

    private const int MaximumDepth = 48;

    private readonly ShellText _text;
    private readonly Queue<(string Delimiter, bool StripsTabs)> _documents = new();
    private int _depth;

    private ShellParser(string text, ShellPosition origin, int depth)
    {
        _text = new ShellText(text, origin);
        _depth = depth;
    }

    /// <summary>Reads a script. A text with Windows line ends is read as if it had none: what they break is told by the first line already.</summary>
    public static ShellScript Parse(string text) => Parse(text, new ShellPosition(1, 1));

    /// <summary>Reads a script that stands inside another file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="origin">Where it begins there.</param>
    public static ShellScript Parse(string text, ShellPosition origin)
    {
        if (text.Length > MaximumLength)
        {
            return new ShellScript([], new ShellProblem(origin, FormattableString.Invariant($"more than {MaximumLength} characters")));
        }

        try
        {
            return new ShellScript(new ShellParser(text.Replace("\r\n", "\n", StringComparison.Ordinal), origin, 0).Script());
        }
        catch (ShellSyntaxException e)
        {
            return new ShellScript([], e.Problem);
        }
    }

    private ImmutableArray<ShellStatement> Script()
    {
        ImmutableArray<ShellStatement> body = List();
        return _text.AtEnd ? body : throw Unexpected();
    }

    /// <summary>Statements up to a reserved word or character that ends them, which is left for the caller to judge.</summary>
    private ImmutableArray<ShellStatement> List()
    {
        var statements = ImmutableArray.CreateBuilder<ShellStatement>();
        while (true)
        {
            SkipLines();
            if (_text.AtEnd || EndsList())
            {
                return statements.ToImmutable();
            }

            ImmutableArray<ShellPipeline> pipelines = AndOr();
            SkipBlanks();
            bool background = _text.Current == '&' && _text.At(1) is not ('&' or '>');
            statements.Add(new ShellStatement(pipelines, background));
            if (background || (_text.Current == ';' && _text.At(1) is not (';' or '&')))
            {
                _text.Index++;
            }
            else if (!_text.AtEnd && _text.Current is not ('\n' or '#') && !EndsList())
            {
                throw Unexpected();
            }
        }
    }

    private bool EndsList() =>
        _text.Current == ')'
        || (_text.Current == ';' && _text.At(1) is ';' or '&')
        || PeekWord() is "then" or "elif" or "else" or "fi" or "do" or "done" or "esac" or "}";

    private ImmutableArray<ShellPipeline> AndOr()
    {
        var pipelines = ImmutableArray.CreateBuilder<ShellPipeline>();
        bool? whenBeforeFailed = null;
        while (true)
        {
            pipelines.Add(Pipeline(whenBeforeFailed));
            SkipBlanks();
            if (_text.TryTake("&&"))
            {
                whenBeforeFailed = false;
            }
            else if (_text.TryTake("||"))
            {
                whenBeforeFailed = true;
            }
            else
            {
                return pipelines.ToImmutable();
            }

            SkipLines();
        }
    }

    private ShellPipeline Pipeline(bool? whenBeforeFailed)
    {
        SkipBlanks();
        while (PeekWord() == "!")
        {
            _text.Index++;
            SkipBlanks();
        }

        var commands = ImmutableArray.CreateBuilder<ShellCommand>();
        while (true)
        {
            commands.Add(Command());
            SkipBlanks();
            if (_text.Current != '|' || _text.At(1) == '|')
            {
                return new ShellPipeline(commands.ToImmutable(), whenBeforeFailed);
            }

            _text.Index += _text.At(1) == '&' ? 2 : 1;
            SkipLines();
        }
    }

    private ShellCommand Command()
    {
        Enter();
        ShellPosition position = _text.Position;
        ShellCommand command = _text.Current == '(' ? Parenthesis(position) : PeekWord() switch
        {
            "{" => Braces(position),
            "if" => If(position),
            "while" or "until" => While(position),
            "for" => For(position),
            "case" => Case(position),
            "[[" => Test(position),
            "function" => Function(position),
            "select" or "coproc" => throw Unexpected(),
            _ => Simple(position),
        };
        if (command is not (ShellSimpleCommand or ShellFunction))
        {
            command = command with { Redirections = TrailingRedirections() };
        }

        _depth--;
        return command;
    }

    private ShellCommand Parenthesis(ShellPosition position)
    {
        if (TryTakeArithmetic("(("))
        {
            return new ShellExpression(position, []);
        }

        _text.Index++;
        ImmutableArray<ShellStatement> body = List();
        Require(")", "'(' without ')'", position);
        return new ShellGroup(position, body, IsSubshell: true);
    }

    private ShellGroup Braces(ShellPosition position)
    {
        _text.Index++;
        ImmutableArray<ShellStatement> body = List();
        RequireWord("}", "'{' without '}'", position);
        return new ShellGroup(position, body, IsSubshell: false);
    }

    private ShellIf If(ShellPosition position)
    {
        var branches = ImmutableArray.CreateBuilder<ShellBranch>();
        ImmutableArray<ShellStatement>? otherwise = null;
        TakeWord();
        while (true)
        {
            ImmutableArray<ShellStatement> condition = List();
            RequireWord("then", "an 'if' without 'then'", position);
            branches.Add(new ShellBranch(condition, List()));
            string? next = PeekWord();
            if (next == "elif")
            {
                TakeWord();
                continue;
            }

            if (next == "else")
            {
                TakeWord();
                otherwise = List();
            }

            RequireWord("fi", "an 'if' without 'fi'", position);
            return new ShellIf(position, branches.ToImmutable(), otherwise);
        }
    }

    private ShellLoop While(ShellPosition position)
    {
        TakeWord();
        ImmutableArray<ShellStatement> condition = List();
        return new ShellLoop(position, null, [], condition, DoDone(position));
    }

    private ImmutableArray<ShellStatement> DoDone(ShellPosition position)
    {
        RequireWord("do", "a loop without 'do'", position);
        ImmutableArray<ShellStatement> body = List();
        RequireWord("done", "a loop without 'done'", position);
        return body;
    }

    private ShellLoop For(ShellPosition position)
    {
        TakeWord();
        SkipBlanks();
        if (TryTakeArithmetic("(("))
        {
            SkipSeparator();
            return new ShellLoop(position, null, [], [], DoDone(position));
        }

        string variable = Name() ?? throw Unexpected();
        var words = ImmutableArray.CreateBuilder<ShellWord>();
        SkipLines();
        if (PeekWord() == "in")
        {
            TakeWord();
            for (SkipBlanks(); !_text.AtEnd && _text.Current is not (';' or '\n' or '#'); SkipBlanks())
            {
                words.Add(Word());
            }
        }

        SkipSeparator();
        return new ShellLoop(position, variable, words.ToImmutable(), [], DoDone(position));
    }

    private ShellCase Case(ShellPosition position)
    {
        TakeWord();
        SkipBlanks();
        ShellWord subject = Word();
        SkipLines();
        RequireWord("in", "a 'case' without 'in'", position);
        var arms = ImmutableArray.CreateBuilder<ShellCaseArm>();
        while (true)
        {
            SkipLines();
            if (_text.AtEnd)
            {
                throw Problem(position, "a 'case' without 'esac'");
            }

            if (PeekWord() == "esac")
            {
                TakeWord();
                return new ShellCase(position, subject, arms.ToImmutable());
            }

            _ = _text.TryTake("(");
            var patterns = ImmutableArray.CreateBuilder<ShellWord>();
            do
            {
                SkipBlanks();
                patterns.Add(Word());
                SkipBlanks();
            }
            while (_text.TryTake("|"));
            Require(")", "a 'case' without 'esac'", position);
            arms.Add(new ShellCaseArm(patterns.ToImmutable(), List()));
            if (!_text.TryTake(";;&") && !_text.TryTake(";;") && !_text.TryTake(";&") && PeekWord() != "esac")
            {
                throw _text.AtEnd ? Problem(position, "a 'case' without 'esac'") : Unexpected();
            }
        }
    }

    private ShellExpression Test(ShellPosition position)
    {
        _text.Index += 2;
        var words = ImmutableArray.CreateBuilder<ShellWord>();
        while (true)
        {
            SkipLines(comments: false);
            if (_text.AtEnd)
            {
                throw Problem(position, "'[[' without ']]'");
            }

            if (PeekWord() == "]]")
            {
                _text.Index += 2;
                return new ShellExpression(position, words.ToImmutable());
            }

            // Comparisons, groups, and what regular expressions are made of.
            if (_text.Current is '(' or ')' or '<' or '>' or '&' or '|' or ';')
            {
                _text.Index++;
            }
            else
            {
                words.Add(Word());
            }
        }
    }

    private ShellFunction Function(ShellPosition position)
    {
        TakeWord();
        SkipBlanks();
        string name = Word().Constant ?? throw Unexpected();
        SkipBlanks();
        if (_text.TryTake("("))
        {
            SkipBlanks();
            Require(")", "a function with parameters", position);
        }

        return FunctionBody(position, name);
    }

    private ShellFunction FunctionBody(ShellPosition position, string name)
    {
        SkipLines();
        ShellCommand body = Command();
        return body is ShellSimpleCommand ? throw Problem(position, "a function without '{'") : new ShellFunction(position, name, body);
    }

    private ShellCommand Simple(ShellPosition position)
    {
        var assignments = ImmutableArray.CreateBuilder<ShellAssignment>();
        var words = ImmutableArray.CreateBuilder<ShellWord>();
        var redirections = ImmutableArray.CreateBuilder<ShellRedirection>();
        while (true)
        {
            SkipBlanks();
            if (TryRedirection() is { } redirection)
            {
                redirections.Add(redirection);
            }
            else if (_text.Current == '(' && words.Count == 1 && assignments.Count == 0 && redirections.Count == 0 && words[0].Constant is { Length: > 0 } name)
            {
                _text.Index++;
                SkipBlanks();
                Require(")", "'(' after a command", position);
                return FunctionBody(position, name);
            }
            else if (_text.AtEnd || _text.Current is '\n' or ';' or '&' or '|' or '(' or ')' or '#')
            {
                break;
            }
            else if (words.Count == 0 && TryAssignment() is { } assignment)
            {
                assignments.Add(assignment);
            }
            else if (words.Count > 0 && words[0].Constant is "local" or "declare" or "typeset" or "readonly" or "export" && TryDeclaredArray() is { } array)
            {
                words.Add(array);
            }
            else
            {
                words.Add(Word());
            }
        }

        return assignments.Count + words.Count + redirections.Count == 0
            ? throw Unexpected()
            : new ShellSimpleCommand(position, assignments.ToImmutable(), words.ToImmutable()) { Redirections = redirections.ToImmutable() };
    }

    private ImmutableArray<ShellRedirection> TrailingRedirections()
    {
        var redirections = ImmutableArray.CreateBuilder<ShellRedirection>();
        SkipBlanks();
        while (TryRedirection() is { } redirection)
        {
            redirections.Add(redirection);
            SkipBlanks();
        }

        return redirections.ToImmutable();
    }

    private ShellRedirection? TryRedirection()
    {
        int digits = 0;
        while (char.IsAsciiDigit(_text.At(digits)))
        {
            digits++;
        }

        char first = _text.At(digits);
        bool both = digits == 0 && first == '&' && _text.At(1) == '>';
        if (!both && (first is not ('<' or '>') || (digits == 0 && _text.At(1) == '(')))
        {
            return null;
        }

        _text.Index += digits;
        ShellPosition position = _text.Position;
        string operation = Operator();
        SkipBlanks();
        if (operation is "<<" or "<<-")
        {
            string delimiter = Delimiter() ?? throw Problem(position, "a here-document without a name");
            _documents.Enqueue((delimiter, operation == "<<-"));
            return new ShellRedirection(operation, new ShellWord(position, []));
        }

        ShellWord target = Word();
        return target.Parts.IsEmpty && !_lastWordWasQuoted ? throw Unexpected() : new ShellRedirection(operation, target);
    }

    private string Operator()
    {
        foreach (string operation in (ReadOnlySpan<string>)["<<<", "<<-", "<<", "<&", "<>", "<", "&>>", "&>", ">>", ">&", ">|", ">"])
        {
            if (_text.TryTake(operation))
            {
                return operation;
            }
        }

        throw Unexpected();
    }

    /// <summary>Passes spaces, tabs and joined lines.</summary>
    private void SkipBlanks()
    {
        while (true)
        {
            if (_text.Current is ' ' or '\t')
            {
                _text.Index++;
            }
            else if (_text.Current == '\\' && _text.At(1) == '\n')
            {
                _text.Index += 2;
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Passes blanks, line ends with the here-documents that begin behind them, and comments.</summary>
    private void SkipLines(bool comments = true)
    {
        while (true)
        {
            SkipBlanks();
            if (comments && _text.Current == '#')
            {
                int end = _text.Rest.IndexOf('\n');
                _text.Index = end < 0 ? _text.Length : _text.Index + end;
            }
            else if (_text.Current == '\n')
            {
                _text.Index++;
                SkipDocuments();
            }
            else
            {
                return;
            }
        }
    }

    private void SkipDocuments()
    {
        while (_documents.TryDequeue(out (string Delimiter, bool StripsTabs) document))
        {
            // A document that is not ended goes on to the end of the text (and the shell only warns).
            bool ended = false;
            while (!ended && !_text.AtEnd)
            {
                int end = _text.Rest.IndexOf('\n');
                ReadOnlySpan<char> line = end < 0 ? _text.Rest : _text.Rest[..end];
                ended = (document.StripsTabs ? line.TrimStart('\t') : line).SequenceEqual(document.Delimiter);
                _text.Index += end < 0 ? line.Length : end + 1;
            }
        }
    }

    private void SkipSeparator()
    {
        SkipBlanks();
        _ = _text.TryTake(";");
        SkipLines();
    }

    /// <summary>The word that comes next if it is short and nothing in it is quoted or expanded; reserved words are such.</summary>
    private string? PeekWord()
    {
        int length = 0;
        while (length < 10 && _text.At(length) is not ('\0' or ' ' or '\t' or '\n' or ';' or '&' or '|' or '(' or ')' or '<' or '>' or '\'' or '"' or '\\' or '$' or '`'))
        {
            length++;
        }

        char after = _text.At(length);
        return length is 0 or 10 || after is '\'' or '"' or '\\' or '$' or '`' ? null : _text.Rest[..length].ToString();
    }

    private void TakeWord() => _text.Index += PeekWord()!.Length;

    private void RequireWord(string word, string otherwise, ShellPosition begin)
    {
        SkipBlanks();
        if (PeekWord() != word)
        {
            throw _text.AtEnd ? Problem(begin, otherwise) : Unexpected();
        }

        _text.Index += word.Length;
    }

    private void Require(string text, string otherwise, ShellPosition begin)
    {
        if (!_text.TryTake(text))
        {
            throw _text.AtEnd ? Problem(begin, otherwise) : Unexpected();
        }
    }

    private void Enter()
    {
        if (++_depth > MaximumDepth)
        {
            throw Problem(_text.Position, FormattableString.Invariant($"a nesting deeper than {MaximumDepth}"));
        }
    }

    private ShellSyntaxException Unexpected()
    {
        string what = _text.AtEnd ? "an unexpected end"
            : PeekWord() is { } word && word.All(static c => char.IsAsciiLetterOrDigit(c) || c is '{' or '}' or '[' or ']' or '!') ? $"'{word}', which is not understood there"
            : _text.Current is > ' ' and < '\x7f' ? $"'{_text.Current}', which is not understood there"
            : "something that is not understood";
        return Problem(_text.Position, what);
    }

    private static ShellSyntaxException Problem(ShellPosition position, string what) => new(new ShellProblem(position, what));
}
