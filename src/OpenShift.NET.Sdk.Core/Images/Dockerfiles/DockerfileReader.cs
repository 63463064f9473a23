using System.Collections.Immutable;
using System.Text;

namespace OpenShift.NET.Sdk.Images.Dockerfiles;

/// <summary>Reads Dockerfiles as BuildKit's frontend does: the <c>escape</c> directive, comments, joined lines, here-documents, flags, stages.</summary>
internal sealed class DockerfileReader
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int MaximumLength = 1024 * 1024;

    private readonly string[] _lines;
    private readonly char _escape;
    private int _next;

    private DockerfileReader(string text)
    {
        _lines = text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        _escape = EscapeOf(_lines);
    }

    /// <summary>Reads a Dockerfile. What is no instruction is passed over: building it is somebody else's work.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="text">Its text; of a longer one than <see cref="MaximumLength"/> only the beginning is read.</param>
    public static Dockerfile Read(string path, string text)
    {
        var reader = new DockerfileReader(text.Length > MaximumLength ? text[..MaximumLength] : text);
        var instructions = new List<DockerfileInstruction>();
        while (reader.Next() is { } instruction)
        {
            instructions.Add(instruction);
        }

        var arguments = new Dictionary<string, string?>(StringComparer.Ordinal);
        ImmutableArray<DockerfileStage> stages = Stages(instructions, arguments);
        return new Dockerfile(path, stages) { Arguments = arguments.ToImmutableDictionary(StringComparer.Ordinal) };
    }

    private static char EscapeOf(string[] lines)
    {
        // Directives stand before everything else, one a line.
        foreach (string line in lines)
        {
            string text = line.Trim();
            if (!text.StartsWith('#') || text.IndexOf('=', StringComparison.Ordinal) is not (> 0 and { } equals))
            {
                break;
            }

            if (text[1..equals].Trim().Equals("escape", StringComparison.OrdinalIgnoreCase))
            {
                return text[(equals + 1)..].Trim() == "`" ? '`' : '\\';
            }
        }

        return '\\';
    }

    private DockerfileInstruction? Next()
    {
        while (_next < _lines.Length && IsEmptyOrComment(_lines[_next]))
        {
            _next++;
        }

        if (_next >= _lines.Length)
        {
            return null;
        }

        int line = _next + 1;
        string text = Joined();
        int blank = text.AsSpan().IndexOfAny(" \t\n\\");
        string keyword = (blank < 0 ? text : text[..blank]).ToUpperInvariant();
        int at = blank < 0 ? text.Length : blank;
        var flags = ImmutableArray.CreateBuilder<string>();
        while (true)
        {
            at = SkipBlanks(text, at);
            if (keyword is not ("RUN" or "COPY" or "ADD" or "FROM" or "HEALTHCHECK") || !text.AsSpan(at).StartsWith("--", StringComparison.Ordinal))
            {
                break;
            }

            int end = text.AsSpan(at).IndexOfAny(' ', '\t', '\n');
            end = end < 0 ? text.Length : at + end;
            flags.Add(text[at..end].TrimEnd('\\'));
            at = end;
        }

        int textLine = line + text.AsSpan(0, at).Count('\n');
        string rest = text[at..];
        ImmutableArray<(int, string)> documents = keyword is "RUN" or "COPY" or "ADD" ? Documents(rest) : [];
        return new DockerfileInstruction(keyword, line, rest, textLine, flags.ToImmutable(), documents);
    }

    private static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && (text[at] is ' ' or '\t' or '\n' || (text[at] == '\\' && at + 1 < text.Length && text[at + 1] == '\n')))
        {
            at++;
        }

        return at;
    }

    /// <summary>One logical line. Comments and empty lines inside it are no part of it, but are counted.</summary>
    private string Joined()
    {
        var text = new StringBuilder();
        bool first = true;
        while (_next < _lines.Length)
        {
            string line = _lines[_next++];
            if (!first && IsEmptyOrComment(line))
            {
                text.Append("\\\n");
                continue;
            }

            string trimmed = line.TrimEnd(' ', '\t');
            if (!trimmed.EndsWith(_escape))
            {
                text.Append(first ? line.TrimStart(' ', '\t') : line);
                break;
            }

            string part = trimmed[..^1];
            text.Append(first ? part.TrimStart(' ', '\t') : part).Append("\\\n");
            first = false;
        }

        return text.ToString();
    }

    private static bool IsEmptyOrComment(string line)
    {
        ReadOnlySpan<char> text = line.AsSpan().Trim();
        return text.IsEmpty || text[0] == '#';
    }

    private ImmutableArray<(int, string)> Documents(string text)
    {
        var documents = ImmutableArray.CreateBuilder<(int, string)>();
        foreach (string word in text.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (DelimiterOf(word, out bool stripsTabs) is not { } delimiter)
            {
                continue;
            }

            int begin = _next + 1;
            var body = new StringBuilder();
            while (_next < _lines.Length)
            {
                string line = _lines[_next++];
                if ((stripsTabs ? line.TrimStart('\t') : line) == delimiter)
                {
                    break;
                }

                body.Append(line).Append('\n');
            }

            documents.Add((begin, body.ToString()));
        }

        return documents.ToImmutable();
    }

    private static string? DelimiterOf(string word, out bool stripsTabs)
    {
        ReadOnlySpan<char> text = word.AsSpan().TrimStart("0123456789");
        stripsTabs = false;
        if (!text.StartsWith("<<") || text.StartsWith("<<<"))
        {
            return null;
        }

        text = text[2..];
        stripsTabs = text is ['-', ..];
        text = text[(stripsTabs ? 1 : 0)..];
        text = text is ['"' or '\'', ..] && text.Length > 2 && text[^1] == text[0] ? text[1..^1] : text;
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.'))
            {
                return null;
            }
        }

        return text.IsEmpty ? null : text.ToString();
    }

    private static ImmutableArray<DockerfileStage> Stages(List<DockerfileInstruction> instructions, Dictionary<string, string?> arguments)
    {
        var stages = ImmutableArray.CreateBuilder<DockerfileStage>();
        var names = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        int at = 0;
        for (; at < instructions.Count && instructions[at].Keyword != "FROM"; at++)
        {
            if (instructions[at].Keyword == "ARG")
            {
                foreach (string word in instructions[at].Words)
                {
                    int equals = word.IndexOf('=', StringComparison.Ordinal);
                    arguments[equals < 0 ? word : word[..equals]] = equals < 0 ? null : ArgumentText.Expand(word[(equals + 1)..].Trim('"', '\''), arguments);
                }
            }
        }

        while (at < instructions.Count)
        {
            DockerfileInstruction from = instructions[at++];
            ImmutableArray<string> words = from.Words;
            string? name = words is [_, var keyword, var alias, ..] && keyword.Equals("as", StringComparison.OrdinalIgnoreCase) ? alias : null;
            string? image = words.IsEmpty ? null : ArgumentText.Expand(words[0].Trim('"'), arguments);
            int? stage = image is not null && names.TryGetValue(image, out int index) ? index : null;
            int first = at;
            while (at < instructions.Count && instructions[at].Keyword != "FROM")
            {
                at++;
            }

            stages.Add(new DockerfileStage(from, name, image, stage, [.. instructions.GetRange(first, at - first)]));
            if (name is not null)
            {
                names[name] = stages.Count - 1;
            }
        }

        return stages.ToImmutable();
    }
}
