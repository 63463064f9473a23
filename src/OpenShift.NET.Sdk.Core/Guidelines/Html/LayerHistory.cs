using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Guidelines.Html;

/// <summary>The entries of an image's history, told by the layers they made.</summary>
/// <param name="OfLayers">One entry a layer, the lowest first; empty when the history has another number of layers than the image, as nobody can tell then.</param>
/// <param name="Rest">The entries that made no layer; all of them when they cannot be told apart.</param>
internal sealed record LayerHistory(ImmutableArray<HistoryEntry> OfLayers, ImmutableArray<HistoryEntry> Rest)
{
    /// <summary>The history of an image of some number of layers.</summary>
    public static LayerHistory Of(ImageConfig config, int layers)
    {
        ImmutableArray<HistoryEntry> all = [.. config.History.Where(static h => h is not null)];
        ImmutableArray<HistoryEntry> made = [.. all.Where(static h => h.EmptyLayer != true)];
        return made.Length == layers ? new LayerHistory(made, [.. all.Where(static h => h.EmptyLayer == true)]) : new LayerHistory([], all);
    }
}
