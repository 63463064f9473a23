using System.Collections.Immutable;
using System.Text;

namespace OpenShift.NET.Sdk.Images.ShellScripts;

/// <content>Words: quotes, escapes, expansions (POSIX, Shell Command Language, 2.2 and 2.6).</content>
internal sealed partial class ShellParser
{
    // "" is a word although it has no parts.
    private bool _lastWordWasQuoted;

    private ShellWord Word() => Word(stopAtBrace: false, quoted: false);

    /// <summary>Reads a word up to a blank or operator, or, as the argument of <c>${NAME…}</c>, up to the brace that closes it.</summary>
    private ShellWord Word(bool stopAtBrace, bool quoted)
    {
        ShellPosition position = _text.Position;
        var parts = ImmutableArray.CreateBuilder<ShellWordPart>();
        var literal = new StringBuilder();
        bool wasQuoted = false;
        bool inDouble = false;
        int start = _text.Index;
        while (true)
        {
            char c = _text.Current;
            if (_text.AtEnd)
            {
                if (inDouble || stopAtBrace)
                {
                    throw Problem(position, inDouble ? "'\"' that is not closed" : "'${' without '}'");
                }

                break;
            }

            bool isQuoted = inDouble || quoted;
            if (c == '"')
            {
                Flush(isQuoted);
                inDouble = !inDouble;
                wasQuoted = true;
                _text.Index++;
            }
            else if (c == '\'' && !isQuoted)
            {
                Flush(quoted: false);
                wasQuoted = true;
                parts.Add(new ShellWordPart(ShellWordPartKind.Literal, SingleQuoted(position), IsQuoted: true));
            }
            else if (c == '\\')
            {
                Escape(literal, inDouble);
            }
            else if (c == '$' || c == '`')
            {
                Flush(isQuoted);
                parts.Add(c == '`' ? Backticks(isQuoted) : Dollar(isQuoted));
            }
            else if (!inDouble && (stopAtBrace ? c == '}' : EndsWord(c)))
            {
                if (!stopAtBrace && c is '<' or '>' && _text.At(1) == '(')
                {
                    Flush(quoted: false);
                    _text.Index += 2;
                    parts.Add(new ShellWordPart(ShellWordPartKind.ProcessSubstitution, "", IsQuoted: false) { Body = Substituted(position) });
                    continue;
                }

                break;
            }
            else
            {
                literal.Append(c);
                _text.Index++;
            }
        }

        Flush(quoted);
        _lastWordWasQuoted = wasQuoted;
        return _text.Index == start && !stopAtBrace ? throw Unexpected() : new ShellWord(position, parts.ToImmutable());

        void Flush(bool quoted)
        {
            if (literal.Length > 0)
            {
                parts.Add(new ShellWordPart(ShellWordPartKind.Literal, literal.ToString(), quoted));
                literal.Clear();
            }
        }
    }

    private static bool EndsWord(char c) => c is ' ' or '\t' or '\n' or ';' or '&' or '|' or '(' or ')' or '<' or '>';

    private string SingleQuoted(ShellPosition position)
    {
        int length = _text.Rest[1..].IndexOf('\'');
        if (length < 0)
        {
            throw Problem(position, "''' that is not closed");
        }

        string text = _text.Rest.Slice(1, length).ToString();
        _text.Index += length + 2;
        return text;
    }

    private void Escape(StringBuilder literal, bool inDouble)
    {
        char next = _text.At(1);
        if (_text.Rest.Length < 2)
        {
            literal.Append('\\');
            _text.Index++;
            return;
        }

        if (next != '\n')
        {
            // In double quotes a backslash stands for itself before all but these.
            if (inDouble && next is not ('$' or '`' or '"' or '\\'))
            {
                literal.Append('\\');
            }

            literal.Append(next);
        }

        _text.Index += 2;
    }

