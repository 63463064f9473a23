using System.Text;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Guidelines.Html;

/// <summary>Text of an image or a project as HTML. File names and labels are whatever their author wants them to be, so nothing of them is markup.</summary>
internal static class HtmlText
{
    /// <summary>Appends text that is right in element content and in double-quoted attributes.</summary>
    public static StringBuilder AppendText(this StringBuilder html, string? text)
    {
        foreach (char c in PrintableText.Block(text))
        {
            _ = c switch
            {
                '&' => html.Append("&amp;"),
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '"' => html.Append("&quot;"),
                '\'' => html.Append("&#39;"),
                _ => html.Append(c),
            };
        }

        return html;
    }
}
