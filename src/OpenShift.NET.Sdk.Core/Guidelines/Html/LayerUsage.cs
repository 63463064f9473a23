using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.Html;

/// <summary>What one layer weighs.</summary>
/// <param name="Number">Its number, the lowest 1.</param>
/// <param name="Origin">Whose it is.</param>
/// <param name="Files">How many regular files it has.</param>
/// <param name="TransferBytes">Size of the blob: what a pull moves.</param>
/// <param name="FileBytes">Size of its files' content.</param>
/// <param name="WastedBytes">The part of <paramref name="FileBytes"/> that a higher layer deletes or replaces: pulled and stored, never seen.</param>
public sealed record LayerUsage(int Number, Origin Origin, int Files, long TransferBytes, long FileBytes, long WastedBytes)
{
    /// <summary>The layers of an image, the lowest first.</summary>
    public static ImmutableArray<LayerUsage> Of(FileTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        int count = tree.Layers.Length;
        var files = new int[count];
        var bytes = new long[count];
        var wasted = new long[count];
        foreach (FileVersion version in tree.All)
        {
            // A hard link's content is counted where it stands.
            if (version.File is not { Kind: FileKind.File, HardLinkTo: null })
            {
                continue;
            }

            files[version.LayerIndex]++;
            bytes[version.LayerIndex] += version.File.Size;
            if (!version.IsVisible)
            {
                wasted[version.LayerIndex] += version.File.Size;
            }
        }

        return [.. Enumerable.Range(0, count).Select(i => new LayerUsage(i + 1, i < tree.BaseLayerCount ? Origin.Base : Origin.App, files[i], tree.Layers[i].Blob.Size, bytes[i], wasted[i]))];
    }
}
