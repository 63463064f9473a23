using System.Text;

namespace OpenShift.NET.Sdk.Manifests.Yaml;

/// <summary>
/// Writes YAML (1.2, read the same by 1.1): block style, two spaces, LF, keys in their order, lines never folded. The same nodes always give the same text.
/// </summary>
public static class YamlWriter
{
    /// <summary>Writes a file: its comment, then its documents, separated by <c>---</c>.</summary>
    public static string Write(ManifestFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var output = new StringBuilder(4096);
        WriteComment(output, file.Comment, 0);
        for (int i = 0; i < file.Documents.Length; i++)
        {
            if (i > 0)
            {
                output.Append("---\n");
            }

            WriteDocument(output, file.Documents[i]);
        }

        return output.ToString();
    }

    /// <summary>Writes one document.</summary>
    public static string Write(YamlMapping document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var output = new StringBuilder(1024);
        WriteDocument(output, document);
        return output.ToString();
    }

    private static void WriteDocument(StringBuilder output, YamlMapping document)
    {
        if (document.Entries.IsEmpty)
        {
            output.Append("{}\n");
            return;
        }

        WriteEntries(output, document, 0, firstIsInline: false);
    }

    private static void WriteEntries(StringBuilder output, YamlMapping mapping, int indent, bool firstIsInline)
    {
        bool inline = firstIsInline;
        foreach (YamlEntry entry in mapping.Entries)
        {
            if (!inline)
            {
                WriteComment(output, entry.Comment, indent);
                output.Append(' ', indent);
            }

            inline = false;
            ScalarText.Append(output, entry.Key, indent, isKey: true);
            output.Append(':');
            WriteValue(output, entry.Value, indent);
        }
    }

    private static void WriteValue(StringBuilder output, YamlNode value, int indent)
    {
        switch (value)
        {
            case YamlMapping { Entries.IsEmpty: true }:
                output.Append(" {}\n");
                break;
            case YamlSequence { Items.IsEmpty: true }:
                output.Append(" []\n");
                break;
            case YamlMapping mapping:
                output.Append('\n');
                WriteEntries(output, mapping, indent + 2, firstIsInline: false);
                break;
            case YamlSequence sequence:
                output.Append('\n');
                WriteItems(output, sequence, indent + 2, firstIsInline: false);
                break;
            case YamlScalar scalar:
                output.Append(' ');
                WriteScalar(output, scalar, indent + 2);
                break;
        }
    }

    private static void WriteItems(StringBuilder output, YamlSequence sequence, int indent, bool firstIsInline)
    {
        bool inline = firstIsInline;
        foreach (YamlNode item in sequence.Items)
        {
            if (!inline)
            {
                // The dash takes the place before the first key, so that key's comment goes above the dash.
                WriteComment(output, item is YamlMapping { Entries: [{ Comment: { } comment }, ..] } ? comment : null, indent);
                output.Append(' ', indent);
            }

            inline = false;
            output.Append('-');
            switch (item)
            {
                case YamlMapping { Entries.IsEmpty: false } mapping:
                    output.Append(' ');
                    WriteEntries(output, mapping, indent + 2, firstIsInline: true);
                    break;
                case YamlSequence { Items.IsEmpty: false } inner:
                    output.Append(' ');
                    WriteItems(output, inner, indent + 2, firstIsInline: true);
                    break;
                default:
                    WriteValue(output, item, indent);
                    break;
            }
        }
    }

    private static void WriteScalar(StringBuilder output, YamlScalar scalar, int indent)
    {
        if (scalar.Kind == YamlScalarKind.String)
        {
            ScalarText.Append(output, scalar.Text, indent, isKey: false);
        }
        else
        {
            output.Append(scalar.Kind == YamlScalarKind.Null ? "null" : scalar.Text);
        }

        // A literal block has ended its last line itself.
        if (output[^1] != '\n')
        {
            output.Append('\n');
        }
    }

    private static void WriteComment(StringBuilder output, string? comment, int indent)
    {
        if (comment is null)
        {
            return;
        }

        foreach (ReadOnlySpan<char> line in comment.AsSpan().EnumerateLines())
        {
            output.Append(' ', indent).Append('#');
            if (!line.IsWhiteSpace())
            {
                output.Append(' ');
                foreach (char c in line.TrimEnd())
                {
                    output.Append(ScalarText.IsPrintable(c) || char.IsSurrogate(c) ? c : ' ');
                }
            }

            output.Append('\n');
        }
    }
}
