using System.Globalization;
using System.Text;

namespace OpenShift.NET.Sdk.Guidelines.Html;

/// <summary>Text of an image or a project as HTML. File names and labels are whatever their author wants them to be, so nothing of them is markup.</summary>
internal static class HtmlText
{
    /// <summary>Appends text that is right in element content and in double-quoted attributes.</summary>
    public static StringBuilder AppendText(this StringBuilder html, string? text)
    {
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out Rune rune, out int used) != System.Buffers.OperationStatus.Done)
            {
                html.Append('\uFFFD');
                rest = rest[Math.Max(used, 1)..];
                continue;
            }

            rest = rest[used..];
            switch (rune.Value)
            {
                case '&':
                    html.Append("&amp;");
                    break;
                case '<':
                    html.Append("&lt;");
                    break;
                case '>':
                    html.Append("&gt;");
                    break;
                case '"':
                    html.Append("&quot;");
                    break;
                case '\'':
                    html.Append("&#39;");
                    break;
                default:
                    Append(html, rune);
                    break;
            }
        }

        return html;
    }

    // What turns the direction of writing, or cannot be seen, would make one name look like another: it is written as its number.
    private static void Append(StringBuilder html, Rune rune)
    {
        UnicodeCategory category = Rune.GetUnicodeCategory(rune);
        if (rune.Value is not ('\n' or '\t') && category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
        {
            html.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
        }
        else
        {
            html.Append(rune);
        }
    }
}
