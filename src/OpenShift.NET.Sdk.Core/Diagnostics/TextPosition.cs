using System.Text;

namespace OpenShift.NET.Sdk.Diagnostics;

/// <summary>Columns as editors count them.</summary>
internal static class TextPosition
{
    // Nobody looks for a column in a line of pages, and counting from its begin for each of thousands of settings would take minutes.
    private const int LongestLine = 1000;

    /// <summary>The column of a setting: that of its name, or of its value when the name is on another line.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="name">Index of the name's first byte; a name that is not before the value is none.</param>
    /// <param name="value">Index of the value's first byte.</param>
    /// <returns>The column in UTF-16 units, the first one 1; 0 far out in a long line.</returns>
    public static int ColumnOf(ReadOnlySpan<byte> utf8, int name, int value)
    {
        int from = Math.Max(0, value - LongestLine);
        int newLine = utf8[from..value].LastIndexOf((byte)'\n');
        if (newLine < 0 && from > 0)
        {
            return 0;
        }

        int line = from + newLine + 1;
        return Encoding.UTF8.GetCharCount(utf8[line..(name >= line && name < value ? name : value)]) + 1;
    }
}