    private ShellWordPart Dollar(bool quoted)
    {
        ShellPosition position = _text.Position;
        char next = _text.At(1);
        if (next == '\'' && !quoted)
        {
            return new ShellWordPart(ShellWordPartKind.Literal, AnsiQuoted(position), IsQuoted: true);
        }

        if (next == '"' && !quoted)
        {
            _text.Index++;
            return new ShellWordPart(ShellWordPartKind.Literal, "", IsQuoted: true);
        }

        if (next == '(')
        {
            _text.Index++;
            if (TryTakeArithmetic("(("))
            {
                return new ShellWordPart(ShellWordPartKind.Arithmetic, "", quoted);
            }

            _text.Index++;
            return new ShellWordPart(ShellWordPartKind.CommandSubstitution, "", quoted) { Body = Substituted(position) };
        }

        if (next == '{')
        {
            _text.Index += 2;
            return Braced(position, quoted);
        }

        _text.Index++;
        if (Name() is { } name)
        {
            return new ShellWordPart(ShellWordPartKind.Parameter, name, quoted);
        }

        if (char.IsAsciiDigit(next) || next is '@' or '*' or '#' or '?' or '-' or '$' or '!')
        {
            _text.Index++;
            return new ShellWordPart(ShellWordPartKind.Parameter, next.ToString(), quoted);
        }

        return new ShellWordPart(ShellWordPartKind.Literal, "$", quoted);
    }

    private ImmutableArray<ShellStatement> Substituted(ShellPosition position)
    {
        Enter();
        ImmutableArray<ShellStatement> body = List();
        Require(")", "'$(' without ')'", position);
        _depth--;
        return body;
    }

    private ShellWordPart Backticks(bool quoted)
    {
        ShellPosition position = _text.Position;
        _text.Index++;
        ShellPosition begin = _text.Position;
        var inner = new StringBuilder();
        while (_text.Current != '`' || _text.AtEnd)
        {
            if (_text.AtEnd)
            {
                throw Problem(position, "'`' that is not closed");
            }

            if (_text.Current == '\\' && (_text.At(1) is '`' or '\\' or '$' || (quoted && _text.At(1) == '"')))
            {
                _text.Index++;
            }

            inner.Append(_text.Current);
            _text.Index++;
        }

        _text.Index++;
        Enter();
        ImmutableArray<ShellStatement> body = new ShellParser(inner.ToString(), begin, _depth).Script();
        _depth--;
        return new ShellWordPart(ShellWordPartKind.CommandSubstitution, "", quoted) { Body = body };
    }

    private ShellWordPart Braced(ShellPosition position, bool quoted)
    {
        Enter();
        string prefix = _text.Current is '#' or '!' && _text.At(1) != '}' ? _text.Current.ToString() : "";
        _text.Index += prefix.Length;
        string name;
        if (Name() is { } identifier)
        {
            name = identifier;
        }
        else
        {
            int digits = 0;
            while (char.IsAsciiDigit(_text.At(digits)))
            {
                digits++;
            }

            int length = digits > 0 ? digits : _text.Current is '@' or '*' or '#' or '?' or '-' or '$' or '!' ? 1 : throw Unexpected();
            name = _text.Rest[..length].ToString();
            _text.Index += length;
        }

        if (_text.Current == '[')
        {
            int close = _text.Rest.IndexOf(']');
            if (close < 0)
            {
                throw Problem(position, "'${' without '}'");
            }

            // An element of an array: another value than the variable's.
            prefix += "[";
            _text.Index += close + 1;
        }

        ShellWord? argument = null;
        string operation = prefix;
        if (_text.Current != '}')
        {
            int length = _text.Current == ':' && _text.At(1) is '-' or '=' or '+' or '?' ? 2 : 1;
            operation = prefix + _text.Rest[..Math.Min(length, _text.Rest.Length)].ToString();
            if (_text.Current is not (':' or '-' or '=' or '+' or '?' or '#' or '%' or '/' or '^' or ',' or '@' or '*'))
            {
                throw _text.AtEnd ? Problem(position, "'${' without '}'") : Unexpected();
            }

            _text.Index += length;
            argument = Word(stopAtBrace: true, quoted);
        }

        Require("}", "'${' without '}'", position);
        _depth--;
        return new ShellWordPart(ShellWordPartKind.Parameter, name, quoted) { Operator = operation, Argument = argument };
    }

    private string AnsiQuoted(ShellPosition position)
    {
        var text = new StringBuilder();
        for (_text.Index += 2; _text.Current != '\''; _text.Index++)
        {
            if (_text.AtEnd)
            {
                throw Problem(position, "$''' that is not closed");
            }

            if (_text.Current != '\\')
            {
                text.Append(_text.Current);
                continue;
            }

            _text.Index++;
            text.Append(_text.Current switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'e' or 'E' => '\x1b', 'a' => '\a', 'b' => '\b', var other => other });
        }

