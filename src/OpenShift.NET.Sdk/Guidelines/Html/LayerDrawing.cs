using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;

namespace OpenShift.NET.Sdk.Guidelines.Html;

/// <summary>Draws layers as bars, and says the same in a table.</summary>
internal static class LayerDrawing
{
    private const int RowHeight = 26;
    private const int BarStart = 150;
    private const int BarWidth = 460;
    private const int Width = 760;

    public static void Append(StringBuilder html, ImmutableArray<LayerUsage> layers)
    {
        if (layers.IsEmpty)
        {
            html.Append("<p>The image has no layers.</p>\n");
            return;
        }

        long most = Math.Max(1, layers.Max(static l => l.FileBytes));
        long wasted = layers.Sum(static l => l.WastedBytes);
        html.Append("<figure>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Layers, drawing\">\n");
        html.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {(layers.Length * RowHeight) + 4}\" role=\"img\" aria-labelledby=\"layers-title layers-text\">\n");
        html.Append("<title id=\"layers-title\">Layers by size</title>\n");
        html.Append(CultureInfo.InvariantCulture, $"<desc id=\"layers-text\">{layers.Length} layers, {ByteSize.ToText(layers.Sum(static l => l.FileBytes))} of files, {ByteSize.ToText(wasted)} of them wasted. The table below has every layer.</desc>\n");
        for (int i = 0; i < layers.Length; i++)
        {
            AppendBar(html, layers[i], i * RowHeight, most);
        }

        html.Append("</svg>\n</div>\n");
        html.Append("<figcaption><span class=\"key base\"></span> base image <span class=\"key app\"></span> image itself <span class=\"key wasted\"></span> wasted: deleted or replaced by a higher layer</figcaption>\n</figure>\n");
        AppendTable(html, layers);
    }

    private static string Owner(LayerUsage layer) => layer.Origin == Origin.Base ? "base image" : "image itself";

    private static void AppendBar(StringBuilder html, LayerUsage layer, int top, long most)
    {
        int size = Scale(layer.FileBytes, most);
        int lost = Math.Min(size, Scale(layer.WastedBytes, most));
        string owner = layer.Origin == Origin.Base ? "base" : "app";
        html.Append(CultureInfo.InvariantCulture, $"<text x=\"0\" y=\"{top + 18}\">{layer.Number}. {Owner(layer)}</text>");
        html.Append(CultureInfo.InvariantCulture, $"<rect class=\"{owner}\" x=\"{BarStart}\" y=\"{top + 4}\" width=\"{size}\" height=\"{RowHeight - 8}\"/>");
        if (lost > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<rect class=\"wasted\" x=\"{BarStart + size - lost}\" y=\"{top + 4}\" width=\"{lost}\" height=\"{RowHeight - 8}\"/>");
        }

        html.Append(CultureInfo.InvariantCulture, $"<text x=\"{BarStart + size + 8}\" y=\"{top + 18}\">{ByteSize.ToText(layer.FileBytes)}</text>\n");
    }

    private static void AppendTable(StringBuilder html, ImmutableArray<LayerUsage> layers)
    {
        html.Append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Layers, table\">\n<table>\n<caption>Layers, the lowest first</caption>\n<thead><tr>");
        foreach (string head in (ReadOnlySpan<string>)["Layer", "From", "Files", "Content", "Transfer", "Wasted"])
        {
            html.Append("<th scope=\"col\">").Append(head).Append("</th>");
        }

        html.Append("</tr></thead>\n<tbody>\n");
        foreach (LayerUsage layer in layers)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{layer.Number}</th><td>{Owner(layer)}</td><td>{layer.Files}</td><td>{ByteSize.ToText(layer.FileBytes)}</td><td>{ByteSize.ToText(layer.TransferBytes)}</td><td>{ByteSize.ToText(layer.WastedBytes)}</td></tr>\n");
        }

        html.Append(CultureInfo.InvariantCulture, $"</tbody>\n<tfoot><tr><th scope=\"row\" colspan=\"2\">Together</th><td>{layers.Sum(static l => l.Files)}</td><td>{ByteSize.ToText(layers.Sum(static l => l.FileBytes))}</td><td>{ByteSize.ToText(layers.Sum(static l => l.TransferBytes))}</td><td>{ByteSize.ToText(layers.Sum(static l => l.WastedBytes))}</td></tr></tfoot>\n</table>\n</div>\n");
    }

    // What is there is seen, however small it is beside the rest.
    private static int Scale(long bytes, long most) => bytes <= 0 ? 0 : Math.Max(2, (int)Math.Min(BarWidth, Math.Round((double)bytes / most * BarWidth)));
}
