using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Guidelines.Html.Sections;

/// <summary>The layers by size, what each is made of and where it comes from.</summary>
internal static class LayersSection
{
    // Lengths of bars are thousandths of the widest one.
    private const int Whole = 1000;
    private const int LeastSeen = 4;

    public static void Write(HtmlPage page)
    {
        page.Raw("<section aria-labelledby=\"layers\">\n<h2 id=\"layers\">Layers</h2>\n");
        ImmutableArray<LayerUsage> layers = LayerUsage.Of(page.Publication.Files);
        var history = LayerHistory.Of(page.Publication.Config, layers.Length);
        if (layers.IsEmpty)
        {
            page.Raw("<p>The image has no layers.</p>\n");
        }
        else
        {
            WriteTotals(page, layers);
            WriteBars(page, layers, history.OfLayers);
        }

        WriteRest(page, history);
        page.Raw("</section>\n");
    }

    private static void WriteTotals(HtmlPage page, ImmutableArray<LayerUsage> layers)
    {
        long wasted = layers.Sum(static l => l.WastedBytes);
        page.Format($"<p>{layers.Length} {(layers.Length == 1 ? "layer" : "layers")} with {layers.Sum(static l => l.Files)} files, {ByteSize.ToText(layers.Sum(static l => l.FileBytes))}; {ByteSize.ToText(layers.Sum(static l => l.TransferBytes))} to pull");
        page.Raw(wasted == 0 ? ". Nothing is wasted.</p>\n" : string.Create(CultureInfo.InvariantCulture, $"; {ByteSize.ToText(wasted)} wasted.</p>\n"));
        page.Raw("<p class=\"keys\" aria-hidden=\"true\"><span class=\"key base\"></span> base image <span class=\"key app\"></span> image itself <span class=\"key wasted\"></span> wasted: deleted or replaced by a higher layer</p>\n");
    }

    private static void WriteBars(HtmlPage page, ImmutableArray<LayerUsage> layers, ImmutableArray<HistoryEntry> history)
    {
        long most = Math.Max(1, layers.Max(static l => l.FileBytes));
        page.Raw("<ol class=\"layers\">\n");
        for (int i = 0; i < layers.Length; i++)
        {
            LayerUsage layer = layers[i];
            string owner = layer.Origin == Origin.Base ? "base" : "app";
            page.Format($"<li><p><strong>{ByteSize.ToText(layer.FileBytes)}</strong> <span>{(owner == "base" ? "base image" : "image itself")}, {layer.Files} {(layer.Files == 1 ? "file" : "files")}, {ByteSize.ToText(layer.TransferBytes)} to pull");
            page.Format($"{(layer.WastedBytes > 0 ? ", " : "")}").Raw(layer.WastedBytes > 0 ? $"<span class=\"error\">{ByteSize.ToText(layer.WastedBytes)} wasted</span>" : "").Raw("</span></p>\n");
            WriteBar(page, layer, owner, most);
            if (!history.IsEmpty)
            {
                WriteStep(page, history[i]);
            }

            page.Raw("</li>\n");
        }

        page.Raw("</ol>\n");
    }

    private static void WriteBar(HtmlPage page, LayerUsage layer, string owner, long most)
    {
        int size = Scale(layer.FileBytes, most);
        int lost = Math.Min(size, Scale(layer.WastedBytes, most));
        page.Format($"<svg viewBox=\"0 0 {Whole} 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"track\" width=\"{Whole}\" height=\"8\"/><rect class=\"{owner}\" width=\"{size}\" height=\"8\"/>");
        if (lost > 0)
        {
            page.Format($"<rect class=\"wasted\" x=\"{size - lost}\" width=\"{lost}\" height=\"8\"/>");
        }

        page.Raw("</svg>\n");
    }

    private static void WriteStep(HtmlPage page, HistoryEntry step)
    {
        page.Raw("<p class=\"step\">");
        if (step.CreatedBy is { Length: > 0 } command)
        {
            page.Raw("<code>").Text(RedactedText.Of(command)).Raw("</code> ");
        }

        string said = string.Join(", ", new[] { step.Created, step.Author is { Length: > 0 } author ? "by " + author : null, step.Comment }.Where(static t => t is { Length: > 0 }));
        page.Raw("<span class=\"soft\">").Text(RedactedText.Of(said)).Raw("</span></p>\n");
    }

    private static void WriteRest(HtmlPage page, LayerHistory history)
    {
        if (history.Rest.IsEmpty)
        {
            return;
        }

        bool all = history.OfLayers.IsEmpty && page.Publication.Files.Layers.Length > 0;
        page.Raw("<details><summary><h3>").Raw(all ? "History" : "Steps that made no layer").Format($"</h3> <span class=\"soft\">{history.Rest.Length}</span></summary>\n<div>\n");
        page.Raw(all ? "<p class=\"soft\">It names another number of layers than the image has, so nobody can tell which step made which.</p>\n" : "").Raw("<ol>\n");
        foreach (HistoryEntry step in history.Rest)
        {
            page.Raw("<li>");
            WriteStep(page, step);
            page.Raw("</li>\n");
        }

        page.Raw("</ol>\n</div>\n</details>\n");
    }

    // What is there is seen, however small it is beside the rest.
    private static int Scale(long bytes, long most) => bytes <= 0 ? 0 : Math.Max(LeastSeen, (int)Math.Min(Whole, Math.Round((double)bytes / most * Whole)));
}
