namespace OpenShift.NET.Sdk.Images.ShellScripts;

/// <summary>The text of a script and how far it has been read.</summary>
/// <param name="text">The text, lines ended by <c>\n</c>.</param>
/// <param name="origin">Where the text itself begins.</param>
internal sealed class ShellText(string text, ShellPosition origin)
{
    private int _lineStart;
    private int _line;

    // Where _lineStart and _line hold; the text is read forwards, so lines are counted once.
    private int _counted;

    public int Index { get; set; }

    public bool AtEnd => Index >= text.Length;

    public char Current => Index < text.Length ? text[Index] : '\0';

    public int Length => text.Length;

    public ReadOnlySpan<char> Rest => text.AsSpan(Math.Min(Index, text.Length));

    public char At(int offset) => Index + offset < text.Length ? text[Index + offset] : '\0';

    public bool StartsWith(string value) => Rest.StartsWith(value, StringComparison.Ordinal);

    public bool TryTake(string value)
    {
        if (!StartsWith(value))
        {
            return false;
        }

        Index += value.Length;
        return true;
    }

    public string Slice(int start, int end) => text[start..end];

    /// <summary>The place that is read next.</summary>
    public ShellPosition Position
    {
        get
        {
            if (Index < _counted)
            {
                (_counted, _line, _lineStart) = (0, 0, 0);
            }

            int end = Math.Min(Index, text.Length);
            for (; _counted < end; _counted++)
            {
                if (text[_counted] == '\n')
                {
                    _line++;
                    _lineStart = _counted + 1;
                }
            }

            int column = end - _lineStart + 1;
            return new ShellPosition(origin.Line + _line, _line == 0 ? origin.Column + column - 1 : column);
        }
    }
}
