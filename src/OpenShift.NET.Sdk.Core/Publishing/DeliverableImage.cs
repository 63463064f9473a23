using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Publishing;

/// <summary>One image that has passed Check: the facts it was made from, its layout, what Assemble noted.</summary>
/// <param name="Facts">The facts.</param>
/// <param name="Image">The image, read from its layout; blobs are verified as they are read.</param>
/// <param name="Record">What Assemble noted.</param>
/// <param name="Folder">The stage folder.</param>
public sealed record DeliverableImage(ProjectFacts Facts, Image Image, AssemblyRecord Record, StageFolder Folder)
{
    /// <summary>The base image's layers.</summary>
    internal IEnumerable<Descriptor> BaseLayers => Image.Manifest.Layers.Take(Record.BaseLayerCount);

    /// <summary>Names in the repository, one a tag, with the registry when there is one.</summary>
    internal static ImmutableArray<string> NamesOf(DestinationFacts destination)
    {
        string prefix = destination.Registry is null ? "" : destination.Registry + "/";
        return [.. destination.Tags.Select(t => $"{prefix}{destination.Repository}:{t}")];
    }

    /// <summary>Opens what the earlier stages left and makes sure that they speak of the same image.</summary>
    /// <exception cref="OpenShiftException">OSC0020: the stage folder is incomplete or mixed; OSC004n: the layout is damaged.</exception>
    public static async Task<DeliverableImage> OpenAsync(ProjectFacts facts, StageFolder folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        AssemblyRecord? record = StageJson.TryRead(folder.Assembly, StageJson.Default.AssemblyRecord);
        if (record is not null)
        {
            Image image = await OciLayout.ReadAsync(folder.Image, cancellationToken).ConfigureAwait(false);
            if (image.Digest == record.Image)
            {
                return new DeliverableImage(facts, image, record, folder);
            }
        }

        throw Incomplete(folder);
    }

    internal static OpenShiftException Incomplete(StageFolder folder) =>
        new(ToolCodes.InvalidFacts, $"'{folder.Path}' does not hold one assembled image", "Delete the obj folder and publish again.");
}
