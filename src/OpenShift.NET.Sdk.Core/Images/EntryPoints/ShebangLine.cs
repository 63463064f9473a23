namespace OpenShift.NET.Sdk.Images.EntryPoints;

/// <summary>The first line of a script as Linux reads it (execve(2), "Interpreter scripts").</summary>
/// <param name="Interpreter">Path of the interpreter, without a carriage return.</param>
/// <param name="Argument">All that follows it, as one argument.</param>
/// <param name="HasCarriageReturn">Whether the line ends in a carriage return.</param>
internal sealed record ShebangLine(string Interpreter, string? Argument, bool HasCarriageReturn)
{
    /// <summary>The program <c>env</c> looks up on <c>PATH</c>, when the interpreter is <c>env</c>.</summary>
    public string? EnvironmentProgram
    {
        get
        {
            if (ImagePath.Name(Interpreter) != "env" || Argument is null)
            {
                return null;
            }

            foreach (string word in Argument.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            {
                if (!word.StartsWith('-') && !word.Contains('=', StringComparison.Ordinal))
                {
                    return word;
                }
            }

            return null;
        }
    }

    /// <summary>Reads the first line; <see langword="null"/> when the text is no script.</summary>
    public static ShebangLine? TryRead(string? text)
    {
        if (text is null || !text.StartsWith("#!", StringComparison.Ordinal))
        {
            return null;
        }

        int end = text.IndexOf('\n', StringComparison.Ordinal);
        ReadOnlySpan<char> line = text.AsSpan(2, (end < 0 ? text.Length : end) - 2);
        bool carriageReturn = line.EndsWith('\r');
        line = line.TrimEnd('\r').Trim(" \t");
        int space = line.IndexOfAny(' ', '\t');
        return space < 0
            ? new ShebangLine(line.ToString(), null, carriageReturn)
            : new ShebangLine(line[..space].ToString(), line[space..].Trim(" \t").ToString(), carriageReturn);
    }
}
