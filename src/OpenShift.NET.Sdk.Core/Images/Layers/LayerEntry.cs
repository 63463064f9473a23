using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Images.Layers;

/// <summary>One entry of a layer to be written.</summary>
/// <param name="Path">Path in the image without a leading <c>/</c>.</param>
/// <param name="Mode">Permission bits.</param>
/// <param name="Source">Full path of the file on this machine; <see langword="null"/> for a folder, and for a file whose content is <see cref="Text"/>.</param>
public sealed record LayerEntry(string Path, int Mode, string? Source = null)
{
    /// <summary>Whether the entry is a folder.</summary>
    public bool IsDirectory => Source is null && Text is null;

    /// <summary>The content of a file that this SDK writes itself; <see langword="null"/> for a folder and for a file of this machine.</summary>
    public string? Text { get; init; }

    /// <summary>Of an endpoints manifest of static web assets: the files below <c>wwwroot</c> that stay out of the image, ordered; it must not promise them.</summary>
    public ImmutableArray<string> LeftOutAssets { get; init; } = [];
}
