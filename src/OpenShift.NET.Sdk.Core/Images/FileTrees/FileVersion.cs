namespace OpenShift.NET.Sdk.Images.FileTrees;

/// <summary>One entry together with the layer it stands in.</summary>
/// <param name="File">The entry.</param>
/// <param name="LayerIndex">Index of the layer in the image, the lowest 0.</param>
/// <param name="Origin">Whose the layer is.</param>
/// <param name="HiddenInLayer">The layer that deletes or replaces it (its own, where the layer has the path twice); <see langword="null"/> when it is what a container sees.</param>
public sealed record FileVersion(LayerFile File, int LayerIndex, Origin Origin, int? HiddenInLayer)
{
    /// <summary>Absolute path.</summary>
    public string Path => File.Path;

    /// <summary>Whether a container sees it.</summary>
    public bool IsVisible => HiddenInLayer is null;
}