        _text.Index++;
        return text.ToString();
    }

    /// <summary>Passes an arithmetic expression in double parentheses; leaves everything as it is when the parentheses are two nested subshells.</summary>
    private bool TryTakeArithmetic(string open)
    {
        if (!_text.StartsWith(open))
        {
            return false;
        }

        ReadOnlySpan<char> rest = _text.Rest;
        int depth = 0;
        for (int i = 0; i < rest.Length; i++)
        {
            switch (rest[i])
            {
                case '\\':
                    i++;
                    break;
                case '\'' or '"':
                    int close = rest[(i + 1)..].IndexOf(rest[i]);
                    if (close < 0)
                    {
                        return false;
                    }

                    i += close + 1;
                    break;
                case '(':
                    depth++;
                    break;
                case ')' when --depth == 1:
                    if (i + 1 >= rest.Length || rest[i + 1] != ')')
                    {
                        return false;
                    }

                    _text.Index += i + 2;
                    return true;
            }
        }

        // Without its end neither reading helps; the other one says what is missing.
        return false;
    }

    private ShellAssignment? TryAssignment()
    {
        int length = NameLength();

        if (length == 0 || char.IsAsciiDigit(_text.Current))
        {
            return null;
        }

        string name = _text.Rest[..length].ToString();
        int at = length;
        bool element = _text.At(at) == '[';
        if (element)
        {
            ReadOnlySpan<char> rest = _text.Rest[at..];
            int close = rest[..Math.Min(rest.Length, 256)].IndexOf(']');
            if (close < 0)
            {
                return null;
            }

            at += close + 1;
        }

        bool appends = _text.At(at) == '+';
        at += appends ? 1 : 0;
        if (_text.At(at) != '=')
        {
            return null;
        }

        _text.Index += at + 1;
        if (_text.Current == '(')
        {
            return new ShellAssignment(name, ArrayValues(), IsArray: true, appends);
        }

        ShellWord value = _text.AtEnd || EndsWord(_text.Current) && !(_text.Current is '<' or '>' && _text.At(1) == '(')
            ? new ShellWord(_text.Position, [])
            : Word();
        return new ShellAssignment(name, [value], element, appends);
    }

    private int NameLength()
    {
        int length = 0;
        while (char.IsAsciiLetterOrDigit(_text.At(length)) || _text.At(length) == '_')
        {
            length++;
        }

        return length;
    }

    // Behind its declaring commands bash takes an array too: "local NAME=(…)". What it holds is not one text.
    private ShellWord? TryDeclaredArray()
    {
        int length = NameLength();

        int equals = length + (_text.At(length) == '+' ? 1 : 0);
        if (length == 0 || _text.At(equals) != '=' || _text.At(equals + 1) != '(')
        {
            return null;
        }

        ShellPosition position = _text.Position;
        string name = _text.Rest[..length].ToString();
        _text.Index += equals + 1;
        return new ShellWord(position, [new ShellWordPart(ShellWordPartKind.Literal, name + "=$", IsQuoted: true), .. ArrayValues().SelectMany(static v => v.Parts)]);
    }

    private ImmutableArray<ShellWord> ArrayValues()
    {
        ShellPosition position = _text.Position;
        var values = ImmutableArray.CreateBuilder<ShellWord>();
        _text.Index++;
        while (true)
        {
            SkipLines();
            if (_text.TryTake(")"))
            {
                return values.ToImmutable();
            }

            values.Add(_text.AtEnd ? throw Problem(position, "an array without ')'") : Word());
        }
    }

    private string? Name()
    {
        if (!char.IsAsciiLetter(_text.Current) && _text.Current != '_')
        {
            return null;
        }

        int length = 1;
        while (char.IsAsciiLetterOrDigit(_text.At(length)) || _text.At(length) == '_')
        {
            length++;
        }

        string name = _text.Rest[..length].ToString();
        _text.Index += length;
        return name;
    }

    /// <summary>The end mark of a here-document, quotes removed; nothing in it is expanded.</summary>
    private string? Delimiter()
    {
        var mark = new StringBuilder();
        bool any = false;
        while (!_text.AtEnd && !EndsWord(_text.Current))
        {
            any = true;
            char c = _text.Current;
            if (c is '\'' or '"')
            {
                int close = _text.Rest[1..].IndexOf(c);
                if (close < 0)
                {
                    return null;
                }

                mark.Append(_text.Rest.Slice(1, close));
                _text.Index += close + 2;
                continue;
            }

            if (c == '\\' && _text.Rest.Length > 1)
            {
                _text.Index++;
            }

            mark.Append(_text.Current);
            _text.Index++;
        }

        return any ? mark.ToString() : null;
    }
}
