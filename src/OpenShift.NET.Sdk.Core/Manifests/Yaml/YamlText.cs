using System.Buffers;
using System.Text;
using System.Text.Unicode;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Manifests.Yaml;

/// <summary>What can be said of a YAML file before it is parsed: its size, its encoding and its characters (YAML 1.2.2, chapter 5.1).</summary>
internal static class YamlText
{
    private static readonly SearchValues<char> s_suspicious = SearchValues.Create(
        "\0\x01\x02\x03\x04\x05\x06\x07\b\v\f\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1A\e\x1C\x1D\x1E\x1F\x7F\uFFFE\uFFFF");

    /// <summary>Decodes a file; a byte order mark of UTF-8 is dropped.</summary>
    public static string Decode(ReadOnlySpan<byte> content, string file)
    {
        RequireSize(content.Length, file);
        if (content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            throw Encoding(file, "is written in UTF-16", new SourceLocation(file, 1, 1));
        }

        content = content is [0xEF, 0xBB, 0xBF, ..] ? content[3..] : content;
        if (!Utf8.IsValid(content))
        {
            int good = 0;
            while (Rune.DecodeFromUtf8(content[good..], out _, out int length) == OperationStatus.Done)
            {
                good += length;
            }

            SourceLocation place = PlaceAt(System.Text.Encoding.UTF8.GetString(content[..good]), file);
            throw Encoding(file, FormattableString.Invariant($"is not UTF-8 on line {place.Line}, column {place.Column}"), place);
        }

        return System.Text.Encoding.UTF8.GetString(content);
    }

    /// <summary>Refuses what no YAML text holds.</summary>
    public static void RequireReadable(string text, string file)
    {
        RequireSize(text.Length, file);
        int bad = text.AsSpan().IndexOfAny(s_suspicious);
        if (bad >= 0)
        {
            SourceLocation place = PlaceAt(text.AsSpan(0, bad), file);
            throw new OpenShiftException(
                ToolCodes.InvalidYaml,
                FormattableString.Invariant($"'{file}' has the control character U+{(int)text[bad]:X4} on line {place.Line}, column {place.Column}"),
                "Remove it; a file that has many is not text, or is not UTF-8.",
                place);
        }
    }

    /// <summary>What is said of a text the parser refuses.</summary>
    public static OpenShiftException SyntaxError(string text, SourceLocation place, string problem, Exception cause)
    {
        // The parser blames the mapping a tab stands in, which can begin many lines above.
        int number = 0;
        bool aboutTabs = problem.Contains("tab", StringComparison.Ordinal);
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            number++;
            int indent = line.IndexOfAnyExcept(" \t");
            int tab = line[..(indent < 0 ? line.Length : indent)].IndexOf('\t');
            if (tab >= 0 && number >= place.Line && (aboutTabs || number <= place.Line + 1))
            {
                place = place with { Line = number, Column = tab + 1 };
                return new OpenShiftException(ToolCodes.InvalidYaml, FormattableString.Invariant($"'{place.File}' is indented with a tab on line {place.Line}, column {place.Column}"), "Indent with spaces; YAML knows no tabs.", place, cause);
            }
        }

        return new OpenShiftException(
            ToolCodes.InvalidYaml,
            FormattableString.Invariant($"'{place.File}' is no valid YAML on line {place.Line}, column {place.Column}: {Clause(problem)}"),
            "Correct the line, or the one above it: mostly the indentation, a missing ':' or a missing quotation mark.",
            place,
            cause);
    }

    /// <summary>The error of a file that is too large to be read.</summary>
    public static void RequireSize(long size, string file)
    {
        if (size > YamlReader.LargestFile)
        {
            throw new OpenShiftException(
                ToolCodes.ManifestTooLarge,
                FormattableString.Invariant($"'{file}' has {size} bytes, more than the {YamlReader.LargestFile} that are read of a manifest"),
                "Split it, or move it out of the manifest folder if it is no manifest.",
                new SourceLocation(file, 1, 1));
        }
    }

    private static string Clause(string message)
    {
        string clause = message.Trim().TrimEnd('.').ReplaceLineEndings(" ");
        return clause.Length > 0 ? char.ToLowerInvariant(clause[0]) + clause[1..] : "it cannot be parsed";
    }

    private static OpenShiftException Encoding(string file, string seen, SourceLocation place) =>
        new(ToolCodes.InvalidYaml, $"'{file}' {seen}", "Save it as UTF-8.", place);

    private static SourceLocation PlaceAt(ReadOnlySpan<char> before, string file)
    {
        int lineStart = before.LastIndexOfAny('\n', '\r') + 1;
        return new SourceLocation(file, before.Count('\n') + 1, before.Length - lineStart + 1);
    }
}
